using MimGmsa.PowerShell.Tests.Bundles;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>The sixteen defects of the published sample, in their order: none of them is ours.</summary>
public sealed class DefectTests : ExchangeBench
{
    [Theory, InlineData(Online), InlineData(OnPremises)]
    public void D01_The_value_that_Setup_wrote_for_the_managed_account_is_replaced_and_no_other(string name)
    {
        Machine.With(Key, (Online, name == Online ? Old : ""), (OnPremises, name == OnPremises ? Old : null), ("EncryptedExchangeOnlineAccountPassword", "plain name"), ("EncryptedExchangeOnlineClientSecret", "client"));
        Ends(0);
        HoldsNew(name);
        Assert.Equal(name == Online ? null : "", Value(name == Online ? OnPremises : Online));
        Assert.Equal(("plain name", "client"), (Value("EncryptedExchangeOnlineAccountPassword"), Value("EncryptedExchangeOnlineClientSecret")));
    }

    [Fact]
    public void D01_None_or_both_values_are_refused_because_only_Setup_knows_which_one_counts()
    {
        Machine.With(Key, (OnPremises, Old));
        Refused(2, "has left 2 values");
        Machine.With(Key, (OnPremises, ""), (Online, ""), ("EncryptedExchangeOnlineAccountPassword", Old));
        Refused(2, "Setup, change mode");
        Machine.With(Key, (Online, "something else"));
        Refused(2, "in a form that this script does not know");
        Machine.With(Key, (Online, new byte[] { 1 }));
        Refused(2, "in a form that this script does not know");
    }

    [Fact]
    public void D02_However_it_fails_the_helper_service_is_gone()
    {
        var steps = Count();
        Assert.True(steps > 8);
        for (var k = 0; k < steps; k++)
        {
            Machine.With("service:FIMService", ("State", "Running")).With(Key, (Online, Old));
            var (seen, failed) = (0, "");
            World.BeforeChange = change => { if (seen++ == k) { failed = change.ToString(); throw new InvalidOperationException("broken"); } };
            var (code, text) = Run("-RestartService");
            World.BeforeChange = null;
            var cleaning = failed.Contains(HelperService.Name) && (failed.Contains("DeleteFlag") || failed.Contains("Stopped") && failed.Contains("Running ->"));
            Assert.True(code == (cleaning ? 5 : 1), $"{failed}: {code}\n{text}");
            Assert.True(cleaning || !Helper.Installed, failed);
            if (cleaning) Assert.Contains("sc.exe delete MIMKeyProtectService", text);
            if (Helper.Installed) Ends(0, "-RemoveStaleHelper -RestartService");
            Assert.False(Helper.Installed);
        }
    }

    int Count()
    {
        var count = 0;
        World.BeforeChange = _ => count++;
        Ends(0);
        World.BeforeChange = null;
        return count;
    }

    [Fact]
    public void D02_After_a_power_cut_at_any_point_a_second_run_ends_as_an_undisturbed_one()
    {
        var steps = Count();
        var wanted = World.Snapshot();
        for (var k = 0; k < steps; k++)
        {
            Machine.With(Key, (Online, Old));
            var seen = 0;
            World.BeforeChange = _ => { if (seen++ == k) { World.PowerIsOff = true; throw new InvalidOperationException("the power is off"); } };
            Session.Script(Command("-RestartService"));
            (World.BeforeChange, World.PowerIsOff) = (null, false);
            Restart();
            Helper.PowerOn();
            Machine.With("service:FIMService", ("State", "Running"));
            Ends(0, "-RemoveStaleHelper -RestartService");
            Assert.Equal(wanted, World.Snapshot());
        }
    }

    [Fact]
    public void D02_After_Ctrl_C_the_helper_service_is_gone_and_the_value_is_the_old_one()
    {
        Helper.Answers = false;
        Helper.TimeoutMs = 60_000;
        Session.Interrupt(Command("-RestartService"), () => Assert.True(Helper.HasReceived.Wait(TimeSpan.FromSeconds(60))));
        Assert.False(Helper.Installed);
        Assert.Equal(Old, Value(Online));
        Assert.Equal(0, LengthOfPlaintext());
        Helper.Answers = true;
        Ends(0); // the lock of the host is free again
    }

    int LengthOfPlaintext() => (int)Session.Script("& (Get-Module -Name ExchangeSecret -All)[0] { $script:plain.Length }").Ok().Output[0].BaseObject;

    [Fact]
    public void D03_A_helper_that_never_opens_its_pipe_ends_the_run()
    {
        (Helper.OpensPipe, Helper.TimeoutMs) = (false, 1000);
        Failed("did not open its pipe within 1 seconds");
    }

    [Fact]
    public void D03_A_helper_that_never_answers_ends_the_run()
    {
        (Helper.Answers, Helper.TimeoutMs) = (false, 1000);
        Failed("does not answer on its pipe");
    }

    [Fact]
    public void D04_A_helper_that_does_not_run_leaves_the_value_alone()
    {
        Helper.Starts = false;
        Failed("did not start");
    }

    [Theory, InlineData("config", 1), InlineData("start", 1), InlineData("managedaccount", 1), InlineData("delete", 5), InlineData("stop", 5)]
    public void D05_Every_exit_code_of_sc_exe_counts(string verb, int code)
    {
        Helper.Codes[verb] = 5;
        Assert.Contains($"sc.exe {verb} MIMKeyProtectService failed with code 5", Ends(code));
        Assert.Equal(code == 5, Helper.Installed);
    }

    [Fact]
    public void D05_A_helper_that_Windows_does_not_let_go_ends_with_code_5_and_the_command_for_it()
    {
        Helper.Lingers = 1000;
        Assert.Contains("sc.exe stop MIMKeyProtectService; sc.exe delete MIMKeyProtectService", Ends(5));
        HoldsNew();
    }

    [Theory, InlineData("Stopped"), InlineData("Running")]
    public void D06_A_helper_that_is_there_already_is_refused_and_removed_only_when_asked_for(string state)
    {
        Helper.LeftByAnother(state);
        Refused(2, "-RemoveStaleHelper");
        Ends(0, "-RestartService -RemoveStaleHelper");
        Assert.False(Helper.Installed);
        HoldsNew();
    }

    [Fact]
    public void D07_The_old_value_is_saved_once_for_administrators_only_and_can_be_put_back()
    {
        Ends(0);
        var saved = File.ReadAllText(Backup);
        Assert.Equal($$"""{"data":"{{Old}}","kind":"String","name":"{{Online}}","type":"mim-gmsa/exchange-value/1"}""", saved);
        var folder = $@"C:\ProgramData\MimGmsa\MG-0001-r0-MIMSVC";
        Assert.Equal("O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)", World.Get(Machine.Mine("acl:" + folder), "Sddl"));
        Ends(0);
        Assert.Equal(saved, File.ReadAllText(Backup));
        Assert.Contains("as it was before", Ends(0, "-Undo -RestartService"));
        Assert.Equal(Old, Value(Online));
    }

    [Fact]
    public void D07_There_is_no_undo_without_a_saved_value_and_none_from_a_changed_file()
    {
        Refused(2, "Nothing was saved", "-Undo");
        Ends(0);
        var now = Value(Online);
        File.WriteAllText(Backup, File.ReadAllText(Backup).Replace(Online, "Location"));
        Assert.Contains("holds no saved value", Ends(2, "-Undo"));
        File.WriteAllText(Backup, "{}");
        Assert.Contains("holds no saved value", Ends(2, "-Undo"));
        Assert.Equal((now, Product + @"\"), (Value(Online), Value("Location")));
    }

    [Fact]
    public void D08_Nothing_of_the_secret_is_left_in_the_session()
    {
        Ends(0);
        Assert.Equal(0, LengthOfPlaintext());
        Assert.Equal("", Session.Script("& (Get-Module -Name ExchangeSecret -All)[0] { $script:protected }").Ok().Output[0].BaseObject);
        Assert.DoesNotContain("SecureString", string.Join(' ', Session.Script("Get-Variable -Name first, second, chars -ErrorAction Ignore").Output));
    }

    [Fact]
    public void D10_The_program_is_found_where_the_registry_says()
    {
        Machine.With(Key, ("Location", @"D:\MIM\Service")).WithFile(@"D:\MIM\Service\" + Program, "MZ");
        Ends(0);
        Assert.Contains(Machine.Calls, c => c.StartsWith("New-Service") && c.Contains($@"""D:\MIM\Service\{Program}"""));
        World.Changes.Clear();
        Machine.With(Key, ("Location", @"D:\Elsewhere"));
        Refused(2, "is there 0 times");
        Machine.With(Key, ("Location", null));
        Refused(2, "does not say where");
    }

    [Fact]
    public void D10_A_program_without_a_valid_signature_is_named()
    {
        Machine.Signatures = "NotSigned";
        Assert.Contains("signature status NotSigned", Ends(0));
    }

    [Fact]
    public void D11_The_service_is_restarted_when_asked_for_and_otherwise_that_is_what_remains()
    {
        Assert.Contains("FIMService still uses the old secret", Ends(4, ""));
        HoldsNew();
        Assert.DoesNotContain(World.Changes, c => c.Thing.EndsWith("service:FIMService"));
        Ends(0);
        Assert.Equal(["Running -> Stopped", "Stopped -> Running"], World.Changes.Where(c => c.Thing.EndsWith("service:FIMService")).Select(c => $"{c.Before} -> {c.After}"));
    }

    [Fact]
    public void D11_A_service_that_does_not_come_back_is_an_error_with_the_way_back()
    {
        World.AfterChange = c => { if (c.Thing.EndsWith("service:FIMService") && Equals(c.After, "Running")) Machine.With("service:FIMService", ("State", "Stopped")); };
        Assert.Contains("-Undo", Ends(1));
    }

    [Theory, InlineData(@"CONTOSO\gmsaOther$", "planned is"), InlineData(@"CONTOSO\svcMIM", "an ordinary account"), InlineData("LocalSystem", "an ordinary account")]
    public void D12_A_service_under_another_account_is_refused(string account, string words)
    {
        Machine.WithService("FIMService", account);
        Refused(2, words);
    }

    [Fact]
    public void D12_A_helper_that_ends_up_under_another_account_gets_nothing()
    {
        Helper.RunsAs = "LocalSystem";
        Failed("runs as LocalSystem");
        Assert.Empty(Helper.Received);
    }

    [Theory]
    [InlineData("IsElevated", false, 2), InlineData("Is64Bit", false, 2), InlineData("IsRemote", true, 2), InlineData("HostName", "Windows PowerShell ISE Host", 2)]
    [InlineData("LanguageMode", "ConstrainedLanguage", 2), InlineData("Edition", "Core", 2), InlineData("ComputerName", "MIMSVC2", 3), InlineData("Domain", "fabrikam.com", 3)]
    public void D13_An_unfit_session_and_another_host_are_refused(string fact, object value, int code)
    {
        Machine.Session[fact] = value;
        Refused(code, "Stopped: ");
    }

    [Fact]
    public void D13_Constrained_language_is_refused_before_anything_else()
    {
        Session.Script("$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'").Ok();
        Refused(2, "full language mode");
    }

    [Fact]
    public void D13_A_rehearsal_checks_everything_asks_nothing_and_changes_nothing()
    {
        Refused(0, "", "-RestartService -WhatIf");
        Assert.Empty(Prompts);
        Assert.False(Directory.Exists(Machine.FileAt(@"C:\ProgramData\MimGmsa")));
        Helper.ForeignPipe = true;
        Refused(2, "exists already", "-WhatIf");
    }

    [Theory, InlineData("$ symbol `n $(1) %PATH%"), InlineData("p\u00e4ss'\"\u2019\\"), InlineData(" \U0001F511 "), InlineData("y")]
    public void D14_Every_character_arrives_as_it_was_typed(string secret)
    {
        Machine.Operator = prompt => prompt.Contains("arrived") ? "arrived" : secret;
        Ends(0);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(secret), Helper.Received); // no byte order mark, no line end
        HoldsNew(secret: secret);
    }

    [Fact]
    public void D15_No_answer_can_choose_the_wrong_kind_of_encryption()
    {
        Ends(0);
        Assert.Equal(["New secret of the mailbox", "Once more", "When it has arrived, type arrived"], Prompts);
    }

    [Fact]
    public void D16_It_ends_well_only_when_a_mail_arrived()
    {
        Machine.Operator = prompt => prompt.Contains("arrived") ? "yes" : Secret;
        Assert.Contains("The test mail is open", Ends(4));
        HoldsNew();
    }

    public static TheoryData<string, byte[]> Nonsense => new()
    {
        { "nothing", [] }, { "the secret itself", System.Text.Encoding.UTF8.GetBytes(Secret) }, { "no DPAPI blob", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="u8.ToArray() },
        { "the header alone", "AQAAANCMnd8BFQ=="u8.ToArray() }, { "an error text", "Error: access denied"u8.ToArray() }, { "too much", [.. Enumerable.Repeat((byte)'*', 70_000)] },
    };

    [Theory, MemberData(nameof(Nonsense))]
    public void D16_What_DPAPI_did_not_make_is_never_written(string name, byte[] answer)
    {
        Helper.Answer = _ => answer;
        Failed("nothing that DPAPI encrypted");
        Assert.NotEmpty(name);
    }
}

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>What the runner refuses before anything has happened.</summary>
public sealed class RefusalTests() : Bench("MIMSYNC", SyncPlan())
{
    const string Step = "-Step F-01@MIMSYNC";
    const string Ours = "O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)";

    [Theory]
    [InlineData("IsElevated", false, "Run as administrator")]
    [InlineData("Is64Bit", false, "64-bit")]
    [InlineData("IsRemote", true, "remote session")]
    [InlineData("HostName", "Windows PowerShell ISE Host", "ISE")]
    [InlineData("LanguageMode", "ConstrainedLanguage", "language mode")]
    [InlineData("Edition", "Core", "Windows PowerShell 5.1")]
    [InlineData("EngineVersion", "4.0", "Windows PowerShell 5.1")]
    public void An_unsuitable_session(string fact, object value, string words)
    {
        Machine.Session[fact] = value;
        Refused(2, words, Step);
    }

    [Theory, InlineData("ComputerName", "MIMSVC"), InlineData("Domain", "fabrikam.com")]
    public void Another_host(string fact, string value)
    {
        Machine.Session[fact] = value;
        Refused(3, "This runbook is for mimsync.contoso.com", Step);
        Refused(3, "This runbook is for mimsync.contoso.com", "-Undo F-01");
    }

    [Fact] public void A_demo_bundle_without_AllowDemo() => Refused(2, "DEMO bundle", Step, demo: false);
    [Fact] public void A_step_whose_predecessor_is_not_finished() => Refused(2, "F-01@MIMSYNC must be finished first", "-Step F-02@MIMSYNC");
    [Fact] public void An_unknown_step() => Refused(2, "0 steps called X-99", "-Step X-99");

    [Fact]
    public void A_changed_file()
    {
        File.AppendAllText(Path.Combine(Bundle.Folder, "modules", "MimGmsa", "Sql.psm1"), " ");
        Refused(2, "Changed: modules/MimGmsa/Sql.psm1", Step);
    }

    [Fact]
    public void A_file_of_the_same_length_with_another_content()
    {
        var file = Path.Combine(Bundle.Folder, "settings.psd1");
        File.WriteAllText(file, File.ReadAllText(file).Replace("svc", "xvc").Replace("Sync", "Synd"));
        Refused(2, "Changed: settings.psd1", Step);
    }

    [Fact]
    public void An_added_file()
    {
        File.WriteAllText(Path.Combine(Bundle.Folder, "modules", "MimGmsa", "more.psm1"), "");
        Refused(2, "Added: modules/MimGmsa/more.psm1", Step);
    }

    [Fact]
    public void A_missing_file()
    {
        File.Delete(Path.Combine(Bundle.Folder, "modules", "MimGmsa", "Web.psm1"));
        Refused(2, "Missing: modules/MimGmsa/Web.psm1", Step);
    }

    [Fact]
    public void A_bundle_without_manifest()
    {
        File.Delete(Path.Combine(Bundle.Folder, "manifest.json"));
        Refused(2, "no manifest.json", Step);
    }

    [Fact]
    public void Settings_of_another_format()
    {
        var settings = SyncPlan();
        settings["FormatVersion"] = "2";
        Use(settings);
        Refused(2, "has the format 2", Step);
    }

    [Theory]
    [InlineData("O:S-1-5-21-9-9-9-1001G:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)", "its owner is S-1-5-21-9-9-9-1001")]
    [InlineData("O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;FR;;;BU)", "BU may use it")]
    [InlineData("O:BAG:SYD:NO_ACCESS_CONTROL", "no access list")]
    public void A_state_folder_that_others_may_touch(string sddl, string words)
    {
        Machine.WithFolder(@"C:\ProgramData\MimGmsa").With(@"acl:C:\ProgramData\MimGmsa", ("Sddl", sddl));
        Refused(2, words, Step);
    }

    [Fact]
    public void A_state_folder_into_which_somebody_wrote_while_it_was_made()
    {
        var real = Machine.Native("icacls.exe");
        Machine.OnNative("icacls.exe", a => { Machine.WithFile(a[0] + @"\planted.json", "{}"); return real(a); });
        Refused(2, "Somebody wrote into", Step);
    }

    [Fact]
    public void A_second_runbook_on_the_same_host_is_told_who_works_there()
    {
        Machine.WithFolder(@"C:\ProgramData\MimGmsa").With(@"acl:C:\ProgramData\MimGmsa", ("Sddl", Ours));
        Machine.WithFile(@"C:\ProgramData\MimGmsa\running.txt", @"CONTOSO\other, process 7");
        OnAnotherThread(() => Refused(2, @"CONTOSO\other, process 7", Step));
        Ends(0, Step);
    }

    [Fact]
    public void A_runbook_whose_process_died_does_not_block_the_host()
    {
        using var held = new Mutex(false, "MimGmsa-" + Path.GetFileName(Machine.Disk));
        var dying = new Thread(() => held.WaitOne()); // ends without giving it back
        dying.Start();
        dying.Join();
        Ends(0, Step);
    }

    [Fact]
    public void A_session_of_constrained_language()
    {
        Constrain();
        var (before, text) = (World.Snapshot(), Ends(2, Step));
        Assert.Contains("does not run in full language mode", text);
        Assert.Equal(before, World.Snapshot());
    }

    [Fact]
    public void A_run_that_failed_early_leaves_the_host_free()
    {
        Ends(0, Step);
        foreach (var file in Directory.GetFiles(Bundle.StateFolder(Machine), "result-*.json")) File.Delete(file);
        foreach (var file in Directory.GetFiles(Bundle.StateFolder(Machine), "run-*.jsonl")) File.WriteAllText(file, "{}\n{\"previous\":\"00\"}\n");
        Assert.Contains("was changed", Ends(1, "-Verify F-01"));
        OnAnotherThread(() => { });
        Assert.False(File.Exists(Machine.FileAt(@"C:\ProgramData\MimGmsa\running.txt")));
    }

    /// <summary>Holds the host's mutex elsewhere meanwhile; fails when somebody already has it.</summary>
    void OnAnotherThread(Action act)
    {
        using var held = new Mutex(false, "MimGmsa-" + Path.GetFileName(Machine.Disk));
        using var free = new ManualResetEventSlim();
        using var tried = new ManualResetEventSlim();
        var owned = false;
        var holder = new Thread(() => { try { owned = held.WaitOne(0); } catch (AbandonedMutexException) { } tried.Set(); free.Wait(); if (owned) held.ReleaseMutex(); });
        holder.Start();
        tried.Wait();
        act();
        free.Set();
        holder.Join();
        Assert.True(owned);
    }

    [Fact]
    public void An_older_revision_may_only_verify_and_undo_once_a_newer_one_has_worked_here()
    {
        Ends(0, Step);
        var newer = SyncPlan();
        newer["Revision"] = "10"; // not the text order
        Use(newer);
        Ends(0, "-Verify F-01");
        var older = SyncPlan();
        older["Revision"] = "2";
        Use(older);
        Refused(2, "Revision 10 of MG-0001 has worked on this host; this is revision 2", Step);
        Refused(2, "Revision 10", "-Resume");
        Use(SyncPlan());
        Ends(0, "-Verify F-01");
        Ends(0, "-Undo F-01");
        Assert.Equal("Running", State);
    }

    [Fact]
    public void The_bundle_itself_can_be_verified_anywhere()
    {
        Machine.Session["ComputerName"] = "ELSEWHERE";
        Assert.Contains("every script has a valid signature", Ends(0, "-Verify"));
        Machine.Signatures = "NotTrusted";
        Assert.Contains("Start-Runbook.ps1: signature NotTrusted", Ends(1, "-Verify"));
        Assert.False(Directory.Exists(Bundle.StateFolder(Machine)));
    }

    [Fact]
    public void The_list_shows_every_step_and_writes_nothing()
    {
        var text = Ends(0, "");
        Assert.Contains("open   automated F-01@MIMSYNC  Title of F-01@MIMSYNC", text);
        Assert.Contains("R-01@MIMSYNC", text);
        Assert.False(Directory.Exists(Bundle.StateFolder(Machine)));
    }

    [Fact]
    public void A_person_who_does_not_say_yes_is_obeyed()
    {
        Assert.Equal(1, RunAsking(Step));
        Assert.Empty(World.Changes);
    }
}

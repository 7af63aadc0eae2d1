using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;
using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>Steps in Active Directory where the directory is not as empty as in a lab: what others made stays.</summary>
public sealed class DirectoryStepTests : Bench
{
    const string Svc1 = "FIMService/mim", Svc2 = "FIMService/mim.contoso.com";
    string OldName => Named("svcMIMService");
    string NewName => Named("gmsaSvc$");

    public DirectoryStepTests() : base("ADMINWS", OwnPlan.Settings("directory", "directory"))
    {
        foreach (var host in new[] { "MIMSVC", "OTHER" }) FakeWindowsServer.WithObject(World, host + "$", "computer");
        FakeWindowsServer.WithObject(World, "svcMIMService", "user", ("servicePrincipalName", new[] { Svc1, Svc2 }));
        World.With("kds|00000000-0000-0000-0000-00000000000a", ("EffectiveTime", World.Now.AddYears(-1)), ("CreationTime", World.Now.AddYears(-1)));
    }

    void Plan(params Hashtable[] steps) => Use(OwnPlan.Settings("directory", "directory", steps));
    static Hashtable Auto(string id, Hashtable parameters, params string[] after) => OwnPlan.Auto(id, "", after, parameters);
    void Gmsa(string name, params (string, object?)[] properties) => FakeWindowsServer.WithObject(World, name + "$", "msDS-GroupManagedServiceAccount",
        [("retrievers", new[] { Named("OTHER$") }), ("dNSHostName", name + ".contoso.com"), ("msDS-SupportedEncryptionTypes", "24"), ("msDS-ManagedPasswordInterval", "30"), .. properties]);
    void HostGroup(params string[] members) => FakeWindowsServer.WithObject(World, "SvcHosts", "group", ("groupType", "-2147483646"), ("member", members.Select(Named).ToArray()));

    [Fact]
    public void D01_makes_one_root_key_that_counts_from_now_and_never_a_second()
    {
        World.Delete("kds|00000000-0000-0000-0000-00000000000a");
        Plan(Auto("D-01@directory", Table(("LabShortcut", "no"))));
        Ends(0, "-Step D-01");
        var key = Assert.Single(World.All("kds|"));
        Assert.Equal(World.Now, World.Get("kds|" + key, "EffectiveTime"));
        Ends(0, "-Step D-01");
        Assert.Single(World.All("kds|"));
        Refused(2, "never deleted", "-Undo D-01");
    }

    [Fact]
    public void D01_back_dates_a_key_for_one_domain_controller_only()
    {
        World.Delete("kds|00000000-0000-0000-0000-00000000000a");
        World.With("dc|dc2.contoso.com", ("Domain", "contoso.com"));
        Plan(Auto("D-01@directory", Table(("LabShortcut", "yes"))));
        Refused(2, "for a single domain controller", "-Step D-01");
    }

    [Fact]
    public void Root_keys_that_cannot_be_read_are_unknown_and_never_absent()
    {
        World.Delete("kds|00000000-0000-0000-0000-00000000000a");
        Machine.IsDomainController = false;
        Restart();
        Plan(Auto("D-01@directory", Table(("LabShortcut", "no"))));
        Refused(2, "cannot be read here", "-Step D-01");
    }

    [Fact]
    public void A_step_after_a_root_key_that_cannot_be_read_here_asks_a_person()
    {
        HostGroup();
        Plan(OwnPlan.Look("D-02@directory", [], Table(("MinimumAgeHours", "10"), ("LabShortcut", "no"))), Auto("D-05@directory#gmsaSvc", OwnPlan.Account("gmsaSvc", "SvcHosts"), "D-02@directory"));
        Machine.IsDomainController = false;
        Restart();
        Machine.Operator = _ => "";
        Refused(4, "D-02@directory was not confirmed", "-Step D-05");
        Machine.Operator = Confirm;
        Ends(0, "-Step D-05");
    }

    [Theory]
    [InlineData("no", -9, -9, false), InlineData("no", -11, -11, true)]
    [InlineData("no", -11, -9, false), InlineData("yes", -11, 0, true), InlineData("yes", -9, 0, false)]
    public void D02_waits_ten_hours_after_the_key_is_effective_and_after_it_was_made(string lab, int effective, int created, bool passes)
    {
        World.With("kds|00000000-0000-0000-0000-00000000000a", ("EffectiveTime", World.Now.AddHours(effective)), ("CreationTime", World.Now.AddHours(created)));
        Plan(OwnPlan.Look("D-02@directory", [], Table(("MinimumAgeHours", "10"), ("LabShortcut", lab))));
        var text = Ends(passes ? 0 : 1, "-Step D-02");
        if (!passes) Assert.Contains("may be used from", text);
    }

    [Fact]
    public void D03_adds_to_a_group_that_exists_and_undo_takes_out_only_that()
    {
        HostGroup("OTHER$");
        Plan(Auto("D-03@directory#SvcHosts", OwnPlan.Group("SvcHosts", "MIMSVC$")));
        Ends(0, "-Step D-03");
        Assert.Equal([Named("OTHER$"), Named("MIMSVC$")], Values("SvcHosts", "member"));
        Ends(0, "-Undo D-03");
        Assert.Equal([Named("OTHER$")], Values("SvcHosts", "member"));
    }

    [Fact]
    public void D03_undo_keeps_a_group_that_has_got_other_members_since()
    {
        Plan(Auto("D-03@directory#SvcHosts", OwnPlan.Group("SvcHosts", "MIMSVC$")));
        Ends(0, "-Step D-03");
        World.With("ad|" + Named("SvcHosts"), ("member", new[] { Named("MIMSVC$"), Named("OTHER$") }));
        Refused(2, "has got members since", "-Undo D-03");
    }

    [Fact]
    public void D03_undo_goes_back_to_what_was_before_the_attempt_that_was_cut_off()
    {
        Plan(Auto("D-03@directory#SvcHosts", OwnPlan.Group("SvcHosts", "MIMSVC$")));
        World.BeforeChange = c => { if (c.Property == "member") throw new InvalidOperationException("power cut"); };
        Ends(1, "-Step D-03");
        World.BeforeChange = null;
        Ends(0, "-Step D-03");
        Ends(0, "-Undo D-03");
        Assert.DoesNotContain(World.All("ad|"), n => n.StartsWith("CN=SvcHosts", StringComparison.Ordinal));
    }

    [Fact]
    public void D03_makes_no_group_before_it_knows_every_host()
    {
        Plan(Auto("D-03@directory#SvcHosts", OwnPlan.Group("SvcHosts", "MIMSVC$", "NOBODY$")));
        Refused(2, "knows 0 accounts called NOBODY$", "-Step D-03");
    }

    [Fact]
    public void D03_refuses_a_name_that_is_no_group()
    {
        FakeWindowsServer.WithObject(World, "SvcHosts", "user");
        Plan(Auto("D-03@directory#SvcHosts", OwnPlan.Group("SvcHosts", "MIMSVC$")));
        Refused(2, "exists but is no group", "-Step D-03");
    }

    [Fact]
    public void D05_completes_an_account_that_exists_and_keeps_who_may_fetch_its_password()
    {
        HostGroup("MIMSVC$");
        Gmsa("gmsaSvc", ("msDS-SupportedEncryptionTypes", "28"), ("dNSHostName", "old.contoso.com"));
        Plan(Auto("D-05@directory#gmsaSvc", OwnPlan.Account("gmsaSvc", "SvcHosts")));
        Ends(0, "-Step D-05");
        Assert.Equal([Named("OTHER$"), Named("SvcHosts")], Values("gmsaSvc$", "retrievers"));
        Assert.Equal(["24"], Values("gmsaSvc$", "msDS-SupportedEncryptionTypes"));
        Assert.Equal(["gmsaSvc.contoso.com"], Values("gmsaSvc$", "dNSHostName"));
        Ends(0, "-Undo D-05");
        Assert.Equal([Named("OTHER$")], Values("gmsaSvc$", "retrievers"));
        Assert.Equal(["28"], Values("gmsaSvc$", "msDS-SupportedEncryptionTypes"));
        Assert.Equal(["old.contoso.com"], Values("gmsaSvc$", "dNSHostName"));
    }

    [Fact]
    public void D05_refuses_a_name_that_another_domain_of_the_forest_has()
    {
        HostGroup("MIMSVC$");
        World.With("ad|CN=gmsaSvc,OU=x,DC=eu,DC=contoso,DC=com", ("sAMAccountName", "gmsaSvc$"), ("objectClass", "computer"));
        Plan(Auto("D-05@directory#gmsaSvc", OwnPlan.Account("gmsaSvc", "SvcHosts")));
        Refused(2, "is taken in this forest: CN=gmsaSvc,OU=x,DC=eu", "-Step D-05");
    }

    [Fact]
    public void D05_refuses_an_account_of_another_kind()
    {
        HostGroup("MIMSVC$");
        FakeWindowsServer.WithObject(World, "gmsaSvc$", "computer");
        Plan(Auto("D-05@directory#gmsaSvc", OwnPlan.Account("gmsaSvc", "SvcHosts")));
        Refused(2, "is no group managed service account", "-Step D-05");
    }

    [Fact]
    public void D05_undo_deletes_only_what_a_person_confirms_to_be_unused()
    {
        HostGroup("MIMSVC$");
        Plan(Auto("D-05@directory#gmsaSvc", OwnPlan.Account("gmsaSvc", "SvcHosts")));
        Ends(0, "-Step D-05");
        Machine.Operator = _ => "";
        Refused(4, "the account stays", "-Undo D-05");
        Machine.Operator = Confirm;
        World.With("ad|" + NewName, ("servicePrincipalName", new[] { "x/y" }));
        Refused(2, "still has service principal names (x/y)", "-Undo D-05");
        World.With("ad|" + NewName, ("servicePrincipalName", Array.Empty<string>()));
        Ends(0, "-Undo D-05");
        Assert.DoesNotContain(World.All("ad|"), n => n.StartsWith("CN=gmsaSvc", StringComparison.Ordinal));
    }

    [Fact]
    public void D06_joins_what_is_missing_and_undo_leaves_what_was_there()
    {
        Gmsa("gmsaSvc");
        foreach (var (group, members) in new[] { ("Browse", new[] { NewName }), ("PasswordSet", []) }) FakeWindowsServer.WithObject(World, group, "group", ("groupType", "-2147483646"), ("member", members));
        Plan(Auto("D-06@directory", Table(("Member", "gmsaSvc$"), ("Groups", new[] { @"CONTOSO\Browse", "PasswordSet" }))));
        Ends(0, "-Step D-06");
        Assert.Equal([NewName], Values("PasswordSet", "member"));
        Ends(0, "-Undo D-06");
        Assert.Empty(Values("PasswordSet", "member"));
        Assert.Equal([NewName], Values("Browse", "member"));
    }

    void NamePlan() { Gmsa("gmsaSvc"); Plan(Auto("D-07@directory#gmsaSvc", OwnPlan.Names("gmsaSvc", "svcMIMService", Svc1, Svc2))); }

    [Fact]
    public void D07_moves_nothing_when_a_third_account_holds_a_name()
    {
        World.With("ad|" + OldName, ("servicePrincipalName", new[] { Svc1 }));
        FakeWindowsServer.WithObject(World, "stranger", "user", ("servicePrincipalName", new[] { Svc2.ToUpperInvariant() }));
        NamePlan();
        Refused(2, "which the plan does not know. Nothing was moved", "-Step D-07");
    }

    [Fact]
    public void D07_moves_nothing_when_another_domain_holds_a_name()
    {
        World.With("ad|" + OldName, ("servicePrincipalName", new[] { Svc1 })).With("ad|CN=far,DC=eu,DC=contoso,DC=com", ("sAMAccountName", "far"), ("servicePrincipalName", new[] { Svc2 }));
        NamePlan();
        Refused(2, "CN=far,DC=eu,DC=contoso,DC=com, which the plan does not know", "-Step D-07");
    }

    [Fact]
    public void D07_gives_a_name_that_nobody_holds_and_undo_takes_it_away_again()
    {
        World.With("ad|" + OldName, ("servicePrincipalName", new[] { Svc1 }));
        NamePlan();
        Ends(0, "-Step D-07");
        Assert.Equal([Svc1, Svc2], Values("gmsaSvc$", "servicePrincipalName"));
        Ends(0, "-Undo D-07");
        Assert.Empty(Values("gmsaSvc$", "servicePrincipalName"));
        Assert.Equal([Svc1], Values("svcMIMService", "servicePrincipalName"));
    }

    [Fact]
    public void D07_puts_a_name_back_when_the_new_account_does_not_take_it()
    {
        NamePlan();
        World.BeforeChange = c => { if (c.Thing == "ad|" + NewName) throw new CommandError("ActiveDirectoryServer:5", System.Management.Automation.ErrorCategory.PermissionDenied, "Access is denied.", terminating: true); };
        Assert.Contains("It was put back on " + OldName, Ends(1, "-Step D-07"));
        Assert.Equal([Svc1, Svc2], Values("svcMIMService", "servicePrincipalName").Order());
    }

    [Fact]
    public void D07_says_so_when_a_name_is_on_no_account()
    {
        NamePlan();
        World.BeforeChange = c => { if (World.Text(c.After).Length > World.Text(c.Before).Length) throw new CommandError("ActiveDirectoryServer:5", System.Management.Automation.ErrorCategory.PermissionDenied, "Access is denied.", terminating: true); };
        Assert.Contains("is on no account now", Ends(5, "-Step D-07"));
        World.BeforeChange = null;
        Ends(0, "-Step D-07");
        Assert.Equal([Svc1, Svc2], Values("gmsaSvc$", "servicePrincipalName").Order());
    }

    [Fact]
    public void D07_writes_an_old_account_of_another_domain_on_a_controller_of_that_domain()
    {
        World.Delete("ad|" + OldName);
        World.With("dc|dc.eu.contoso.com", ("Domain", "eu.contoso.com")).With("ad|CN=svcMIMService,DC=eu,DC=contoso,DC=com", ("sAMAccountName", "svcMIMService"), ("objectClass", "user"), ("servicePrincipalName", new[] { Svc1, Svc2 }));
        NamePlan();
        Ends(0, "-Step D-07");
        Assert.Contains(Machine.Calls, c => c.StartsWith("Set-ADObject", StringComparison.Ordinal) && c.Contains("-Server dc.eu.contoso.com"));
        Assert.Empty(Values("svcMIMService", "servicePrincipalName"));
    }

    [Fact]
    public void A_change_counts_when_every_domain_controller_that_answers_has_it()
    {
        World.With("dc|dc2.contoso.com", ("Domain", "contoso.com")).With("dc|dc3.contoso.com", ("Domain", "contoso.com"), ("Down", true)).With("dc|rodc.contoso.com", ("Domain", "contoso.com"), ("IsReadOnly", true), ("Down", true));
        NamePlan();
        World.Delay("dc2.contoso.com", sleeps: 3);
        var begun = World.Now;
        var text = Ends(0, "-Step D-07");
        Assert.Contains("Waiting up to five minutes: Not yet on dc2.contoso.com", text);
        Assert.Contains("dc3.contoso.com does not answer and was not checked", text);
        Assert.DoesNotContain("rodc", text);
        Assert.Equal(begun.AddSeconds(30), World.Now);
    }

    [Fact]
    public void A_change_that_does_not_arrive_in_five_minutes_is_a_failure()
    {
        World.With("dc|dc2.contoso.com", ("Domain", "contoso.com"));
        NamePlan();
        World.Delay("dc2.contoso.com", sleeps: 1000);
        Assert.Contains("Not yet on dc2.contoso.com", Ends(1, "-Step D-07"));
    }

    [Fact]
    public void D08_ends_unconstrained_delegation_and_keeps_other_targets_and_undo_restores_both()
    {
        Gmsa("gmsaSvc", ("userAccountControl", (4096 | 0x80000 | 0x1000000).ToString()), ("msDS-AllowedToDelegateTo", new[] { "http/other" }));
        Plan(Auto("D-08@directory#gmsaSvc", Table(("Account", "gmsaSvc"), ("Targets", new[] { Svc1, Svc2 }))));
        Ends(0, "-Step D-08");
        Assert.Equal(["http/other", Svc1, Svc2], Values("gmsaSvc$", "msDS-AllowedToDelegateTo"));
        Assert.Equal(["4096"], Values("gmsaSvc$", "userAccountControl"));
        Ends(0, "-Undo D-08");
        Assert.Equal(["http/other"], Values("gmsaSvc$", "msDS-AllowedToDelegateTo"));
        Assert.Equal([(4096 | 0x80000 | 0x1000000).ToString()], Values("gmsaSvc$", "userAccountControl"));
    }

    [Fact]
    public void J06_finds_a_second_holder_in_another_domain()
    {
        Gmsa("gmsaSvc", ("servicePrincipalName", new[] { Svc1 }));
        World.With("ad|" + OldName, ("servicePrincipalName", Array.Empty<string>()));
        Plan(OwnPlan.Look("J-06@directory", [], Table(("ServicePrincipalNames", new[] { Table(("Name", Svc1), ("Account", "gmsaSvc")) }))));
        Ends(0, "-Step J-06");
        World.With("ad|CN=far,DC=eu,DC=contoso,DC=com", ("sAMAccountName", "far"), ("servicePrincipalName", new[] { Svc1 }));
        Assert.Contains("is held more than once", Ends(1, "-Step J-06"));
    }

    [Fact]
    public void J12_wants_a_password_that_is_not_the_first()
    {
        Gmsa("gmsaSvc", ("whenCreated", World.Now), ("PasswordLastSet", World.Now));
        Plan(OwnPlan.Look("J-12@directory", [], Table(("Accounts", new[] { "gmsaSvc" }), ("IntervalDays", "30"))));
        Assert.Contains("still has its first password", Ends(1, "-Step J-12"));
        World.With("ad|" + NewName, ("PasswordLastSet", World.Now.AddDays(30)));
        Ends(0, "-Step J-12");
    }

    [Fact]
    public void A04_records_security_descriptors_as_text_and_the_first_record_stays()
    {
        World.With("ad|" + OldName, ("msDS-AllowedToActOnBehalfOfOtherIdentity", new FakeDescriptor("O:BAD:(A;;CCDC;;;BA)")));
        Plan(OwnPlan.Look("A-04@directory#svcMIMService", [], Table(("Account", "svcMIMService"), ("Domain", "CONTOSO"))));
        Ends(0, "-Step A-04");
        World.With("ad|" + OldName, ("servicePrincipalName", Array.Empty<string>()));
        Ends(0, "-Step A-04");
        var record = File.ReadAllText(Assert.Single(Directory.GetFiles(Bundle.StateFolder(Machine), "before-*.json")));
        Assert.Contains("O:BAD:(A;;CCDC;;;BA)", record);
        Assert.Contains(Svc2, record);
    }

    sealed class FakeDescriptor(string sddl) { public string Sddl => sddl; }

    Hashtable DisablePlan() => Auto("K-02@directory#svcMIMService", Table(("Account", "svcMIMService"), ("IdleDays", "14")));

    [Fact]
    public void K02_disables_an_idle_account_and_undo_enables_it()
    {
        World.With("ad|" + OldName, ("lastLogonTimestamp", World.Now.AddDays(-15).ToFileTimeUtc().ToString()));
        Plan(DisablePlan());
        Ends(0, "-Step K-02");
        Assert.Equal(["514"], Values("svcMIMService", "userAccountControl"));
        Ends(0, "-Undo K-02");
        Assert.Equal(["512"], Values("svcMIMService", "userAccountControl"));
    }

    [Fact]
    public void K02_refuses_an_account_that_somebody_uses()
    {
        World.With("ad|" + OldName, ("lastLogonTimestamp", World.Now.AddDays(-13).ToFileTimeUtc().ToString()));
        Plan(DisablePlan());
        Refused(2, "less than 14 days ago", "-Step K-02");
    }

    [Theory, InlineData("svcMIMService", 0), InlineData("yes", 4)]
    public void K02_takes_no_recorded_sign_in_for_unknown_and_asks(string typed, int code)
    {
        Machine.Operator = _ => typed;
        Plan(DisablePlan());
        Ends(code, "-Step K-02");
        Assert.Equal([code == 0 ? "514" : "512"], Values("svcMIMService", "userAccountControl"));
    }
}

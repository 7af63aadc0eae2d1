using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;
using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>Steps on a server that is not as it should be, or not as empty as in a lab.</summary>
public sealed class HostStepTests : Bench
{
    const string Managed = @"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + Sync;

    public HostStepTests() : base("MIMSYNC", OwnPlan.Settings("MIMSYNC", "mim"))
    {
        FakeWindowsServer.WithObject(World, "MIMSYNC$", "computer");
        FakeWindowsServer.WithObject(World, "SyncHosts", "group", ("groupType", "-2147483646"), ("member", new[] { Named("MIMSYNC$") }));
        FakeWindowsServer.WithObject(World, "gmsaSync$", "msDS-GroupManagedServiceAccount", ("retrievers", new[] { Named("SyncHosts") }));
        Machine.With("computer", ("Groups", Array.Empty<string>()));
    }

    void Plan(params Hashtable[] steps) => Use(OwnPlan.Settings("MIMSYNC", "mim", steps));
    static Hashtable Auto(string id, Hashtable parameters, params string[] after) => OwnPlan.Auto(id, "", after, parameters);
    void WithoutTools() { Machine.HasDirectoryTools = false; Machine.With("feature:RSAT-AD-PowerShell", ("Installed", false)); Restart(); }

    [Fact]
    public void A02_names_a_build_that_the_plan_was_not_made_for()
    {
        Plan(OwnPlan.Look("A-02@MIMSYNC", [], Table(("Products", new[] { Table(("Component", "SYNC"), ("Path", @"C:\miiserver.exe"), ("Build", "4.6.673.0")) }))));
        Assert.Contains(@"There is no C:\miiserver.exe", Ends(1, "-Step A-02"));
        Machine.WithFile(@"C:\miiserver.exe", "4.6.607.0");
        Assert.Contains("has the build 4.6.607.0, the plan was made for 4.6.673.0", Ends(1, "-Step A-02"));
        Machine.WithFile(@"C:\miiserver.exe", "4.6.673.0");
        Ends(0, "-Step A-02");
    }

    [Theory, InlineData(null, 1), InlineData(393294, 1), InlineData(393295, 0)]
    public void C01_wants_dotNET_46(int? release, int code)
    {
        if (release is not null) Machine.With(@"registry:HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full", ("Release", release));
        Plan(OwnPlan.Look("C-01@MIMSYNC", [], Table(("MinimumDotNetRelease", "393295"))));
        Ends(code, "-Step C-01");
    }

    [Fact]
    public void B04_exports_each_key_once_and_never_over_an_older_export()
    {
        Machine.WithFile(@"D:\Backup\FIMSynchronizationService.reg", "from before");
        Plan(Auto("B-04@MIMSYNC", Table(("Keys", new[] { Table(("Key", @"HKLM\SYSTEM\CurrentControlSet\Services\" + Sync), ("File", Sync + ".reg")), Table(("Key", @"HKLM\SYSTEM\CurrentControlSet\Services\" + Sync), ("File", "second.reg")) }), ("Folder", @"D:\Backup"), ("WebConfigurationBackup", ""))));
        Ends(0, "-Step B-04");
        Assert.Equal("from before", File.ReadAllText(Machine.FileAt(@"D:\Backup\FIMSynchronizationService.reg")));
        Assert.True(File.Exists(Machine.FileAt(@"D:\Backup\second.reg")));
    }

    [Fact]
    public void B03_fails_when_robocopy_does_and_is_not_done_by_a_folder_alone()
    {
        Machine.WithFile(@"C:\Program\a.config", "x").WithFolder(@"D:\Backup\2010");
        Plan(Auto("B-03@MIMSYNC", Table(("Source", @"C:\Program"), ("Destination", @"D:\Backup\2010"))));
        var real = Machine.Native("robocopy.exe");
        Machine.OnNative("robocopy.exe", _ => (8, []));
        Assert.Contains("robocopy.exe failed with code 8", Ends(1, "-Step B-03"));
        Machine.OnNative("robocopy.exe", real);
        Ends(0, "-Step B-03");
        Assert.True(File.Exists(Machine.FileAt(@"D:\Backup\2010\a.config")));
    }

    [Fact]
    public void D10_fails_where_the_host_may_not_fetch_the_password_and_says_when_the_account_is_missing()
    {
        Plan(Auto("D-10@MIMSYNC#gmsaSync", Table(("Account", "gmsaSync"))), Auto("D-10@MIMSYNC#gmsaNone", Table(("Account", "gmsaNone")), "D-05@directory#gmsaNone"));
        World.With("ad|" + Named("SyncHosts"), ("member", Array.Empty<string>()));
        Assert.Contains("access denied", Ends(1, "-Step D-10@MIMSYNC#gmsaSync"));
        Refused(2, "D-05@directory#gmsaNone must be finished first: There is no managed account gmsaNone", "-Step D-10@MIMSYNC#gmsaNone");
        World.With("ad|" + Named("SyncHosts"), ("member", new[] { Named("MIMSYNC$") }));
        Ends(0, "-Step D-10@MIMSYNC#gmsaSync"); // the tickets are renewed first
        Assert.Equal("yes", Machine.Get("installed:gmsaSync$", "Installed"));
    }

    [Fact]
    public void A_host_asks_the_directory_about_the_steps_of_others()
    {
        Plan(OwnPlan.Step("D-04@MIMSYNC", "manual", true, "", ["D-03@directory#SyncHosts"]), Auto("F-01@MIMSYNC", Table(("Service", Sync)), "D-07@directory#gmsaSync"));
        Refused(2, "gmsaSync holds no service principal name", "-Step F-01");
        World.With("ad|" + Named("gmsaSync$"), ("servicePrincipalName", new[] { "PCNSCLNT/mimsync.contoso.com" }));
        Machine.Operator = Confirm;
        Assert.Contains("gmsaSync holds PCNSCLNT/mimsync.contoso.com", Ends(0, "-Step F-01"));
        World.With("ad|" + Named("SyncHosts"), ("member", Array.Empty<string>()));
        Refused(2, "is not a member of SyncHosts", "-Step D-04");
    }

    [Fact]
    public void A_host_without_the_directory_tools_asks_a_person_instead()
    {
        WithoutTools();
        Plan(OwnPlan.Step("D-04@MIMSYNC", "manual", true, "", ["D-03@directory#SyncHosts"]), OwnPlan.Hand("E-01@MIMSYNC", "", [], Table(("Accounts", new[] { OwnPlan.SyncAccount }))));
        var asked = new List<string>();
        Machine.Operator = prompt => { asked.Add(prompt); return Confirm(prompt); };
        Ends(0, "-Step D-04");
        Assert.Equal(2, asked.Count); // the step of the other target, and its own
        Refused(2, "step E-00", "-Step E-01");
    }

    [Fact]
    public void E00_installs_the_tools_asks_for_a_restart_and_looks_at_the_port()
    {
        WithoutTools();
        Plan(Auto("E-00@MIMSYNC", Table(("DomainController", "dc.contoso.com"))));
        Machine.With("feature:RSAT-AD-PowerShell", ("RestartNeeded", "Yes"));
        World.With("closed|dc.contoso.com:9389");
        Assert.Contains("Restart this server", Ends(3010, "-Step E-00"));
        Assert.Contains("does not answer on TCP port 9389", Ends(1, "-Step E-00"));
        Ends(0, "-Undo E-00");
        Assert.Equal(false, Machine.Get("feature:RSAT-AD-PowerShell", "Installed"));
    }

    [Theory, InlineData("*S-1-5-21-1-2-3-old-gmsaSync"), InlineData("*S-1-5-21-1-2-3-old-Services"), InlineData("gmsaSync$"), InlineData(@"CONTOSO\gmsaSync$"), InlineData("*S-1-5-11")]
    public void E01_and_E02_see_a_right_of_the_account_and_of_every_group_around_it(string holder)
    {
        var inner = FakeWindowsServer.WithObject(World, "SyncGmsas", "group", ("groupType", "-2147483646"), ("member", new[] { Named("gmsaSync$") }));
        FakeWindowsServer.WithObject(World, "Services", "group", ("groupType", "-2147483646"), ("member", new[] { inner }));
        Machine.With("right:SeServiceLogonRight", ("Holders", new[] { "*S-1-5-80-0", holder })).With("right:SeDenyServiceLogonRight", ("Holders", new[] { holder }));
        Plan(OwnPlan.Hand("E-01@MIMSYNC", "", [], Table(("Accounts", new[] { OwnPlan.SyncAccount }))), OwnPlan.Look("E-02@MIMSYNC", [], Table(("Rules", new[] { Table(("Account", OwnPlan.SyncAccount), ("Right", "SeDenyServiceLogonRight")) }))));
        Ends(0, "-Verify E-01");
        Assert.Contains("denies the logon of", Ends(1, "-Step E-02"));
        Machine.With("right:SeServiceLogonRight", ("Holders", new[] { "*S-1-5-80-0", "Administrators" })).With("right:SeDenyServiceLogonRight", ("Holders", new[] { "Guest" }));
        Ends(1, "-Verify E-01");
        Ends(0, "-Step E-02");
    }

    [Fact]
    public void E03_undo_does_not_take_rights_that_were_there_before()
    {
        Machine.WithFolder(@"C:\Data").With(@"acl:C:\Data", ("Sddl", "O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;S-1-5-21-1-2-3-old-gmsaSync)"));
        Plan(Auto("E-03@MIMSYNC", Table(("Folders", new[] { Table(("Path", @"C:\Data"), ("Account", OwnPlan.SyncAccount), ("Right", "Modify")) }))));
        Ends(0, "-Step E-03");
        Refused(4, "had own rights on", "-Undo E-03");
    }

    [Fact]
    public void E03_does_not_count_rights_that_do_not_reach_what_is_inside()
    {
        Machine.WithFolder(@"C:\Data").With(@"acl:C:\Data", ("Sddl", "O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;;0x1301bf;;;S-1-5-21-1-2-3-old-gmsaSync)(A;OICIIO;FA;;;S-1-5-21-1-2-3-old-gmsaSync)"));
        Plan(Auto("E-03@MIMSYNC", Table(("Folders", new[] { Table(("Path", @"C:\Data"), ("Account", OwnPlan.SyncAccount), ("Right", "Modify")) }))));
        Assert.Contains("lacks the right Modify", Ends(1, "-Verify E-03"));
    }

    [Theory, InlineData(@"CONTOSO\gmsaSync$", 0), InlineData(@"contoso\GMSASYNC$", 0), InlineData("gmsaSync$@contoso.com", 0), InlineData(@"FABRIKAM\gmsaSync$", 1), InlineData(@"CONTOSO\gmsaSync", 1)]
    public void An_identity_is_compared_as_Windows_does(string account, int code)
    {
        Setup();
        Machine.With("service:" + Sync, ("StartName", account));
        Plan(OwnPlan.Look("F-04@MIMSYNC", [], OwnPlan.Identity(Sync, OwnPlan.SyncAccount)));
        Ends(code, "-Verify F-04");
    }

    [Fact]
    public void F04_tells_Windows_that_the_account_is_managed_and_starts_the_service_but_never_gives_it_an_account()
    {
        Machine.RenewTickets();
        Setup();
        Machine.With("service:" + Sync, ("State", "Stopped")).With(Managed, ("ServiceAccountManaged", 0));
        Plan(Auto("F-04@MIMSYNC", OwnPlan.Identity(Sync, OwnPlan.SyncAccount)));
        Ends(0, "-Step F-04");
        Assert.Equal(1, Machine.Get(Managed, "ServiceAccountManaged"));
        Assert.Equal("Running", State);
        Machine.With("service:" + Sync, ("StartName", @"CONTOSO\svcMIMSync"), ("State", "Stopped"));
        Assert.Contains(@"runs as CONTOSO\svcMIMSync, planned is", Ends(1, "-Step F-04"));
        Assert.Equal("Stopped", State);
    }

    [Fact]
    public void F04_is_not_content_with_a_service_that_runs_but_is_not_known_as_managed()
    {
        Setup();
        Machine.With(Managed, ("ServiceAccountManaged", new byte[] { 0, 0, 0, 0 }));
        Plan(Auto("F-04@MIMSYNC", OwnPlan.Identity(Sync, OwnPlan.SyncAccount)));
        Assert.Contains("does not know that the account", Ends(1, "-Verify F-04"));
        Ends(0, "-Step F-04");
        Machine.With(Managed, ("ServiceAccountManaged", new byte[] { 1, 0, 0, 0 })); // as the registry keeps it
        Ends(0, "-Verify F-04");
    }

    [Fact]
    public void G09_wants_the_ports_to_answer()
    {
        Setup();
        World.With("closed|mim.contoso.com:5726");
        Plan(Auto("G-09@MIMSYNC", OwnPlan.Identity(Sync, OwnPlan.SyncAccount, ("Ports", new[] { "5725", "5726" }), ("HostName", "mim.contoso.com"))));
        Assert.Contains("mim.contoso.com does not answer on TCP port 5726.", Ends(1, "-Step G-09"));
    }

    [Fact]
    public void E04_makes_what_is_missing_and_undo_keeps_a_login_that_was_there()
    {
        const string Login = "login:" + OwnPlan.SyncAccount, User = "user:" + Sync + ":" + OwnPlan.SyncAccount;
        Machine.With(Login, ("From", "WINDOWS")).With("database:" + Sync, ("Name", Sync));
        Plan(Auto("E-04@MIMSYNC", Table(("Instance", "sql"), ("Logins", new[] { Table(("Account", OwnPlan.SyncAccount), ("Database", Sync)) }))));
        Ends(0, "-Step E-04");
        Assert.Equal("yes", Machine.Get(User, "Owner"));
        Ends(0, "-Undo E-04");
        Assert.False(World.Exists(Machine.Mine(User)));
        Assert.True(World.Exists(Machine.Mine(Login)));
    }

    [Theory, InlineData("False", "True", 1), InlineData("True", "True", 0), InlineData("False", "False", 0)]
    public void H02_wants_tickets_to_be_decrypted_with_the_pool_account(string pool, string kernel, int code)
    {
        Machine.With("site:Reset", ("physicalPath", @"C:\x\Password Reset Portal\"), ("applicationPool", "P"), ("useAppPoolCredentials", pool), ("useKernelMode", kernel)).With("pool:P", ("userName", "x"), ("State", "Started"));
        Plan(OwnPlan.Hand("H-02@MIMSYNC", "", [], Table(("Sites", new[] { Table(("Component", "RST"), ("PathEnd", "Password Reset Portal")) }))));
        Ends(code, "-Verify H-02");
    }

    [Fact]
    public void A_host_finds_groups_and_accounts_of_another_domain_of_the_forest()
    {
        const string Root = ",OU=x,DC=eu,DC=contoso,DC=com";
        World.With("dc|eudc.eu.contoso.com", ("Domain", "eu.contoso.com"))
            .With("ad|CN=EuHosts" + Root, ("sAMAccountName", "EuHosts"), ("objectClass", "group"), ("objectSid", "S-1-5-21-7-8-9-1"), ("groupType", "-2147483646"), ("member", new[] { Named("MIMSYNC$") }))
            .With("ad|CN=gmsaEu" + Root, ("sAMAccountName", "gmsaEu$"), ("objectClass", "msDS-GroupManagedServiceAccount"), ("objectSid", "S-1-5-21-7-8-9-2"), ("retrievers", new[] { "CN=EuHosts" + Root }));
        Machine.With("right:SeServiceLogonRight", ("Holders", new[] { @"CONTOSO\gmsaEu$" })).With("right:SeDenyServiceLogonRight", ("Holders", new[] { "Guest" }));
        Plan(OwnPlan.Step("D-04@MIMSYNC", "manual", true, "", ["D-03@directory#EuHosts"]), Auto("D-10@MIMSYNC#gmsaEu", Table(("Account", "gmsaEu")), "D-05@directory#gmsaEu"),
            OwnPlan.Hand("E-01@MIMSYNC", "", [], Table(("Accounts", new[] { @"EU\gmsaEu$" }))), OwnPlan.Look("E-02@MIMSYNC", [], Table(("Rules", new[] { Table(("Account", @"EU\gmsaEu$"), ("Right", "SeDenyServiceLogonRight")) }))));
        Machine.Operator = Confirm;
        Ends(0, "-Step D-04");
        Ends(0, "-Step D-10");
        Assert.Contains("may not log on as a service", Ends(1, "-Verify E-01")); // that name is of this domain
        Machine.With("right:SeServiceLogonRight", ("Holders", new[] { @"EU\gmsaEu$" }));
        Ends(0, "-Verify E-01");
        Ends(0, "-Step E-02");
        Machine.With("right:SeDenyServiceLogonRight", ("Holders", new[] { "*S-1-5-21-7-8-9-2" }));
        Assert.Contains("denies the logon of", Ends(1, "-Step E-02"));
        World.With("ad|CN=EuHosts" + Root, ("member", Array.Empty<string>()));
        Refused(2, "is not a member of EuHosts", "-Step D-04");
    }

    [Fact]
    public void J01_judges_a_server_that_has_portals_and_no_service()
    {
        Machine.With("site:Reset", ("physicalPath", @"C:\x\Password Reset Portal\"), ("applicationPool", "P")).With("pool:P", ("userName", OwnPlan.SsprAccount), ("State", "Started"));
        Plan(OwnPlan.Look("J-01@MIMSYNC", [], Table(("Services", Array.Empty<Hashtable>()), ("Sites", new[] { Table(("Component", "RST"), ("PathEnd", "Password Reset Portal"), ("Account", OwnPlan.SsprAccount)) }))));
        Ends(0, "-Step J-01");
        Machine.With("pool:P", ("userName", @"CONTOSO\svcMIMSspr"));
        Assert.Contains(@"P runs as CONTOSO\svcMIMSspr", Ends(1, "-Step J-01"));
    }

    [Fact]
    public void B01_reads_every_backup_back_and_takes_no_backup_of_another_request_for_its_own()
    {
        Machine.With("database:" + Sync, ("Name", Sync)).With($@"backup:{Sync}:D:\Backup\{Sync}.bak", ("Name", "MimGmsa MG-0000"));
        Plan(Auto("B-01@MIMSYNC", Table(("Instance", "sql"), ("Databases", new[] { Sync }), ("Folder", @"D:\Backup\"))));
        Ends(0, "-Step B-01");
        Assert.Equal("MimGmsa MG-0001", Machine.Get($@"backup:{Sync}:D:\Backup\{Sync}.bak", "Name"));
        Assert.Contains(Machine.Queries, q => q.StartsWith("RESTORE VERIFYONLY", StringComparison.Ordinal));
    }

    static Hashtable Row(string account, string rests) => Table(("Name", Sync), ("Account", account), ("Rests", rests));
    static Hashtable Identities(params Hashtable[] services) => Table(("Services", services), ("Sites", Array.Empty<Hashtable>()));

    [Theory, InlineData("Stopped", "Manual", 0), InlineData("Stopped", "Auto", 1), InlineData("Running", "Manual", 1)]
    public void F05_wants_a_standby_that_rests_and_does_not_start_by_itself(string state, string mode, int code)
    {
        Setup();
        Machine.With("service:" + Sync, ("State", state), ("StartMode", mode));
        Plan(OwnPlan.Hand("F-05@MIMSYNC", "", [], OwnPlan.Identity(Sync, OwnPlan.SyncAccount)));
        Ends(code, "-Verify F-05");
    }

    [Theory, InlineData("Manual", "Stopped"), InlineData("Auto", "Running")]
    public void I01_tells_Windows_of_managed_accounts_and_starts_only_what_starts_by_itself(string mode, string then)
    {
        Machine.RenewTickets();
        Setup();
        Machine.With("service:" + Sync, ("State", "Stopped"), ("StartMode", mode)).With(Managed, ("ServiceAccountManaged", 0));
        Plan(Auto("I-01@MIMSYNC", Identities(Row(OwnPlan.SyncAccount, "may"))));
        Ends(0, "-Step I-01");
        Assert.Equal(then, State);
        Assert.Equal(1, Machine.Get(Managed, "ServiceAccountManaged"));
        Ends(0, "-Verify I-01");
    }

    [Fact]
    public void J01_sees_a_resting_service_with_a_wrong_account()
    {
        Setup();
        Machine.With("service:" + Sync, ("State", "Stopped"), ("StartMode", "Manual"), ("StartName", @"CONTOSO\svcMIMSync"));
        Plan(OwnPlan.Look("J-01@MIMSYNC", [], Identities(Row(OwnPlan.SyncAccount, "may"))));
        Assert.Contains("planned is", Ends(1, "-Step J-01"));
    }

    [Fact]
    public void J08_wants_a_restart_since_it_began_and_loses_nothing_by_it()
    {
        Setup();
        Plan(OwnPlan.Hand("J-08@MIMSYNC", "", [], Identities(Row(OwnPlan.SyncAccount, "no"))));
        Machine.Operator = _ => "stop"; // the person restarts instead of pressing Enter
        Assert.Contains("has not been restarted since this step began", Ends(4, "-Step J-08"));
        Machine.Reboot();
        Restart();
        Assert.Contains("AlreadyOk   J-08@MIMSYNC", Ends(0, "-Step J-08"));
        Machine.With("service:" + Sync, ("State", "Stopped"));
        Ends(1, "-Verify J-08");
    }

    [Theory, InlineData(@"CONTOSO\svcMIMSync", "Running", 0), InlineData(@"CONTOSO\gmsaSync$", "Running", 1), InlineData(@"CONTOSO\svcMIMSync", "Stopped", 1)]
    public void R01_is_over_when_the_service_runs_as_its_old_account(string account, string state, int code)
    {
        Machine.With("service:" + Sync, ("StartName", account), ("State", state));
        Plan(OwnPlan.Hand("R-01@MIMSYNC", "", [], Identities(Row(@"CONTOSO\svcMIMSync", "no"))));
        Ends(code, "-Verify R-01");
    }

    [Fact]
    public void H02_changes_only_sites_that_would_use_the_computer_account_and_undo_restores_them()
    {
        foreach (var (part, kernel) in new[] { ("Registration", "False"), ("Reset", "True") })
            Machine.With("site:" + part, ("physicalPath", $@"C:\x\Password {part} Portal"), ("applicationPool", part), ("useAppPoolCredentials", "False"), ("useKernelMode", kernel)).With("pool:" + part, ("userName", "x"), ("State", "Started"));
        Plan(Auto("H-02@MIMSYNC", Table(("Sites", new[] { Table(("Component", "REG"), ("PathEnd", "Password Registration Portal")), Table(("Component", "RST"), ("PathEnd", "Password Reset Portal")) }))));
        Ends(0, "-Step H-02");
        Assert.Equal(("False", "True"), (Machine.Get("site:Registration", "useAppPoolCredentials"), Machine.Get("site:Reset", "useAppPoolCredentials")));
        Ends(0, "-Undo H-02");
        Assert.Equal("False", Machine.Get("site:Reset", "useAppPoolCredentials"));
    }

    [Fact]
    public void E04_makes_only_the_login_on_a_replica()
    {
        Plan(Auto("E-04@MIMSYNC", Table(("Instance", "sql1"), ("Logins", new[] { Table(("Account", OwnPlan.SyncAccount), ("Database", "")) }))));
        Ends(0, "-Step E-04");
        Assert.Equal([OwnPlan.SyncAccount], Machine.All("login"));
        Assert.Empty(Machine.All("user"));
        Ends(0, "-Undo E-04");
        Assert.Empty(Machine.All("login"));
    }
}

using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>What a run may not see is unknown with a reason, never absent.</summary>
public sealed class RightsTests : DiscoveryBench
{
    static void Unknown(Run run, string path, string words)
    {
        Assert.Equal("unknown", run.State(path));
        Assert.Contains(words, (string)run[path]!["reason"]!);
    }

    [Fact]
    public void An_ordinary_person_on_a_host_learns_services_and_accounts_but_not_IIS_and_policy()
    {
        Use("contoso");
        var host = Host("MIMPORTAL");
        host.Session["IsElevated"] = false;
        var run = Run(host);
        Unknown(run, "webSites", "applicationHost.config");
        Unknown(run, "host.policyUserRights", "elevated");
        Assert.False((bool)run["meta.elevated"]!);
        Told(@"CONTOSO\svcMIMService", run["components[1].service.account.value"]);
        Assert.Equal("found", run.State("components[2].build"));
        Assert.NotEmpty(run["accounts"]!);
    }

    [Fact]
    public void An_ordinary_person_in_the_directory_learns_everything_but_the_root_keys()
    {
        Use("fabrikam");
        var run = Run(Workstation(forestAdministrator: false), "-Directory");
        Unknown(run, "directory.kdsRootKeys", "administrators of the forest root");
        foreach (var fact in new[] { "functionalLevel", "schemaVersion", "domains", "sites", "trusts", "duplicateServicePrincipalNames", "managedAccounts", "groups" }) Assert.Equal("found", run.State("directory." + fact));
    }

    [Fact]
    public void PCNS_is_absent_where_the_schema_lacks_it_and_unknown_where_its_targets_are_hidden()
    {
        Use("priv-pam");
        Assert.Equal("absent", Run(Workstation(), "-Directory").State("directory.passwordChangeNotification"));
        World.With($"ad|CN=Class,CN=Schema,CN=Configuration,{World.Root}", ("objectClass", "classSchema"), ("lDAPDisplayName", "mS-MIIS-PCNS-Target"));
        Unknown(Run(Workstation(), "-Directory"), "directory.passwordChangeNotification", "pcnscfg.exe list");
    }

    [Fact]
    public void A_host_without_MIM_says_so_for_every_component()
    {
        Use("contoso");
        var run = Run(Host("SQL"));
        Assert.All(run["components"]!, c => Assert.Equal("absent", (string)c["build"]!["state"]!));
        Assert.Equal((JTokenType.Null, JTokenType.Null, "absent"), (run["synchronization"]!.Type, run["service"]!.Type, run.State("webSites")));
    }

    [Fact]
    public void A_workgroup_host_has_no_domain_and_cannot_ask_one()
    {
        Use("contoso");
        var run = Run(Host("MIMSYNC", s => { s["domain"] = ""; s["fqdn"] = "mimsync"; }));
        Assert.Equal(("absent", "absent"), (run.State("host.domain"), run.State("host.site")));
        Unknown(run, "accounts[0].servicePrincipalNames", "workgroup");
        Assert.All(run["servicePrincipalNames"]!, n => Assert.Equal("unknown", (string)n["holders"]!["state"]!));
    }

    [Fact]
    public void Without_a_domain_controller_the_directory_is_unknown_from_end_to_end()
    {
        Use("contoso");
        World.With("dc|dc.contoso.com", ("Down", true));
        var run = Run(Workstation(), "-Directory");
        Assert.All(run["directory"]!, f => Assert.Equal("unknown", (string)((JProperty)f).Value["state"]!));
        Unknown(run, "directory.domains", "0x8007203a");
    }

    [Fact]
    public void A_controller_that_does_not_answer_has_an_unknown_clock()
    {
        Use("fabrikam");
        World.With("dc|fabdc02.corp.fabrikam.com", ("Down", true));
        var run = Run(Workstation(), "-Directory");
        Unknown(run, "directory.domains.value[0].controllers.value[1].clockSkewSeconds", "0x8007203a");
        Assert.Equal("found", run.State("directory.domains.value[0].controllers.value[0].clockSkewSeconds"));
    }

    [Fact]
    public void A_refused_login_leaves_SQL_unknown_and_the_groups_too()
    {
        Use("contoso");
        World.With("sql|SQL", ("Refuses", @"CONTOSO\anna"));
        var run = Run(Host("MIMSYNC"));
        foreach (var fact in new[] { "machine", "productVersion", "databases", "availabilityGroup", "mayCreateLogins", "backupFolder" }) Unknown(run, "sql[0]." + fact, "18456");
        Unknown(run, "synchronization.groups", "18456");
        Assert.Equal("found", run.State("synchronization.database"));
    }

    [Fact]
    public void Setups_own_local_groups_are_found_without_the_database()
    {
        Use("contoso");
        World.With("sql|SQL", ("Refuses", @"CONTOSO\anna"));
        var host = Host("MIMSYNC");
        foreach (var group in new[] { "FIMSyncAdmins", "FIMSyncOperators", "FIMSyncJoiners", "FIMSyncBrowse", "FIMSyncPasswordSet", "Users" }) host.With("localgroup:" + group, ("x", ""));
        var groups = Run(host)["synchronization.groups.value"]!;
        Assert.Equal(("local", "MIMSYNC", "FIMSyncPasswordSet"), ((string)groups["kind"]!, (string)groups["domain"]!, (string)groups["passwordSet"]!));
    }

    [Theory]
    [InlineData("MayDatabases", "databases", "VIEW ANY DATABASE")]
    [InlineData("MayGroups", "availabilityGroup", "VIEW ANY DEFINITION")]
    public void A_list_that_SQL_Server_would_cut_short_is_unknown(string permission, string fact, string words)
    {
        Use("fabrikam");
        World.With("sql|sqlmim.corp.fabrikam.com", (permission, "0"));
        Unknown(Run(Host("FABMIMSYN01")), "sql[0]." + fact, words);
    }

    [Fact]
    public void Facts_that_Windows_refuses_or_does_not_keep_are_unknown()
    {
        Use("contoso");
        var host = Host("MIMPORTAL").With("cim-denied:Win32_ComputerSystem", ("x", "")).With("cim-denied:Win32_Service", ("x", ""))
            .With(@"registry:HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full", ("(denied)", "yes")).With("service:FIMService", ("x", ""));
        var run = Run(host);
        Unknown(run, "host.domain", "elevated console");
        Unknown(run, "operatingSystem.dotNetRelease", "elevated console");
        Unknown(run, "components[0].build", "elevated console");
    }

    [Fact]
    public void Values_that_a_build_of_MIM_does_not_keep_are_unknown_with_the_place_to_look()
    {
        Use("contoso");
        var run = Run(Host("MIMPORTAL"));
        Unknown(run, "service.synchronizationServer", "host where it runs");
        Unknown(run, "service.agentAccount", "Synchronization Service Manager");
    }

    [Fact]
    public void Without_the_tools_of_IIS_or_of_Active_Directory_their_facts_are_unknown()
    {
        Use("contoso");
        var host = Host("MIMPORTAL");
        host.MissingModules.Add("WebAdministration");
        Unknown(Run(host), "webSites", "Web-Scripting-Tools");
        var workstation = Workstation();
        workstation.MissingModules.Add("ActiveDirectory");
        Unknown(Run(workstation, "-Directory"), "directory.replicationFailures", "repadmin.exe");
    }

    [Fact]
    public void A_resultant_set_of_policy_that_Windows_does_not_keep_is_unknown_and_one_without_user_rights_is_absent()
    {
        Use("contoso");
        Assert.Equal("absent", Run(Host("MIMSYNC")).State("host.policyUserRights"));
        var host = Host("MIMPORTAL");
        World.Delete(host.Mine("policy:LocalGPO"));
        Unknown(Run(host), "host.policyUserRights", "gpresult.exe");
    }

    [Fact]
    public void A_name_is_unknown_while_DNS_does_not_answer()
    {
        Use("contoso");
        World.With("dns-down");
        Unknown(Run(Host("SQL"), "-Alias mim.contoso.com"), "dns[0].record", "The DNS record of mim.contoso.com could not be read");
    }

    [Fact]
    public void A_remote_session_names_the_second_hop()
    {
        Use("contoso");
        World.With("dc|dc.contoso.com", ("Down", true));
        var host = Host("MIMSYNC");
        host.Session["IsRemote"] = true;
        Unknown(Run(host), "accounts[0].memberOf", "second hop");
    }

    [Fact]
    public void The_summary_counts_the_facts_and_names_every_reason_once()
    {
        Use("contoso");
        var host = Host("MIMPORTAL");
        host.Session["IsElevated"] = false;
        var run = Run(host);
        var facts = run.Facts.ToList();
        Assert.Contains($"Facts: {facts.Count(f => f.State == "found")} found, {facts.Count(f => f.State == "absent")} absent, {facts.Count(f => f.State == "unknown")} unknown.", run.Lines);
        foreach (var reason in facts.Where(f => f.State == "unknown").Select(f => f.Reason!).Distinct()) Assert.Single(run.Lines.Split('\n'), l => l == "Unknown: " + reason);
        Assert.Contains("never taken for absent", run.Lines);
    }
}

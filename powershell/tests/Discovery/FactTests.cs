using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>What the script reads is what the sample environments say.</summary>
public sealed class FactTests : DiscoveryBench
{
    public static TheoryData<string, string> Hosts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var sample in new[] { "contoso", "fabrikam", "priv-pam" }) foreach (var server in SampleForest.Read(sample)["servers"]!) data.Add(sample, (string)server["name"]!);
            return data;
        }
    }

    [Theory, MemberData(nameof(Hosts))]
    public void A_host_describes_itself_as_the_sample_does(string sample, string name)
    {
        Use(sample);
        var server = Environment["servers"]!.First(s => (string)s["name"]! == name);
        var run = Run(Host(name));
        Assert.Equal(0, run.Code);
        Told((string)server["fqdn"]!, run["host.fqdn.value"]);
        Told((string)server["domain"]!, run["host.domain.value"]);
        Told((string)server["site"]!, run["host.site.value"]);
        Told(SampleForest.Builds[(string)server["operatingSystem"]!], run["operatingSystem.buildNumber.value"]);
        Told((string)server["installationType"]!, run["operatingSystem.installationType.value"]);
        Told((string)server["language"]!, run["operatingSystem.language.value"]);
        Told(server["dotNetRelease"]!["value"], run["operatingSystem.dotNetRelease.value"]);
        Assert.Equal((string)server["visualCpp2013"]! == "yes", (bool)run["operatingSystem.visualCpp2013.value"]!);
        Assert.Equal((string)server["tls12Only"]! == "yes", (bool)run["operatingSystem.tls12Only.value"]!);
        foreach (var component in run["components"]!)
        {
            var there = server["installations"]!.FirstOrDefault(i => (string)i["component"]! == (string)component["component"]!);
            Told(there is null ? "absent" : "found", component["build"]!["state"]);
            if (there is not null) Told((string)there["build"]!, component["build"]!["value"]);
        }
    }

    [Theory]
    [InlineData("contoso", "MIMSYNC", @"CONTOSO\svcMIMSync", "running", "auto")]
    [InlineData("fabrikam", "FABMIMSYN02", @"FABRIKAM\svcMIMSync", "stopped", "manual")]
    public void A_service_tells_account_state_and_start(string sample, string host, string account, string state, string mode)
    {
        Use(sample);
        var service = Run(Host(host))["components[0].service"]!;
        Assert.Equal((account, state, mode, false), ((string)service["account"]!["value"]!, (string)service["state"]!, (string)service["startMode"]!, (bool)service["managed"]!["value"]!));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void The_managed_flag_is_that_of_the_service_control_manager(int flag, bool managed)
    {
        Use("contoso");
        var host = Host("MIMSYNC").With(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\FIMSynchronizationService", ("ServiceAccountManaged", new byte[] { (byte)flag, 0, 0, 0 }));
        Assert.Equal(managed, (bool)Run(host)["components[0].service.managed.value"]!);
    }

    [Fact]
    public void Sync_tells_database_folder_and_domain_groups()
    {
        Use("fabrikam");
        var run = Run(Host("FABMIMSYN01"));
        Told("sqlmim.corp.fabrikam.com", run["synchronization.database.value.address"]);
        Told("FIMSynchronizationService", run["synchronization.database.value.name"]);
        Assert.EndsWith(@"\Synchronization Service", (string)run["synchronization.installationFolder.value"]!);
        Assert.Equal(["domain", "FABRIKAM", "FAB-MIM-Admins", "FAB-MIM-Operators", "FAB-MIM-Joiners", "FAB-MIM-Browse", "FAB-MIM-PwdSet"], run["synchronization.groups.value"]!.Select(g => (string)((JProperty)g).Value!));
    }

    [Fact]
    public void An_availability_group_tells_listener_port_and_replicas_and_leaves_the_cluster_property_unknown()
    {
        Use("fabrikam");
        var group = Run(Host("FABMIMSYN01"))["sql[0].availabilityGroup.value"]!;
        Assert.Equal(("sqlmim.corp.fabrikam.com", 1433), ((string)group["listener"]!["value"]!, (int)group["port"]!["value"]!));
        Assert.Equal(["FABSQL01", "FABSQL02"], group["replicas"]!.Select(r => (string)r!));
        Told("unknown", group["registerAllProvidersIp"]!["state"]);
    }

    [Fact]
    public void The_MIM_Service_tells_host_name_polling_and_the_names_of_its_secrets_only()
    {
        Use("contoso");
        var host = Host("MIMPORTAL").With(@"registry:HKLM\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Service", ("GMSAEncryptedExchangeOnlineAccountPassword", ""), ("EncryptedExchangeOnlineAccountPassword", Secret), ("Location2", Secret))
            .With(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\FIMService", ("PollExchangeEnabled", 1));
        var run = Run(host);
        Told("mimportal.contoso.com", run["service.externalHostName.value"]);
        Told(1, run["service.pollExchangeEnabled.value"]);
        Assert.Equal(["EncryptedExchangeOnlineAccountPassword"], run["service.secretValueNames.value"]!.Select(n => (string)n!));
        Assert.Equal("absent", run.State("service.mailServer"));
    }

    [Fact]
    public void Sites_tell_component_pool_account_binding_and_authentication()
    {
        Use("contoso");
        var sites = Run(Host("MIMPORTAL"))["webSites.value"]!;
        Assert.Equal(["REG", "RST", "PORTAL"], sites.Select(s => (string)s["component"]!).OrderBy(c => Array.IndexOf(["REG", "RST", "PORTAL"], c)));
        var site = sites.First(s => (string)s["component"]! == "REG");
        Told(@"CONTOSO\svcMIMSSPR", site["poolAccount"]!["value"]);
        Assert.Equal(("http", "passwordregistration.contoso.com", 80), ((string)site["bindings"]![0]!["protocol"]!, (string)site["bindings"]![0]!["hostHeader"]!, (int)site["bindings"]![0]!["port"]!));
        Assert.Equal((false, true), ((bool)site["kernelMode"]!["value"]!, (bool)site["useAppPoolCredentials"]!["value"]!));
    }

    [Fact]
    public void A_site_that_is_not_of_MIM_and_an_IPv6_binding_are_told_too()
    {
        Use("contoso");
        var host = Host("MIMPORTAL").With("site:Default Web Site", ("physicalPath", @"%SystemDrive%\inetpub\wwwroot"), ("applicationPool", "DefaultAppPool"), ("bindings", new[] { "http|[fe80::1]:8080:", "net.pipe|*" }), ("useKernelMode", "True"), ("useAppPoolCredentials", "False"))
            .With("pool:DefaultAppPool", ("identityType", "ApplicationPoolIdentity"));
        var site = Run(host)["webSites.value"]!.First(s => (string)s["name"]! == "Default Web Site");
        Assert.Equal(JTokenType.Null, site["component"]!.Type);
        Told("ApplicationPoolIdentity", site["poolAccount"]!["value"]);
        Told(8080, Assert.Single(site["bindings"]!)["port"]);
    }

    [Fact]
    public void Accounts_names_and_aliases_of_a_host_are_looked_up()
    {
        Use("contoso");
        World.With("dns|passwordreset.contoso.com", ("Type", "CNAME"));
        World.With($"ad|CN=svcMIMSSPR,CN=Users,{World.Root}", ("userAccountControl", (512 | 0x80000).ToString()));
        var run = Run(Host("MIMPORTAL"), @"-Account CONTOSO\nobody -Alias gone.contoso.com");
        var service = run["accounts[?(@.account == 'CONTOSO\\\\svcMIMService')]"]!;
        Assert.Equal(["FIMService/mimportal", "FIMService/mimportal.contoso.com"], service["servicePrincipalNames"]!["value"]!.Select(s => (string)s!));
        Assert.Equal([@"CONTOSO\MIMSyncBrowse", @"CONTOSO\MIMSyncPasswordSet"], service["memberOf"]!["value"]!.Select(s => (string)s!));
        Told("user", service["objectClass"]!["value"]);
        Assert.True((bool)run["accounts[?(@.account == 'CONTOSO\\\\svcMIMSSPR')].delegation.value.trustedForDelegation"]!);
        Told("unknown", run["accounts[?(@.account == 'CONTOSO\\\\nobody')].objectClass.state"]);
        Assert.Equal([@"CONTOSO\svcMIMService"], run["servicePrincipalNames[?(@.name == 'FIMService/mimportal')].holders.value"]!.Select(h => (string)h!));
        Told("CNAME", run["dns[?(@.name == 'passwordreset.contoso.com')].record.value"]);
        Told("absent", run["dns[?(@.name == 'gone.contoso.com')].record.state"]);
    }

    [Fact]
    public void A_holder_in_another_domain_is_found_by_the_catalog()
    {
        Use("contoso");
        var configuration = "CN=Configuration," + World.Root;
        World.With("ad|CN=CHILD,CN=Partitions," + configuration, ("objectClass", "crossRef"), ("nCName", "DC=child," + World.Root), ("dnsRoot", "child.contoso.com"), ("nETBIOSName", "CHILD"), ("systemFlags", "3"));
        World.With($"ad|CN=twin,CN=Users,DC=child,{World.Root}", ("objectClass", "user"), ("sAMAccountName", "twin"), ("servicePrincipalName", new[] { "FIMService/mimportal" }));
        Assert.Equal([@"CHILD\twin", @"CONTOSO\svcMIMService"], Run(Host("MIMPORTAL"))["servicePrincipalNames[?(@.name == 'FIMService/mimportal')].holders.value"]!.Select(h => (string)h!));
        Assert.Equal(["FIMService/mimportal"], Run(Workstation(), "-Directory")["directory.duplicateServicePrincipalNames.value"]!.Select(n => (string)n!));
    }

    [Theory]
    [InlineData("svcMIM*")]
    [InlineData("svcMIMService)(cn=*")]
    public void A_name_with_signs_of_a_filter_means_only_itself(string name)
    {
        Use("contoso");
        var run = Run(Host("SQL"), $@"-Account 'CONTOSO\{name}'");
        Assert.Equal(("unknown", true), ((string)run["accounts[0].objectClass.state"]!, ((string)run["accounts[0].objectClass.reason"]!).StartsWith("No object called", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_group_policy_that_sets_user_rights_is_named()
    {
        Use("contoso");
        var host = Host("MIMSYNC").With("policy:CN={31B2},CN=Policies", ("name", "Server baseline")).With("policyright:SeServiceLogonRight|1", ("GPOID", "CN={31B2},CN=Policies"), ("AccountList", new[] { "*S-1-5-80-0", @"CONTOSO\svcMIMSync" }))
            .With("policyright:SeServiceLogonRight|2", ("GPOID", "other"), ("AccountList", new[] { "nobody" })).With("policyright:SeShutdownPrivilege|1", ("GPOID", "other"), ("AccountList", new[] { "nobody" }));
        var right = Assert.Single(Run(host)["host.policyUserRights.value"]!);
        Assert.Equal(("SeServiceLogonRight", "Server baseline", "*S-1-5-80-0"), ((string)right["right"]!, (string)right["policy"]!, (string)right["holders"]![0]!));
    }

    [Fact]
    public void A_lost_package_of_the_installer_is_named()
    {
        Use("contoso");
        var host = Host("MIMSYNC");
        File.Delete(host.FileAt(@"C:\Windows\Installer\A1.msi"));
        Assert.Equal([@"C:\Windows\Installer\A1.msi"], Run(host)["operatingSystem.installerProducts.value[0].missingPackages"]!.Select(p => (string)p!));
    }

    [Fact]
    public void Core_a_cluster_and_a_pending_restart_are_told()
    {
        Use("contoso");
        var host = Host("MIMSYNC", s => s["installationType"] = "core").With(@"registry:HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired", ("x", 1)).With(@"registry:HKLM\Cluster", ("ClusterName", "MIMSYNC"));
        var run = Run(host);
        Assert.Equal(("core", true, true), ((string)run["operatingSystem.installationType.value"]!, (bool)run["host.pendingReboot.value"]!, (bool)run["host.isFailoverClusterName.value"]!));
    }

    [Theory]
    [InlineData("contoso")]
    [InlineData("fabrikam")]
    [InlineData("priv-pam")]
    public void A_forest_describes_itself_as_the_sample_does(string sample)
    {
        Use(sample);
        var (forest, run) = (Environment["forest"]!, Run(Workstation(), "-Directory"));
        Told((string)forest["rootDomain"]!, run["directory.rootDomain.value"]);
        Told(forest["schemaVersion"]!["value"], run["directory.schemaVersion.value"]);
        Told(SampleForest.Levels[(string)forest["functionalLevel"]!["value"]!], run["directory.functionalLevel.value"]);
        Assert.Equal((string)forest["kdsRootKeys"]!["status"]!, run.State("directory.kdsRootKeys"));
        if (run.State("directory.kdsRootKeys") == "found") Assert.True(JToken.DeepEquals(forest["kdsRootKeys"]!["keys"], run["directory.kdsRootKeys.value"]));
        foreach (var domain in forest["domains"]!)
            foreach (var controller in domain["controllers"]!)
            {
                var found = run[$"directory.domains.value[?(@.dnsName == '{domain["dnsName"]}')].controllers.value[?(@.name == '{controller["name"]}')]"]!;
                Told((string)controller["fqdn"]!, found["fqdn"]);
                Told((string)controller["site"]!, found["site"]!["value"]);
                Told(controller["readOnly"], found["readOnly"]);
                Told($"10.0 ({SampleForest.Builds[(string)controller["operatingSystem"]!]})", found["operatingSystemVersion"]!["value"]);
                Told(0, found["clockSkewSeconds"]!["value"]);
                Assert.True((bool)found["webServicesReachable"]!["value"]!);
            }
    }

    [Fact]
    public void The_forest_tells_skew_closed_ports_trusts_duplicates_managed_accounts_groups_and_PCNS()
    {
        Use("priv-pam");
        var configuration = "CN=Configuration," + World.Root;
        World.With("dc|privdc.priv.contoso.local", ("Skew", -400)).With("closed|privdc.priv.contoso.local:9389");
        World.With($"ad|CN=contoso.local,CN=System,{World.Root}", ("objectClass", "trustedDomain"), ("trustPartner", "contoso.local"), ("flatName", "CONTOSO"), ("trustDirection", "1"), ("trustAttributes", "8"));
        World.With($"ad|CN=Class,CN=Schema,{configuration}", ("objectClass", "classSchema"), ("lDAPDisplayName", "mS-MIIS-PCNS-Target")).With($"ad|CN=sync,CN=PCNS,CN=System,{World.Root}", ("objectClass", "mS-MIIS-PCNS-Target"), ("mS-MIIS-PCNS-TargetSPN", "PCNSCLNT/sync.priv.contoso.local"));
        FakeWindowsServer.WithObject(World, "twin", "user", ("servicePrincipalName", new[] { "fimservice/PAMSRV" }));
        var computer = FakeWindowsServer.WithObject(World, "PAMSRV$", "computer");
        var group = FakeWindowsServer.WithObject(World, "PAM_Servers", "group", ("groupType", "-2147483640"), ("member", new[] { computer, "CN=S-1-5-21-9,CN=ForeignSecurityPrincipals," + World.Root }));
        FakeWindowsServer.WithObject(World, "gmsaPamSvc$", "msDS-GroupManagedServiceAccount", ("retrievers", new[] { group }), ("msDS-ManagedPasswordInterval", "30"), ("msDS-SupportedEncryptionTypes", "24"));
        World.With("replication|OTHER", ("FailureCount", 3));
        var run = Run(Workstation(), "-Directory");
        var controller = run["directory.domains.value[0].controllers.value[0]"]!;
        Assert.Equal((400, false), ((int)controller["clockSkewSeconds"]!["value"]!, (bool)controller["webServicesReachable"]!["value"]!));
        Assert.Equal(("contoso.local", "inbound", true), ((string)run["directory.trusts.value[0].partner"]!, (string)run["directory.trusts.value[0].direction"]!, (bool)run["directory.trusts.value[0].forest"]!));
        Assert.Equal("fimservice/pamsrv", Assert.Single(run["directory.duplicateServicePrincipalNames.value"]!).ToString(), ignoreCase: true);
        var account = Assert.Single(run["directory.managedAccounts.value"]!);
        Assert.Equal(("gmsaPamSvc", "group", 30, 24, @"PRIV\PAM_Servers"), ((string)account["name"]!, (string)account["kind"]!, (int)account["passwordIntervalDays"]!["value"]!, (int)account["encryptionTypes"]!["value"]!, (string)account["principals"]!["value"]![0]!));
        Assert.Equal(["PRIV\\PAMSRV$", "S-1-5-21-9"], run["directory.groups.value[?(@.name == 'PAM_Servers')].members.value"]!.Select(m => (string)m!));
        Told("universal", run["directory.groups.value[?(@.name == 'PAM_Servers')].scope"]);
        Told("PCNSCLNT/sync.priv.contoso.local", run["directory.passwordChangeNotification.value[0].servicePrincipalName"]);
        Told(1, run["directory.replicationFailures.value"]);
    }
}

using System.Globalization;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>One server of a sample environment, with what Windows, Setup and IIS leave on it.</summary>
static class SampleHost
{
    const string Mim = @"C:\Program Files\Microsoft Forefront Identity Manager\2010";
    const string Keys = @"registry:HKLM\SOFTWARE\Microsoft\Forefront Identity Manager\2010\";
    const string System = @"registry:HKLM\SYSTEM\CurrentControlSet\";
    const string Software = @"registry:HKLM\SOFTWARE\Microsoft\";
    static readonly Dictionary<string, (string Service, string Program)> Services = new()
    {
        ["SYNC"] = ("FIMSynchronizationService", @"Synchronization Service\Bin\miiserver.exe"), ["SVC"] = ("FIMService", @"Service\Microsoft.ResourceManagement.Service.exe"),
        ["PAMMON"] = ("PamMonitoringService", @"Service\PAM\Services\Microsoft.IdentityManagement.PamMonitoring.exe"),
        ["PAMCOMP"] = ("PrivilegeManagementComponentService", @"Service\PAM\Services\Microsoft.IdentityManagement.PrivilegeManagement.exe"),
    };
    static readonly Dictionary<string, string> Folders = new() { ["REG"] = "Password Registration Portal", ["RST"] = "Password Reset Portal", ["PAMREST"] = "Privileged Access Management REST API" };

    public static FakeWindowsServer Build(World world, JObject environment, JToken server)
    {
        var machine = new FakeWindowsServer(world, (string)server["name"]!) { IsDomainController = false };
        machine.Session["Domain"] = (string)server["domain"]!;
        DiscoveryWindows.Model(machine);
        AddWindows(machine, server);
        foreach (var installation in server["installations"]!) Install(machine, environment, (string)installation["component"]!, (string)installation["build"]!, (string)installation["node"]! == "standby");
        return machine;
    }

    static void AddWindows(FakeWindowsServer machine, JToken server)
    {
        var fqdn = (string)server["fqdn"]!;
        machine.With("policy:LocalGPO", ("name", "Local Group Policy"));
        machine.With("computer", ("PartOfDomain", (string)server["domain"]! != ""), ("Domain", (string)server["domain"]! == "" ? "WORKGROUP" : (string)server["domain"]!));
        machine.With(System + @"Services\Tcpip\Parameters", ("Hostname", fqdn.Split('.')[0]), ("Domain", fqdn[(fqdn.IndexOf('.') + 1)..]));
        machine.With(System + @"Services\Netlogon\Parameters", ("DynamicSiteName", (string)server["site"]! + "\0"));
        machine.With(System + @"Control\ProductOptions", ("ProductType", (bool)server["isDomainController"]! ? "LanmanNT" : "ServerNT"));
        machine.With(Software + @"Windows NT\CurrentVersion", ("CurrentBuildNumber", SampleForest.Builds[(string)server["operatingSystem"]!].ToString(CultureInfo.InvariantCulture)),
            ("ProductName", $"Windows Server {server["operatingSystem"]} Standard"), ("InstallationType", (string)server["installationType"]! == "core" ? "Server Core" : "Server"));
        machine.With(System + @"Control\MUI\Settings", ("PreferredUILanguages", new[] { (string)server["language"]! }));
        machine.With(Software + @"NET Framework Setup\NDP\v4\Full", ("Release", (int)server["dotNetRelease"]!["value"]!));
        if ((string)server["visualCpp2013"]! == "yes") machine.With(@"registry:HKLM\SOFTWARE\WOW6432Node\Microsoft\VisualStudio\12.0\VC\Runtimes\x64", ("Installed", 1));
        if ((string)server["tls12Only"]! == "yes")
            foreach (var side in new[] { @"TLS 1.0\Client", @"TLS 1.0\Server", @"TLS 1.1\Client", @"TLS 1.1\Server" }) machine.With(System + @"Control\SecurityProviders\SCHANNEL\Protocols\" + side, ("Enabled", 0));
    }

    static void Install(FakeWindowsServer machine, JObject environment, string component, string build, bool standby)
    {
        var entry = environment["components"]!.FirstOrDefault(c => (string)c["component"]! == component);
        var account = entry is null ? "" : $@"{entry["oldAccount"]!["domain"]}\{entry["oldAccount"]!["name"]}";
        AddProduct(machine, component == "SYNC" ? "Microsoft Identity Manager Synchronization Service" : "Microsoft Identity Manager Service and Portal", component == "SYNC" ? "A1" : "C3", build);
        if (Services.TryGetValue(component, out var service))
            machine.WithService(service.Service, account, standby ? "Stopped" : "Running").WithFile($@"{Mim}\{service.Program}", build)
                .With("service:" + service.Service, ("StartMode", standby ? "Manual" : "Auto")).With(System + @"Services\" + service.Service, ("ImagePath", $"\"{Mim}\\{service.Program}\""));
        switch (component)
        {
            case "SYNC":
                var (host, instance) = Split(Database(environment, "SYNC").Address);
                machine.With(System + @"Services\FIMSynchronizationService\Parameters", ("Path", Mim + @"\Synchronization Service\"), ("Server", host), ("Instance", instance), ("DBName", Database(environment, "SYNC").Name));
                break;
            case "SVC": AddService(machine, environment); break;
            case "PORTAL": AddPortal(machine, environment); break;
            default: if (Folders.ContainsKey(component)) AddSite(machine, entry!, component, account); break;
        }
    }

    static (string, string) Split(string address) => address.Split('\\') is [var host, var instance] ? (host, instance) : (address, "");
    static (string Address, string Name) Database(JObject environment, string component) => environment["sql"]!.SelectMany(s => s["databases"]!.Where(d => (string)d["component"]! == component).Select(d => ((string)s["address"]!, (string)d["name"]!))).First();

    static void AddProduct(FakeWindowsServer machine, string name, string code, string build)
    {
        const string Data = Software + @"Windows\CurrentVersion\Installer\UserData\S-1-5-18\";
        machine.With(Data + $@"Products\{code}\InstallProperties", ("DisplayName", name), ("DisplayVersion", build), ("LocalPackage", $@"C:\Windows\Installer\{code}.msi")).WithFile($@"C:\Windows\Installer\{code}.msi", "")
            .With(Software + $@"Windows\CurrentVersion\Uninstall\{code}", ("DisplayName", name), ("DisplayVersion", build));
    }

    static void AddService(FakeWindowsServer machine, JObject environment)
    {
        var database = Database(environment, "SVC");
        var host = (string?)environment["aliases"]!.FirstOrDefault(a => (string)a["usedBy"]! == "SVC")?["fqdn"] ?? machine.Name.ToLowerInvariant() + "." + machine.World.Domain.Dns;
        var poll = environment["mail"]!["pollExchangeEnabled"]!["value"];
        var agent = environment["mimServiceAgent"]!["account"]!;
        machine.With(System + @"Services\FIMService", ("DatabaseServer", database.Address), ("DatabaseName", database.Name));
        if (poll is not null) machine.With(System + @"Services\FIMService", ("PollExchangeEnabled", (int)poll));
        if (agent.Type == JTokenType.Object) machine.With(System + @"Services\FIMService", ("SynchronizationAccount", $@"{agent["domain"]}\{agent["name"]}"));
        machine.With(Keys + "Service", ("Location", Mim + @"\Service\"));
        machine.WithFile(Mim + @"\Service\Microsoft.ResourceManagement.Service.exe.config", $"<configuration><appSettings><add key=\"secret\" value=\"{DiscoveryBench.Secret}\"/></appSettings><resourceManagementService externalHostName=\"{host}\"/></configuration>");
    }

    static void AddPortal(FakeWindowsServer machine, JObject environment)
    {
        var host = (string?)environment["aliases"]!.FirstOrDefault(a => (string)a["usedBy"]! == "PORTAL")?["fqdn"] ?? machine.Name.ToLowerInvariant();
        var account = environment["unconverted"]!.FirstOrDefault(u => (string)u["component"]! == "PORTAL")?["account"];
        machine.With(Keys + "Portal", ("BaseSiteCollectionURL", $"http://{host}"));
        Site(machine, "MIM Portal", @"C:\inetpub\wwwroot\wss\VirtualDirectories\80", "MIMAppPool", account is { Type: JTokenType.Object } ? $@"{account["domain"]}\{account["name"]}" : "NetworkService", "http|*:80:" + host, "True", "False");
    }

    static void AddSite(FakeWindowsServer machine, JToken component, string key, string account)
    {
        var site = component["webSite"]!;
        if (key != "PAMREST") machine.With(Keys + Folders[key], ("Location", $@"{Mim}\{Folders[key]}"));
        machine.WithFolder($@"{Mim}\{Folders[key]}");
        var pool = (string?)site["applicationPool"] ?? "MIM PAM REST API";
        Site(machine, (string?)site["siteName"] ?? "MIM PAM REST API", $@"{Mim}\{Folders[key]}", pool, account, $"{((int)site["port"]! == 443 ? "https" : "http")}|*:{site["port"]}:{site["hostHeader"]}",
            Bit(site["kernelMode"]!), Bit(site["useAppPoolCredentials"]!));
    }

    static string Bit(JToken answer) => (string)answer! == "yes" ? "True" : "False";

    static void Site(FakeWindowsServer machine, string name, string folder, string pool, string account, string binding, string kernelMode, string poolCredentials) => machine
        .With(Software + "InetStp", ("MajorVersion", 10)).With("site:" + name, ("physicalPath", folder), ("applicationPool", pool), ("bindings", new[] { binding }), ("useKernelMode", kernelMode), ("useAppPoolCredentials", poolCredentials))
        .With("pool:" + pool, account.Contains('\\') ? ("userName", account) : ("identityType", account), ("State", "Started"), ("password", DiscoveryBench.Secret));
}

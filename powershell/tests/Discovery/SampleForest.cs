using System.Globalization;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>
/// A world made from a sample environment of public/samples: what the script reads in it must be what the sample says.
/// </summary>
static class SampleForest
{
    public static readonly IReadOnlyDictionary<string, int> Levels = new Dictionary<string, int> { ["2008R2"] = 4, ["2012"] = 5, ["2012R2"] = 6, ["2016"] = 7 };
    public static readonly IReadOnlyDictionary<string, int> Builds = new Dictionary<string, int> { ["2012R2"] = 9600, ["2016"] = 14393, ["2019"] = 17763, ["2022"] = 20348 };

    static string Samples => Path.GetFullPath(Path.Combine(Places.Source, "..", "public", "samples"));
    public static string Folder => Path.Combine(Samples, "discovery");
    public static JObject Read(string sample) => Json(File.ReadAllText(Path.Combine(Samples, sample + ".json")));
    public static JObject Json(string text) => JsonConvert.DeserializeObject<JObject>(text, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;

    public static string Root(string dnsName) => "DC=" + dnsName.Replace(".", ",DC=");

    public static World Build(JObject environment)
    {
        var forest = environment["forest"]!;
        var first = forest["domains"]![0]!;
        var world = new World { Domain = ((string)first["dnsName"]!, (string)first["netbiosName"]!), Now = new(2026, 11, 24, 8, 12, 0, DateTimeKind.Utc) };
        var configuration = "CN=Configuration," + Root((string)forest["rootDomain"]!);
        world.With("forest", ("Configuration", configuration), ("Level", Level(forest)));
        world.With("ad|CN=Schema," + configuration, ("objectClass", "dMD"), ("objectVersion", (int)forest["schemaVersion"]!["value"]!));
        world.With($"ad|CN=Master Root Keys,CN=Group Key Distribution Service,CN=Services,{configuration}", ("objectClass", "container"));
        foreach (var key in forest["kdsRootKeys"]!["keys"] ?? new JArray())
            world.With($"ad|CN={key["keyId"]},CN=Master Root Keys,CN=Group Key Distribution Service,CN=Services,{configuration}", ("objectClass", "msKds-ProvRootKey"), ("(shown to)", "administrators"),
                ("msKds-CreateTime", FileTime(key["creationTime"]!)), ("msKds-UseStartTime", FileTime(key["effectiveTime"]!)), ("msKds-RootKeyData", DiscoveryBench.Secret));
        foreach (var domain in forest["domains"]!) AddDomain(world, domain, configuration);
        foreach (var component in environment["components"]!) AddAccount(world, component);
        foreach (var part in environment["unconverted"]!.Where(u => u["account"]!.Type == JTokenType.Object)) AddUser(world, (string)part["account"]!["name"]!);
        AddGroups(world, environment);
        AddNotification(world, environment["passwordChangeNotification"]!, configuration);
        foreach (var alias in environment["aliases"]!) world.With("dns|" + alias["fqdn"], ("Type", (string)alias["record"]!), ("Address", "10.0.0.12"));
        foreach (var sql in environment["sql"]!) AddSql(world, sql, environment["syncGroups"]!);
        return world;
    }

    static string Level(JToken holder) => Levels[(string)holder["functionalLevel"]!["value"]!].ToString(CultureInfo.InvariantCulture);
    static long FileTime(JToken time) => DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture).ToFileTime();

    static void AddDomain(World world, JToken domain, string configuration)
    {
        var (dns, root) = ((string)domain["dnsName"]!, Root((string)domain["dnsName"]!));
        world.With($"ad|CN={domain["netbiosName"]},CN=Partitions,{configuration}", ("objectClass", "crossRef"), ("nCName", root), ("dnsRoot", dns), ("nETBIOSName", (string)domain["netbiosName"]!),
            ("systemFlags", "3"), ("msDS-Behavior-Version", Level(domain)));
        foreach (var controller in domain["controllers"]!)
        {
            var (name, site) = ((string)controller["name"]!, $"CN={controller["site"]},CN=Sites,{configuration}");
            var computer = $"CN={name},OU=Domain Controllers,{root}";
            world.With("dc|" + controller["fqdn"], ("Domain", dns), ("IsReadOnly", (bool)controller["readOnly"]!));
            world.With("ad|" + site, ("objectClass", "site"));
            world.With($"ad|CN={name},CN=Servers,{site}", ("objectClass", "server"), ("serverReference", computer));
            world.With("ad|" + computer, ("objectClass", "computer"), ("sAMAccountName", name + "$"), ("dNSHostName", (string)controller["fqdn"]!), ("primaryGroupID", (bool)controller["readOnly"]! ? "521" : "516"),
                ("operatingSystemVersion", $"10.0 ({Builds[(string)controller["operatingSystem"]!]})"));
        }
    }

    static string AddUser(World world, string sam)
    {
        var name = $"CN={sam},CN=Users,{world.Root}";
        return world.Exists("ad|" + name) ? name : FakeWindowsServer.WithObject(world, sam, "user");
    }

    static void AddAccount(World world, JToken component)
    {
        var name = AddUser(world, (string)component["oldAccount"]!["name"]!);
        world.With("ad|" + name, ("servicePrincipalName", world.List("ad|" + name, "servicePrincipalName").Concat(component["servicePrincipalNames"]!.Select(s => (string)s!)).Distinct().ToArray()),
            ("msDS-AllowedToDelegateTo", world.List("ad|" + name, "msDS-AllowedToDelegateTo").Concat(component["delegation"]!["targets"]!.Select(s => (string)s!)).Distinct().ToArray()));
    }

    static void AddGroups(World world, JObject environment)
    {
        var groups = environment["syncGroups"]!;
        var service = environment["components"]!.First(c => (string)c["component"]! == "SVC")["oldAccount"]!["name"];
        foreach (var role in new[] { "admins", "operators", "joiners", "browse", "passwordSet" })
            if ((string)groups[role]! != "")
                FakeWindowsServer.WithObject(world, (string)groups[role]!, "group", ("groupType", "-2147483646"), ("member", role is "browse" or "passwordSet" ? new[] { $"CN={service},CN=Users,{world.Root}" } : []));
    }

    static void AddNotification(World world, JToken notification, string configuration)
    {
        if (!(bool)notification["inUse"]!) return;
        var name = (string)notification["targetServicePrincipalName"]!;
        world.With("ad|CN=MS-MIIS-PCNS-Target,CN=Schema," + configuration, ("objectClass", "classSchema"), ("lDAPDisplayName", "mS-MIIS-PCNS-Target"));
        world.With($"ad|CN={name.Split('/')[1].Split('.')[0]},CN=Password Change Notification Service,CN=System,{world.Root}", ("objectClass", "mS-MIIS-PCNS-Target"), ("mS-MIIS-PCNS-TargetSPN", name));
    }

    static void AddSql(World world, JToken sql, JToken groups)
    {
        var address = (string)sql["address"]!;
        var group = sql["availabilityGroup"]!.Type == JTokenType.Object ? sql["availabilityGroup"] : null;
        world.With("sql|" + address, ("Machine", (string)sql["replicas"]![0]!), ("Version", (string)sql["version"]! == "2019" ? "15.0.4415.2" : "14.0.3456.2"), ("Groups", group is null ? "0" : "1"),
            ("BackupFolder", (string)sql["backupFolder"]!), ("MayLogins", "1"), ("MayDatabases", "1"), ("MayGroups", "1"), ("Databases", sql["databases"]!.Select(d => (string)d["name"]!).Order(StringComparer.Ordinal).ToArray()));
        if (group is not null) world.With("sql|" + address, ("GroupName", "MIM-AG"), ("Listener", (string)group["listener"]!), ("Port", (string)group["port"]!), ("Replicas", sql["replicas"]!.Select(r => (string)r!).ToArray()));
        foreach (var database in sql["databases"]!.Where(d => (string)d["component"]! == "SYNC"))
            world.With($"sql|{address}|{database["name"]}", Sid("administrators_sid", "admins"), Sid("operators_sid", "operators"), Sid("account_joiners_sid", "joiners"), Sid("browse_sid", "browse"), Sid("passwordset_sid", "passwordSet"));
        (string, object?) Sid(string column, string role) => (column, $@"{groups["domain"]}\{groups[role]}");
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>The directory as ADSI shows it: by ADsPath, with the rights of the person in front of the machine.</summary>
static class FakeDirectory
{
    const string Ad = "ad|";
    const int ServerDown = unchecked((int)0x8007203A);

    public static Dictionary<string, object?> RootDse(FakeWindowsServer machine, string server)
    {
        var world = machine.World;
        var up = Controllers(machine).Where(d => server == "" || Same(d, server)).ToList();
        if (up.Count == 0) throw new COMException("The server is not operational.", ServerDown);
        var configuration = world.Get("forest", "Configuration") as string ?? "CN=Configuration," + world.Root;
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["configurationNamingContext"] = configuration, ["schemaNamingContext"] = "CN=Schema," + configuration, ["rootDomainNamingContext"] = configuration["CN=Configuration,".Length..],
            ["defaultNamingContext"] = world.Root, ["forestFunctionality"] = world.Get("forest", "Level") ?? "7",
            ["currentTime"] = world.Now.AddSeconds(Convert.ToInt32(world.Get("dc|" + up[0], "Skew") ?? 0, CultureInfo.InvariantCulture)).ToString("yyyyMMddHHmmss'.0Z'", CultureInfo.InvariantCulture),
        };
    }

    static IEnumerable<string> Controllers(FakeWindowsServer machine) => Equals(machine.Session["Domain"], "") ? [] : machine.World.All("dc|").Where(d => !Equals(machine.World.Get("dc|" + d, "Down"), true));

    public static IEnumerable<Dictionary<string, object[]>> Search(FakeWindowsServer machine, string path, string filter, string[] attributes, string scope)
    {
        var world = machine.World;
        if (!Controllers(machine).Any()) throw new COMException("The server is not operational.", ServerDown);
        var match = Regex.Match(path, "^(LDAP|GC)://(?:([^/=]+)(?:/|$))?(.*)$");
        if (!match.Success) throw new FormatException("Not an ADsPath: " + path);
        var (catalog, place) = (match.Groups[1].Value == "GC", match.Groups[3].Value);
        // without the catalog a name of a domain means that domain
        if (!catalog && place == "") place = SampleForest.Root(match.Groups[2].Value);
        var fits = LdapFilter.Parse(filter);
        foreach (var name in world.All(Ad).ToList())
        {
            if (Equals(world.Get(Ad + name, "(shown to)"), "administrators") && !IsForestAdministrator(machine)) continue;
            var inside = scope == "Base" ? Same(name, place) : catalog || name.EndsWith(place, StringComparison.OrdinalIgnoreCase);
            if (!inside || (catalog || !place.Contains("CN=Configuration")) && name.Contains("CN=Configuration")) continue;
            // a controller holds its own domain, not the domains below it
            if (!catalog && !Same(DomainOf(name), DomainOf(place))) continue;
            string[] Texts(string attribute) => [.. Values(machine, name, attribute).Select(v => v.ToString()!)];
            if (fits(Texts)) yield return attributes.ToDictionary(a => a, a => Values(machine, name, a), StringComparer.OrdinalIgnoreCase);
        }
    }

    static bool IsForestAdministrator(FakeWindowsServer machine) => machine.Session.ContainsKey("IsForestAdministrator");

    static object[] Values(FakeWindowsServer machine, string name, string attribute)
    {
        var world = machine.World;
        var raw = world.Get(Ad + name, attribute);
        return attribute.ToLowerInvariant() switch
        {
            "distinguishedname" => [name],
            "name" or "cn" => [Regex.Match(name, @"^[A-Z]+=((?:[^,\\]|\\.)+)").Groups[1].Value],
            "objectclass" => Classes((string)world.Get(Ad + name, "objectClass")!),
            "allowedchildclasseseffective" => IsForestAdministrator(machine) ? ["msKds-ProvRootKey"] : [],
            "msds-groupmsamembership" when world.Get(Ad + name, "retrievers") is not null => [Encoding.UTF8.GetBytes(string.Join(',', world.List(Ad + name, "retrievers").Select(r => world.Get(Ad + r, "objectSid"))))],
            _ => raw switch { null => [], string s => [s], IEnumerable<string> many => [.. many], var other => [other] },
        };
    }

    static object[] Classes(string last) => last switch
    {
        "user" => ["top", "person", "organizationalPerson", "user"],
        "computer" => [.. Classes("user"), "computer"],
        "msDS-GroupManagedServiceAccount" or "msDS-ManagedServiceAccount" => [.. Classes("computer"), last],
        _ => ["top", last],
    };

    static string DomainOf(string name) => name[Math.Max(0, name.IndexOf("DC=", StringComparison.OrdinalIgnoreCase))..];

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

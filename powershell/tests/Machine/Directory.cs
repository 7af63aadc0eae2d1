using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>Active Directory: what the modules ask of it, and what it refuses.</summary>
public sealed partial class FakeWindowsServer
{
    const string Ad = "ad|";

    void ModelDirectory()
    {
        On("Get-ADDomainController", FindController);
        On("Get-ADRootDSE", RootDse);
        On("Get-ADReplicationPartnerMetadata", ReplicationLinks);
        On("Get-ADReplicationAttributeMetadata", MemberLinks);
        On("Get-ADObject", call => Read(call, "DistinguishedName"));
        On("Get-ADServiceAccount", call => ReadAccount(call));
        On("New-ADGroup", NewGroup);
        On("New-ADServiceAccount", NewAccount);
        On("Set-ADServiceAccount", call => Change(call, Identify(call)));
        On("Set-ADObject", call => Change(call, Identify(call)));
        On("Set-ADAccountControl", ChangeControl);
        On("Disable-ADAccount", call => Enable(call, false));
        On("Enable-ADAccount", call => Enable(call, true));
        On("Add-ADGroupMember", call => { foreach (var m in call.Get<string[]>("Members")!) Add(Identify(call), "member", Find(m, call)); return []; });
        On("Remove-ADGroupMember", call => { foreach (var m in call.Get<string[]>("Members")!) Remove(Identify(call), "member", Find(m, call)); return []; });
        On("Remove-ADServiceAccount", call => Delete(call));
        On("Remove-ADGroup", call => Delete(call));
        On("Get-KdsRootKey", _ => World.All("kds|").Select(id => (object)Row(("KeyId", Guid.Parse(id)), ("EffectiveTime", Time("kds|" + id, "EffectiveTime")), ("CreationTime", Time("kds|" + id, "CreationTime")))));
        On("Add-KdsRootKey", AddRootKey);
        On("Test-ADServiceAccount", call => [MayFetchPassword(Known(call))]);
        On("Install-ADServiceAccount", InstallAccount);
        On("Uninstall-ADServiceAccount", UninstallAccount);
    }

    /// <summary>Puts an object into the directory; no change is counted.</summary>
    public static string WithObject(World world, string sam, string objectClass, params (string, object?)[] properties)
    {
        var name = $"CN={sam.TrimEnd('$')},CN={(objectClass == "computer" ? "Computers" : "Users")},{world.Root}";
        world.With(Ad + name, [("sAMAccountName", sam), ("objectClass", objectClass), ("objectSid", "S-1-5-21-1-2-3-old-" + sam.TrimEnd('$')), ("userAccountControl", "512"), ("whenCreated", world.Now.AddYears(-3)), .. properties]);
        return name;
    }

    static string DomainOf(string name) => string.Join('.', Regex.Matches(name, "DC=([^,]+)", RegexOptions.IgnoreCase).Select(m => m.Groups[1].Value));
    DateTime Time(string thing, string property) => (DateTime)World.Get(thing, property)!;

    IEnumerable<object?> FindController(Call call)
    {
        var all = World.All("dc|").ToList();
        if (call.Has("Discover"))
        {
            var fit = all.Where(d => Same((string?)World.Get("dc|" + d, "Domain"), call.Get<string>("DomainName")) && (!call.Has("Writable") || !Equals(World.Get("dc|" + d, "IsReadOnly"), true))).ToList();
            if (fit.Count == 0) throw new CommandError("ADDCLocator", ErrorCategory.ObjectNotFound, "No domain controller was found for " + call.Get<string>("DomainName"), terminating: true);
            yield return Row(("HostName", new[] { fit[0] }));
            yield break;
        }
        Reach(call);
        foreach (var d in all.Where(d => Same((string?)World.Get("dc|" + d, "Domain"), (string?)World.Get("dc|" + call.Get<string>("Server"), "Domain"))))
            yield return Row(("HostName", d), ("IsReadOnly", World.Get("dc|" + d, "IsReadOnly") ?? false), ("OperatingSystemVersion", World.Get("dc|" + d, "OperatingSystemVersion") ?? "10.0 (17763)"));
    }

    /// <summary>Every call must name its domain controller: one that exists and answers.</summary>
    World Reach(Call call)
    {
        var server = (call.Get<string>("Server") ?? throw new CommandError("House", ErrorCategory.InvalidArgument, $"{call.Command} was called without -Server.", terminating: true)).Replace(":3268", "");
        if (!World.Exists("dc|" + server)) throw new CommandError("ActiveDirectoryServer:0", ErrorCategory.ResourceUnavailable, $"{server} is no domain controller.", terminating: true);
        if (Equals(World.Get("dc|" + server, "Down"), true)) throw new CommandError("ActiveDirectoryServer:0,Microsoft.ActiveDirectory.Management.ADServerDownException", ErrorCategory.ResourceUnavailable, $"Unable to contact the server {server}.", terminating: true);
        return World.SeenFrom(server);
    }

    IEnumerable<object?> RootDse(Call call)
    {
        Reach(call);
        var time = World.Now.AddSeconds(World.Get("dc|" + call.Get<string>("Server"), "SkewSeconds") as int? ?? 0);
        return [Row(("schemaNamingContext", "CN=Schema,CN=Configuration," + World.Root), ("configurationNamingContext", "CN=Configuration," + World.Root), ("defaultNamingContext", World.Root), ("currentTime", time.ToLocalTime()))];
    }

    /// <summary>What a controller last received: without anything said, all of it.</summary>
    IEnumerable<object?> ReplicationLinks(Call call)
    {
        var server = call.Get<object[]>("Target")![0].ToString()!;
        if (!World.Exists("dc|" + server)) throw new CommandError("ActiveDirectoryServer:0", ErrorCategory.ResourceUnavailable, $"{server} is no domain controller.", terminating: true);
        var failures = World.Get("dc|" + server, "ReplicationFailures") as int? ?? 0;
        yield return Row(("Server", server), ("Partition", World.Root), ("Partner", "CN=NTDS Settings,CN=other"), ("LastReplicationResult", failures > 0 ? 8453 : 0), ("ConsecutiveReplicationFailures", failures));
    }

    /// <summary>Since when somebody is in a group; a membership of which nothing is said is three years old.</summary>
    IEnumerable<object?> MemberLinks(Call call)
    {
        Reach(call);
        var name = Find(call.Get<string>("Object")!, call);
        foreach (var member in World.List(Ad + name, "member"))
            yield return Row(("AttributeName", "member"), ("AttributeValue", member), ("FirstOriginatingCreateTime", World.Get($"joined|{name}|{member}", "At") ?? World.Now.AddYears(-3)));
    }

    bool InReach(Call call, string name)
    {
        var server = call.Get<string>("Server")!;
        return server.EndsWith(":3268", StringComparison.Ordinal) || name.Contains("CN=Configuration", StringComparison.OrdinalIgnoreCase) || Same(DomainOf(name), (string?)World.Get("dc|" + server, "Domain"));
    }

    IEnumerable<string> Search(Call call, World seen)
    {
        var filter = call.Get<string>("LDAPFilter")!;
        var match = Regex.Match(filter, @"^\(([A-Za-z-]+)=((?:[^()*\\\0]|\\[0-9a-f]{2})+)(\*?)\)$");
        if (!match.Success) throw new CommandError("ActiveDirectoryCmdlet:ADFilterParsingException", ErrorCategory.ParserError, "Not a plain, escaped filter: " + filter, terminating: true);
        var value = Regex.Replace(match.Groups[2].Value, @"\\([0-9a-f]{2})", m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        if (call.Has("SearchBase") && (call.Get<string>("SearchBase") != "" || !call.Get<string>("Server")!.EndsWith(":3268", StringComparison.Ordinal)))
            throw new CommandError("SearchBase", ErrorCategory.InvalidArgument, "An empty search base needs the port of the catalog.", terminating: true);
        bool Fits(string held) => match.Groups[3].Value == "" ? Same(held, value) : held.StartsWith(value, StringComparison.OrdinalIgnoreCase);
        return seen.All(Ad).Where(n => InReach(call, n) && seen.List(Ad + n, match.Groups[1].Value).Any(Fits));
    }

    string Find(string identity, Call call)
    {
        var seen = Reach(call);
        return seen.All(Ad).FirstOrDefault(n => InReach(call, n) && (Same(n, identity) || Same((string?)seen.Get(Ad + n, "sAMAccountName"), identity)))
            // the cmdlets of managed accounts also take the bare name
            ?? seen.All(Ad).FirstOrDefault(n => InReach(call, n) && Same((string?)seen.Get(Ad + n, "sAMAccountName"), identity + "$"))
            // members may come from other domains
            ?? (identity.StartsWith("CN=", StringComparison.OrdinalIgnoreCase) && call.Command.Contains("Member") && seen.Exists(Ad + identity) ? identity : null)
            ?? throw new CommandError("ActiveDirectoryCmdlet:ADIdentityNotFoundException", ErrorCategory.ObjectNotFound, $"Cannot find an object with identity: '{identity}'.", identity, terminating: true);
    }

    string Identify(Call call) => Find(call.Get<string>("Identity")!, call);

    IEnumerable<object?> Read(Call call, string _)
    {
        var seen = Reach(call);
        foreach (var name in call.Has("Identity") ? [Identify(call)] : Search(call, seen).ToList())
        {
            var row = Row(("DistinguishedName", name), ("ObjectClass", seen.Get(Ad + name, "objectClass")));
            foreach (var property in call.Get<string[]>("Properties") ?? [])
            {
                object[] values = property switch
                {
                    "memberOf" => [.. seen.All(Ad).Where(g => seen.List(Ad + g, "member").Contains(name, StringComparer.OrdinalIgnoreCase))],
                    "tokenGroups" => GroupsOf(name, seen).Select(g => (string)seen.Get(Ad + g, "objectSid")!).ToArray(),
                    _ => seen.Get(Ad + name, property) is { } raw and not (string or string[]) and not DateTime ? [raw] : (object[])seen.List(Ad + name, property),
                };
                if (values.Length > 0 && !Same(property, "ObjectClass")) row.Properties.Add(new PSNoteProperty(property, values.Length == 1 ? values[0] : values));
            }
            yield return row;
        }
    }

    IEnumerable<object?> ReadAccount(Call call)
    {
        var (seen, name) = (Reach(call), Identify(call));
        if ((string?)seen.Get(Ad + name, "objectClass") != "msDS-GroupManagedServiceAccount") throw new CommandError("ActiveDirectoryCmdlet:ADIdentityNotFoundException", ErrorCategory.ObjectNotFound, $"{name} is no managed account.", terminating: true);
        yield return Row(("DistinguishedName", name), ("PrincipalsAllowedToRetrieveManagedPassword", seen.List(Ad + name, "retrievers")),
            ("PasswordLastSet", seen.Get(Ad + name, "PasswordLastSet")), ("whenCreated", seen.Get(Ad + name, "whenCreated")));
    }

    IEnumerable<object?> NewGroup(Call call)
    {
        Reach(call);
        if (!call.Cmdlet.ShouldProcess(call.Get<string>("Name"))) yield break;
        var name = $"CN={call.Get<string>("Name")},{call.Get<string>("Path") ?? "CN=Users," + World.Root}";
        RefuseTaken(call.Get<string>("SamAccountName")!);
        var scope = call.Get<string>("GroupScope") switch { "Global" => 2, "DomainLocal" => 4, "Universal" => 8, var s => throw new CommandError("Scope", ErrorCategory.InvalidArgument, "No scope " + s, terminating: true) };
        World.Create(Ad + name, ("sAMAccountName", call.Get<string>("SamAccountName")), ("objectClass", "group"), ("groupType", (scope | int.MinValue).ToString(CultureInfo.InvariantCulture)), ("objectSid", "S-1-5-21-1-2-3-new-" + call.Get<string>("Name")));
    }

    void RefuseTaken(string sam)
    {
        if (World.All(Ad).Any(n => Same((string?)World.Get(Ad + n, "sAMAccountName"), sam))) throw new CommandError("ActiveDirectoryServer:1318", ErrorCategory.ResourceExists, $"The account {sam} already exists.", terminating: true);
    }

    static readonly Dictionary<string, int> Encryption = new() { ["DES"] = 3, ["RC4"] = 4, ["AES128"] = 8, ["AES256"] = 16 };
    static string Number(Call call) => call.Get<string[]>("KerberosEncryptionType")!.Sum(t => Encryption[t]).ToString(CultureInfo.InvariantCulture);

    IEnumerable<object?> NewAccount(Call call)
    {
        Reach(call);
        var name = call.Get<string>("Name")!;
        if (name.Length > 15) throw new CommandError("ActiveDirectoryServer:1315", ErrorCategory.InvalidArgument, "The name reference is invalid.", terminating: true);
        if (!World.All("kds|").Any(k => Time("kds|" + k, "EffectiveTime").AddHours(10) <= World.Now)) throw new CommandError("ActiveDirectoryServer:-2146893811", ErrorCategory.NotSpecified, "Key does not exist", terminating: true);
        RefuseTaken(name + "$");
        World.Create(Ad + $"CN={name},{call.Get<string>("Path") ?? "CN=Managed Service Accounts," + World.Root}", ("sAMAccountName", name + "$"), ("objectClass", "msDS-GroupManagedServiceAccount"),
            ("dNSHostName", call.Get<string>("DNSHostName")), ("retrievers", call.Get<string[]>("PrincipalsAllowedToRetrieveManagedPassword")!.Select(p => Find(p, call)).ToArray()),
            ("msDS-SupportedEncryptionTypes", Number(call)), ("msDS-ManagedPasswordInterval", (call.Has("ManagedPasswordIntervalInDays") ? call.Get<int>("ManagedPasswordIntervalInDays") : 30).ToString(CultureInfo.InvariantCulture)),
            ("userAccountControl", "4096"), ("objectSid", "S-1-5-21-1-2-3-new-" + name), ("whenCreated", World.Now), ("PasswordLastSet", World.Now));
        return [];
    }

    IEnumerable<object?> Change(Call call, string name)
    {
        Reach(call);
        if (call.Has("PrincipalsAllowedToRetrieveManagedPassword")) World.Set(Ad + name, "retrievers", call.Get<string[]>("PrincipalsAllowedToRetrieveManagedPassword")!.Select(p => Find(p, call)).ToArray()); // replaces, as Windows does
        if (call.Has("KerberosEncryptionType")) World.Set(Ad + name, "msDS-SupportedEncryptionTypes", Number(call));
        if (call.Has("DNSHostName")) World.Set(Ad + name, "dNSHostName", call.Get<string>("DNSHostName"));
        foreach (DictionaryEntry e in call.Get<IDictionary>("Remove") ?? new Hashtable()) foreach (var v in Values(e.Value)) Remove(name, (string)e.Key, v);
        foreach (DictionaryEntry e in call.Get<IDictionary>("Add") ?? new Hashtable()) foreach (var v in Values(e.Value)) Add(name, (string)e.Key, v);
        foreach (DictionaryEntry e in call.Get<IDictionary>("Replace") ?? new Hashtable()) World.Set(Ad + name, (string)e.Key, Values(e.Value) is [var one] ? one : Values(e.Value));
        return [];
    }

    static string[] Values(object? value) => (value is PSObject p ? p.BaseObject : value) is IEnumerable list and not string ? [.. list.Cast<object>().Select(o => o.ToString()!)] : [value!.ToString()!];

    void Add(string name, string attribute, string value)
    {
        var now = World.List(Ad + name, attribute);
        if (now.Contains(value, StringComparer.OrdinalIgnoreCase)) throw new CommandError("ActiveDirectoryServer:1379", ErrorCategory.ResourceExists, $"{value} is already in {attribute} of {name}.", terminating: true);
        if (Same(attribute, "servicePrincipalName") && World.All(Ad).FirstOrDefault(n => World.List(Ad + n, attribute).Contains(value, StringComparer.OrdinalIgnoreCase)) is { } holder)
            throw new CommandError("ActiveDirectoryServer:8647", ErrorCategory.InvalidOperation, $"The operation failed because SPN value {value} is not unique forest-wide: {holder} (8647).", terminating: true);
        World.Set(Ad + name, attribute, now.Append(value).ToArray());
    }

    void Remove(string name, string attribute, string value)
    {
        var now = World.List(Ad + name, attribute);
        if (!now.Contains(value, StringComparer.OrdinalIgnoreCase)) throw new CommandError("ActiveDirectoryServer:1321", ErrorCategory.ObjectNotFound, $"{value} is not in {attribute} of {name}.", terminating: true);
        World.Set(Ad + name, attribute, now.Where(v => !Same(v, value)).ToArray());
    }

    IEnumerable<object?> ChangeControl(Call call)
    {
        Reach(call);
        if (!call.Get<string>("Identity")!.EndsWith('$')) throw new CommandError("ActiveDirectoryCmdlet:ADIdentityNotFoundException", ErrorCategory.ObjectNotFound, "This command finds a managed account only with its $.", terminating: true);
        var name = Identify(call);
        var flags = int.Parse((string)World.Get(Ad + name, "userAccountControl")!, CultureInfo.InvariantCulture);
        foreach (var (parameter, bit) in new[] { ("TrustedForDelegation", 0x80000), ("TrustedToAuthForDelegation", 0x1000000) })
            if (call.Has(parameter)) flags = call.Get<bool>(parameter) ? flags | bit : flags & ~bit;
        World.Set(Ad + name, "userAccountControl", flags.ToString(CultureInfo.InvariantCulture));
        return [];
    }

    IEnumerable<object?> Enable(Call call, bool enabled)
    {
        Reach(call);
        var name = Identify(call);
        var flags = int.Parse((string)World.Get(Ad + name, "userAccountControl")!, CultureInfo.InvariantCulture);
        if (call.Cmdlet.ShouldProcess(name)) World.Set(Ad + name, "userAccountControl", (enabled ? flags & ~2 : flags | 2).ToString(CultureInfo.InvariantCulture));
        return [];
    }

    IEnumerable<object?> Delete(Call call)
    {
        Reach(call);
        var name = Identify(call);
        if (!call.Cmdlet.ShouldProcess(name)) return [];
        World.Delete(Ad + name);
        foreach (var group in World.All(Ad).ToList().Where(g => World.List(Ad + g, "member").Contains(name, StringComparer.OrdinalIgnoreCase)))
            World.With(Ad + group, ("member", World.List(Ad + group, "member").Where(m => !Same(m, name)).ToArray()));
        return [];
    }

    IEnumerable<object?> AddRootKey(Call call)
    {
        var effective = call.Has("EffectiveImmediately") ? World.Now : call.Has("EffectiveTime") ? call.Get<DateTime>("EffectiveTime").ToUniversalTime() : World.Now.AddDays(10);
        var id = $"00000000-0000-0000-0000-{World.All("kds|").Count() + 1:d12}";
        World.Create("kds|" + id, ("EffectiveTime", effective), ("CreationTime", World.Now));
        yield return Guid.Parse(id);
    }

    static IEnumerable<string> GroupsOf(string member, World seen)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        void Climb(string name) { foreach (var g in seen.All(Ad).Where(g => seen.List(Ad + g, "member").Contains(name, StringComparer.OrdinalIgnoreCase)).ToList()) if (found.Add(g)) Climb(g); }
        Climb(member);
        return found;
    }

    /// <summary>A new membership counts only after a restart, or when the computer's own tickets are renewed.</summary>
    public void RenewTickets()
    {
        var self = World.All(Ad).FirstOrDefault(n => Same((string?)World.Get(Ad + n, "sAMAccountName"), Name + "$"));
        if (self is not null) World.Set(Mine("computer"), "Groups", GroupsOf(self, World).Order(StringComparer.Ordinal).ToArray());
    }

    public bool MayFetchPassword(string account) => World.All(Ad).FirstOrDefault(n => Same((string?)World.Get(Ad + n, "sAMAccountName"), account)) is { } name
        && World.List(Ad + name, "retrievers").Intersect(World.List(Mine("computer"), "Groups"), StringComparer.OrdinalIgnoreCase).Any();

    /// <summary>The cmdlets of a host find an account without being told a domain controller; one that is not there is an error.</summary>
    string Known(Call call)
    {
        var account = call.Get<string>("Identity")!;
        return World.All(Ad).Any(n => Same((string?)World.Get(Ad + n, "sAMAccountName"), account)) ? account
            : throw new CommandError("ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException", ErrorCategory.ObjectNotFound, $"Cannot find an object with identity: '{account}'.", account, terminating: true);
    }

    IEnumerable<object?> UninstallAccount(Call call)
    {
        var thing = Mine("installed:" + call.Get<string>("Identity"));
        if (!World.Exists(thing)) throw new CommandError("UninstallADServiceAccount:PerformOperation:UninstallServiceAcccountFailure", ErrorCategory.WriteError, "Cannot uninstall a service account that is not installed.", terminating: true);
        World.Delete(thing);
        return [];
    }

    IEnumerable<object?> InstallAccount(Call call)
    {
        var account = Known(call);
        if (!MayFetchPassword(account)) throw new CommandError("InstallADServiceAccount:PerformOperation:InstallServiceAcccountFailure", ErrorCategory.WriteError, $"Cannot install service account {account}: access denied.", terminating: true);
        World.Set(Mine("installed:" + account), "Installed", "yes");
        return [];
    }
}

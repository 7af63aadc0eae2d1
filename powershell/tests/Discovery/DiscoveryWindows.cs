using System.Collections.Concurrent;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>Commands of Windows that only the discovery script calls.</summary>
static class DiscoveryWindows
{
    public static void Model(FakeWindowsServer machine)
    {
        machine.On("Get-CimInstance", call => Cim(machine, call));
        machine.On("Get-LocalGroup", _ => machine.All("localgroup").Select(g => (object)Row(("Name", g))));
        machine.On("Get-ExecutionPolicy", _ => ["RemoteSigned"]);
        machine.On("Resolve-DnsName", call => Resolve(machine, call));
        machine.On("Get-WebBinding", call => machine.All("site").Where(s => call.Get<string>("Name") is not { } name || Same(s, name))
            .SelectMany(s => machine.World.List(machine.Mine("site:" + s), "bindings").Select(b => (object)Row(("protocol", b.Split('|')[0]), ("bindingInformation", b.Split('|')[1]), ("certificateHash", b.Split('|').ElementAtOrDefault(2) ?? ""))))
            .Where(r => call.Get<string>("Protocol") is not { } protocol || Same((string)((PSObject)r).Properties["protocol"].Value, protocol)));
        machine.On("Get-ADReplicationFailure", _ => machine.World.All("replication|").Select(r => (object)Row(("Partner", r), ("FailureCount", machine.World.Get("replication|" + r, "FailureCount")))));
        machine.On("New-SelfSignedCertificate", call => NewCertificate(machine, call));
    }

    static IEnumerable<object?> Cim(FakeWindowsServer machine, Call call)
    {
        if (machine.World.Exists(machine.Mine("cim-denied:" + call.Get<string>("ClassName")))) throw new CommandError("HRESULT 0x80041003", ErrorCategory.PermissionDenied, "Zugriff verweigert", terminating: true);
        return call.Get<string>("ClassName") switch
        {
            "Win32_ComputerSystem" => [Row(("PartOfDomain", machine.Get("computer", "PartOfDomain")), ("Domain", machine.Get("computer", "Domain")))],
            "RSOP_GPO" => machine.All("policy").Select(p => (object)Row(("id", p), ("name", machine.Get("policy:" + p, "name")))),
            "RSOP_UserPrivilegeRight" => machine.All("policyright").Select(r => (object)Row(("UserRight", r.Split('|')[0]), ("precedence", int.Parse(r.Split('|')[1])), ("GPOID", machine.Get("policyright:" + r, "GPOID")), ("AccountList", machine.World.List(machine.Mine("policyright:" + r), "AccountList")))),
            _ => machine.Services(call),
        };
    }

    static IEnumerable<object?> Resolve(FakeWindowsServer machine, Call call)
    {
        var name = call.Get<string>("Name")!;
        if (machine.World.Exists("dns-down")) throw new CommandError("ERROR_TIMEOUT", ErrorCategory.OperationTimeout, "Zeitlimit", name);
        if (!machine.World.Exists("dns|" + name)) throw new CommandError("DNS_ERROR_RCODE_NAME_ERROR", ErrorCategory.ResourceUnavailable, name + " : Der DNS-Name ist nicht vorhanden.", name);
        var address = machine.World.Get("dns|" + name, "Address");
        if ((string?)machine.World.Get("dns|" + name, "Type") == "CNAME") yield return Row(("Name", name), ("Type", "CNAME"), ("NameHost", "host.contoso.com"));
        yield return Row(("Name", name), ("Type", "A"), ("IPAddress", address));
    }

    /// <summary>What Windows makes of -Type DocumentEncryptionCertLegacyCsp: extended usage document encryption, usage key and data encipherment.</summary>
    static IEnumerable<object?> NewCertificate(FakeWindowsServer machine, Call call)
    {
        if (!call.Cmdlet.ShouldProcess(call.Get<string>("Subject"))) return [];
        if (call.Get<string>("CertStoreLocation") != @"Cert:\LocalMachine\My" || call.Get<string>("KeyExportPolicy") != "NonExportable") throw new CommandError("NewCertificate", ErrorCategory.InvalidArgument, "Not as planned", terminating: true);
        var certificate = Encryption(call.Get<string>("Subject")!, call.Get<int>("KeyLength"), machine.World.Now, call.Get<DateTime>("NotAfter"), call.Get<string>("Type") == "DocumentEncryptionCertLegacyCsp");
        machine.World.Create(machine.Mine("certificate:" + certificate.Thumbprint), ("Object", certificate));
        return [certificate];
    }

    /// <summary>One key of each length: making them takes longer than the tests.</summary>
    static readonly ConcurrentDictionary<int, RSA> Keys = new();

    public static X509Certificate2 Encryption(string subject, int bits, DateTime from, DateTime to, bool forDocuments = true)
    {
        var request = new CertificateRequest(subject, Keys.GetOrAdd(bits, RSA.Create), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        if (forDocuments) request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.4.1.311.80.1")], false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment, true));
        return request.CreateSelfSigned(new DateTimeOffset(from.ToUniversalTime()), new DateTimeOffset(to.ToUniversalTime()));
    }

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    static PSObject Row(params (string Name, object? Value)[] properties)
    {
        var row = new PSObject();
        foreach (var (name, value) in properties) row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }
}

using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Text;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>Stand-ins of the border functions of Get-MimGmsaEnvironment.ps1; everything else of the script runs as it is shipped.</summary>
static class DiscoveryDoubles
{
    public static readonly (string Function, string Command, Type Type)[] All =
    [
        ("Get-DiscoverySession", "Get-FakeDiscoverySession", typeof(GetFakeDiscoverySession)), ("Get-DiscoveryFileVersion", "Get-FakeProgramVersion", typeof(GetFakeProgramVersion)),
        ("Get-DiscoveryCertificate", "Get-FakeCertificate", typeof(GetFakeCertificate)), ("Get-DiscoveryAccountName", "Get-FakeAccountName", typeof(GetFakeAccountName)),
        ("Get-DiscoveryTrustee", "Get-FakeTrustee", typeof(GetFakeTrustee)), ("Test-DiscoveryPort", "Test-FakePort", typeof(TestFakePort)),
        ("Invoke-DiscoverySqlQuery", "Invoke-FakeDiscoveryQuery", typeof(InvokeFakeDiscoveryQuery)), ("Get-DiscoveryRootDse", "Get-FakeRootDse", typeof(GetFakeRootDse)),
        ("Search-DiscoveryDirectory", "Search-FakeDirectory", typeof(SearchFakeDirectory)),
    ];
}

public abstract class BorderDouble : PSCmdlet
{
    protected static FakeWindowsServer Machine => FakeWindowsServer.Of();
    protected abstract void Answer();
    protected override void ProcessRecord()
    {
        Machine.Calls.Add(MyInvocation.InvocationName);
        Machine.AssertPower();
        try { Answer(); }
        catch (Exception e) when (e is not RuntimeException) { ThrowTerminatingError(new ErrorRecord(e, e.GetType().Name, ErrorCategory.NotSpecified, null)); }
    }
}

[Cmdlet("Get", "FakeDiscoverySession")]
public sealed class GetFakeDiscoverySession : BorderDouble
{
    protected override void Answer() => WriteObject(new Hashtable
    {
        ["ComputerName"] = Machine.Name, ["User"] = Machine.Session["User"], ["Elevated"] = Machine.Session["IsElevated"], ["Is64Bit"] = Machine.Session["Is64Bit"], ["Remote"] = Machine.Session["IsRemote"],
    });
}

[Cmdlet("Get", "FakeProgramVersion")]
public sealed class GetFakeProgramVersion : BorderDouble
{
    [Parameter(Mandatory = true)] public string Path { get; set; } = "";
    protected override void Answer() => WriteObject(File.ReadAllText(Machine.FileAt(Path)));
}

[Cmdlet("Get", "FakeCertificate")]
public sealed class GetFakeCertificate : BorderDouble
{
    protected override void Answer() { foreach (var c in Machine.All("certificate").ToList()) WriteObject(Machine.Get("certificate:" + c, "Object")); }
}

/// <summary>Identifiers of the model are names in hexadecimal.</summary>
[Cmdlet("Get", "FakeAccountName")]
public sealed class GetFakeAccountName : BorderDouble
{
    [Parameter(Mandatory = true)] public string SidHex { get; set; } = "";
    protected override void Answer() => WriteObject(Encoding.UTF8.GetString(Convert.FromHexString(SidHex)));
}

[Cmdlet("Get", "FakeTrustee")]
public sealed class GetFakeTrustee : BorderDouble
{
    [Parameter(Mandatory = true)] public byte[] Descriptor { get; set; } = [];
    protected override void Answer() => WriteObject(Encoding.UTF8.GetString(Descriptor).Split(','), true);
}

[Cmdlet("Test", "FakePort")]
public sealed class TestFakePort : BorderDouble
{
    [Parameter(Mandatory = true)] public string HostName { get; set; } = "";
    [Parameter(Mandatory = true)] public int Port { get; set; }
    protected override void Answer() => WriteObject(!Machine.World.Exists($"closed|{HostName}:{Port}"));
}

[Cmdlet("Get", "FakeRootDse")]
public sealed class GetFakeRootDse : BorderDouble
{
    [Parameter] public string Server { get; set; } = "";
    protected override void Answer() => WriteObject(new Hashtable(FakeDirectory.RootDse(Machine, Server), StringComparer.OrdinalIgnoreCase));
}

[Cmdlet("Search", "FakeDirectory")]
public sealed class SearchFakeDirectory : BorderDouble
{
    [Parameter(Mandatory = true)] public string Path { get; set; } = "";
    [Parameter(Mandatory = true)] public string Filter { get; set; } = "";
    [Parameter(Mandatory = true)] public string[] Attribute { get; set; } = [];
    [Parameter] public string Scope { get; set; } = "Subtree";
    protected override void Answer() { foreach (var row in FakeDirectory.Search(Machine, Path, Filter, Attribute, Scope)) WriteObject(new Hashtable(row, StringComparer.OrdinalIgnoreCase)); }
}

public sealed class SqlRefusal(int number) : Exception("refused") { public int Number => number; }

[Cmdlet("Invoke", "FakeDiscoveryQuery")]
public sealed class InvokeFakeDiscoveryQuery : BorderDouble
{
    [Parameter(Mandatory = true)] public string Instance { get; set; } = "";
    [Parameter(Mandatory = true)] public string Database { get; set; } = "";
    [Parameter(Mandatory = true)] public string Query { get; set; } = "";
    [Parameter] public Hashtable Values { get; set; } = [];
    protected override void Answer()
    {
        var (world, server) = (Machine.World, "sql|" + Instance);
        Machine.Queries.Add(Query);
        if (!world.Exists(server)) throw new SqlRefusal(53);
        if (world.Get(server, "Refuses") is string refused && refused.Split(',').Contains((string)Machine.Session["User"])) throw new SqlRefusal(18456);
        if (Query.StartsWith("SELECT CONVERT(nvarchar(128), SERVERPROPERTY('MachineName'))", StringComparison.Ordinal))
            Row([.. new[] { "Machine", "Version", "Groups", "BackupFolder", "MayLogins", "MayDatabases", "MayGroups" }.Select(n => (n, world.Get(server, n)))]);
        else if (Query.StartsWith("SELECT name FROM sys.databases", StringComparison.Ordinal)) foreach (var d in world.List(server, "Databases")) Row(("name", d));
        else if (Query.Contains("sys.availability_groups"))
        {
            if (world.List(server, "Databases").Contains(Values["database"])) foreach (var r in world.List(server, "Replicas")) Row(("GroupName", world.Get(server, "GroupName")), ("Replica", r), ("Listener", world.Get(server, "Listener")), ("Port", world.Get(server, "Port")));
        }
        else if (Query.EndsWith("FROM dbo.mms_server_configuration", StringComparison.Ordinal))
            Row([.. new[] { "administrators_sid", "operators_sid", "account_joiners_sid", "browse_sid", "passwordset_sid" }.Select(n => (n, (object?)Convert.ToHexString(Encoding.UTF8.GetBytes((string)world.Get($"{server}|{Database}", n)!))))]);
        else throw new UnreachableException(Query);
    }

    void Row(params (string Name, object? Value)[] cells)
    {
        var row = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in cells) row[name] = value?.ToString() ?? "";
        WriteObject(row);
    }
}

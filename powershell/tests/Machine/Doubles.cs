using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>
/// Compiled doubles of the module's own border functions. Each is reached by an alias of the same name, which the engine prefers to a
/// function, so the module under test is the shipped one, unchanged.
/// </summary>
static class Doubles
{
    public static readonly (string Function, string Command, Type Type)[] All =
    [
        ("Get-MimGmsaSession", "Get-FakeSession", typeof(GetFakeSession)), ("Read-MimGmsaAnswer", "Read-FakeAnswer", typeof(ReadFakeAnswer)),
        ("Get-MimGmsaAccountSid", "Get-FakeAccountSid", typeof(GetFakeAccountSid)), ("Get-MimGmsaFileVersion", "Get-FakeFileVersion", typeof(GetFakeFileVersion)),
        ("Get-MimGmsaMutexName", "Get-FakeMutexName", typeof(GetFakeMutexName)), ("Invoke-MimGmsaSqlQuery", "Invoke-FakeSqlQuery", typeof(InvokeFakeSqlQuery)),
        .. Exchange.PipeDoubles.All, .. Discovery.DiscoveryDoubles.All,
    ];
}

[Cmdlet("Get", "FakeSession")]
public sealed class GetFakeSession : PSCmdlet
{
    protected override void ProcessRecord() { var o = new OrderedDictionary(); foreach (var (k, v) in FakeWindowsServer.Of().Session) o[k] = v; WriteObject(o); }
}

[Cmdlet("Read", "FakeAnswer")]
public sealed class ReadFakeAnswer : PSCmdlet
{
    [Parameter(Mandatory = true)] public string Prompt { get; set; } = "";
    protected override void ProcessRecord() => WriteObject(FakeWindowsServer.Of().Operator(Prompt));
}

[Cmdlet("Get", "FakeAccountSid")]
public sealed class GetFakeAccountSid : PSCmdlet
{
    [Parameter(Mandatory = true)] public string Account { get; set; } = "";
    protected override void ProcessRecord()
    {
        var world = FakeWindowsServer.Of().World;
        var name = world.All("ad|").FirstOrDefault(n => string.Equals((string?)world.Get("ad|" + n, "sAMAccountName"), Account.Split('\\').Last(), StringComparison.OrdinalIgnoreCase)) ?? throw new InvalidOperationException($"{Account} cannot be translated.");
        WriteObject(world.Get("ad|" + name, "objectSid"));
    }
}

[Cmdlet("Get", "FakeFileVersion")]
public sealed class GetFakeFileVersion : PSCmdlet
{
    [Parameter(Mandatory = true)] public string Path { get; set; } = "";
    protected override void ProcessRecord() => WriteObject(File.ReadAllText(FakeWindowsServer.Of().FileAt(Path)));
}

[Cmdlet("Get", "FakeMutexName")]
public sealed class GetFakeMutexName : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject("MimGmsa-" + System.IO.Path.GetFileName(FakeWindowsServer.Of().Disk));
}

[Cmdlet("Invoke", "FakeSqlQuery")]
public sealed class InvokeFakeSqlQuery : PSCmdlet
{
    [Parameter(Mandatory = true)] public string Instance { get; set; } = "";
    [Parameter(Mandatory = true)] public string Database { get; set; } = "";
    [Parameter(Mandatory = true)] public string Query { get; set; } = "";
    [Parameter(Mandatory = true)] public IDictionary Parameters { get; set; } = new Hashtable();
    protected override void ProcessRecord()
    {
        try { foreach (var row in FakeWindowsServer.Of().Sql(Instance, Database, Query, Parameters)) WriteObject(row); }
        catch (CommandError e) { ThrowTerminatingError(new ErrorRecord(e, e.Id, e.Category, null)); }
    }
}

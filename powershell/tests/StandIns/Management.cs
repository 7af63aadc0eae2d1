using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;

// Thin covers over the engine's own providers, as the real cmdlets are.
namespace MimGmsa.PowerShell.Tests.StandIns;

public abstract class PathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true), Alias("PSPath")] public string[] LiteralPath { get; set; } = [];
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")] public string[] Path { get; set; } = [];
    protected string[] Paths => ParameterSetName == "Path" ? Path : LiteralPath;
    protected bool Literal => ParameterSetName != "Path";
    protected void Guarded(string path, Action<string> act)
    {
        try { act(path); }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderInvocationException or PSArgumentException)
        { WriteError(new ErrorRecord((e as IContainsErrorRecord)?.ErrorRecord ?? new ErrorRecord(e, "Path", ErrorCategory.InvalidArgument, path), e)); }
    }
}

[Cmdlet("Test", "Path", DefaultParameterSetName = "Path")]
public sealed class TestPath : PathCommand
{
    [Parameter, Alias("Type")] public TestPathKind PathType { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var p in Paths) WriteObject(PathType switch
        {
            TestPathKind.Container => InvokeProvider.Item.IsContainer(p),
            TestPathKind.Leaf => InvokeProvider.Item.Exists(p, false, Literal) && !InvokeProvider.Item.IsContainer(p),
            _ => InvokeProvider.Item.Exists(p, false, Literal),
        });
    }
}
public enum TestPathKind { Any, Container, Leaf }

[Cmdlet("Join", "Path")]
public sealed class JoinPath : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)] public string[] Path { get; set; } = [];
    [Parameter(Mandatory = true, Position = 1)] public string ChildPath { get; set; } = "";
    protected override void ProcessRecord() { foreach (var p in Path) WriteObject(p.StartsWith('/') ? System.IO.Path.Combine(p, ChildPath.Replace('\\', '/')) : SessionState.Path.Combine(p, ChildPath).Replace('/', '\\')); }
}

[Cmdlet("Get", "Content", DefaultParameterSetName = "Path")]
public sealed class GetContent : PathCommand
{
    [Parameter] public SwitchParameter Raw { get; set; }
    [Parameter(Mandatory = true)] public string Encoding { get; set; } = ""; // 5.1 reads ANSI without it
    protected override void ProcessRecord()
    {
        foreach (var path in Paths) Guarded(path, p =>
        {
            var unicode = string.Equals(Encoding, "Unicode", StringComparison.OrdinalIgnoreCase);
            var file = Files.Native(this, p, unicode ? "Unicode" : "UTF8", Encoding);
            var encoding = unicode ? System.Text.Encoding.Unicode : System.Text.Encoding.UTF8;
            if (Raw) WriteObject(File.ReadAllText(file, encoding));
            else WriteObject(File.ReadAllLines(file, encoding), true);
        });
    }
}

static class Files
{
    public static string Native(PSCmdlet cmdlet, string path, string allowed, string encoding, bool mustExist = true)
    {
        if (!string.Equals(encoding, allowed, StringComparison.OrdinalIgnoreCase)) throw new NotSupportedException($"-Encoding {encoding}: 5.1 and 7 agree only on reading and (with BOM) writing {allowed}.");
        var file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        if (mustExist && !File.Exists(file)) throw new ItemNotFoundException($"Cannot find path '{path}' because it does not exist.");
        return file;
    }
}

[Cmdlet("Get", "ItemProperty", DefaultParameterSetName = "Path")]
public sealed class GetItemProperty : PathCommand
{
    [Parameter(Position = 1)] public string[] Name { get; set; } = [];
    protected override void ProcessRecord() { foreach (var path in Paths) Guarded(path, p => { foreach (var o in InvokeProvider.Property.Get([p], new Collection<string>(Name), Literal)) WriteObject(o); }); }
}

[Cmdlet("Get", "ChildItem", DefaultParameterSetName = "Path")]
public sealed class GetChildItem : PathCommand
{
    protected override void ProcessRecord() { foreach (var path in Paths) Guarded(path, p => { foreach (var o in InvokeProvider.ChildItem.Get([p], false, false, Literal)) WriteObject(o); }); }
}

[Cmdlet("Remove", "Item", DefaultParameterSetName = "Path", SupportsShouldProcess = true)]
public sealed class RemoveItem : PathCommand
{
    protected override void ProcessRecord() { foreach (var path in Paths) if (ShouldProcess(path)) Guarded(path, p => InvokeProvider.Item.Remove([p], false, false, Literal)); }
}

[Cmdlet("Split", "Path", DefaultParameterSetName = "ParentSet")]
public sealed class SplitPath : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ParentSet")] public string[] Path { get; set; } = [];
    [Parameter(ParameterSetName = "ParentSet")] public SwitchParameter Parent { get; set; }
    protected override void ProcessRecord() { foreach (var p in Path) WriteObject(p[..p.Replace('/', '\\').LastIndexOf('\\')]); }
}

static class All
{
    public static IEnumerable<(string Name, Type Type)> Cmdlets => typeof(All).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(All).Namespace && t.IsSubclassOf(typeof(PSCmdlet)) && !t.IsAbstract)
        .Select(t => { var a = (CmdletAttribute)t.GetCustomAttributes(typeof(CmdletAttribute), false)[0]; return ($"{a.VerbName}-{a.NounName}", t); });
}

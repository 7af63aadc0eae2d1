using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>The drive HKLM: over the machine's "registry:" things. Read and set values, test and make keys.</summary>
[CmdletProvider("Registry", ProviderCapabilities.ShouldProcess)]
public sealed class RegistryProvider : NavigationCmdletProvider, IPropertyCmdletProvider
{
    static FakeWindowsServer Machine => FakeWindowsServer.Of();
    static string Thing(string path) => "registry:" + path.Replace('/', '\\').TrimEnd('\\');

    protected override Collection<PSDriveInfo> InitializeDefaultDrives() => [new PSDriveInfo("HKLM", ProviderInfo, "HKLM", "", null)];
    protected override bool IsValidPath(string path) => true;
    protected override bool ItemExists(string path) => Machine.All("registry").Any(k => (k + "\\").StartsWith(Thing(path)["registry:".Length..] + "\\", StringComparison.OrdinalIgnoreCase));
    protected override bool IsItemContainer(string path) => true;
    protected override void GetChildItems(string path, bool recurse)
    {
        var parent = Thing(path)["registry:".Length..] + "\\";
        foreach (var child in Machine.All("registry").Where(k => k.StartsWith(parent, StringComparison.OrdinalIgnoreCase)).Select(k => k[parent.Length..].Split('\\')[0]).Distinct(StringComparer.OrdinalIgnoreCase))
            WriteItemObject(Values(path + "\\" + child, null), path + "\\" + child, true);
    }
    protected override void GetItem(string path) => WriteItemObject(Values(path, null), path, true);
    protected override void NewItem(string path, string itemTypeName, object newItemValue) { if (ShouldProcess(path)) Machine.Set(Thing(path), "", ""); }

    public void GetProperty(string path, Collection<string>? names) => WritePropertyObject(Values(path, names), path);
    public void SetProperty(string path, PSObject value)
    {
        foreach (var p in value.Properties) if (ShouldProcess(path, "Set " + p.Name)) Machine.Set(Thing(path), p.Name, p.Value);
    }
    public void ClearProperty(string path, Collection<string> names) { foreach (var n in names) if (ShouldProcess(path, "Clear " + n)) Machine.Set(Thing(path), n, ""); }
    public object? GetPropertyDynamicParameters(string path, Collection<string>? names) => null;
    public object? SetPropertyDynamicParameters(string path, PSObject value) => null;
    public object? ClearPropertyDynamicParameters(string path, Collection<string> names) => null;

    PSObject Values(string path, Collection<string>? names)
    {
        var result = new PSObject();
        if (Machine.Get(Thing(path), "(denied)") is not null) throw new System.Security.SecurityException("Requested registry access is not allowed.");
        if (!Machine.World.Exists(Machine.Mine(Thing(path)))) return result;
        var all = Machine.World.Properties(Machine.Mine(Thing(path)));
        foreach (var name in names is { Count: > 0 } ? names : [.. all.Keys])
            if (all.TryGetValue(name, out var value)) result.Properties.Add(new PSNoteProperty(name, value));
            else WriteError(new ErrorRecord(new PSArgumentException($"Property {name} does not exist at path {path}."), "Property", ErrorCategory.InvalidArgument, path));
        return result;
    }
}

using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>One machine of the world, as its sessions see it: commands, programs, drives, and the person in front of it.</summary>
public sealed partial class FakeWindowsServer : IDisposable
{
    static readonly ConcurrentDictionary<Guid, FakeWindowsServer> ByRunspace = new();
    readonly Dictionary<string, Func<Call, IEnumerable<object?>>> commands = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Func<string[], (int Code, string[] Output)>> natives = new(StringComparer.OrdinalIgnoreCase);

    public World World { get; }
    public string Name { get; }
    public static readonly string[] Drives = ["C", "D", "E"];
    public string Disk { get; } = Directory.CreateTempSubdirectory("fake-disk-").FullName;
    public List<string> Calls { get; } = [];
    /// <summary>What the person types when asked.</summary>
    public Func<string, string> Operator { get; set; } = prompt => throw new InvalidOperationException("Nobody answers: " + prompt);
    /// <summary>What Get-MimGmsaSession says; tests change one fact of it.</summary>
    public Dictionary<string, object> Session { get; }

    public FakeWindowsServer(World world, string name)
    {
        (World, Name) = (world, name);
        Session = new()
        {
            ["ComputerName"] = name, ["Domain"] = world.Domain.Dns, ["OperatingSystem"] = "Microsoft Windows Server 2019 Standard 10.0.17763", ["EngineVersion"] = "5.1.17763.1",
            ["Edition"] = "Desktop", ["LanguageMode"] = "FullLanguage", ["Is64Bit"] = true, ["IsElevated"] = true, ["IsRemote"] = false, ["HostName"] = "ConsoleHost", ["User"] = world.Domain.NetBios + @"\admin",
        };
        foreach (var drive in Drives) Directory.CreateDirectory(Path.Combine(Disk, drive));
        Directory.CreateDirectory(FileAt(@"C:\Temp"));
        ModelDirectory(); ModelWindows(); ModelWeb();
    }

    public static FakeWindowsServer Of() => ByRunspace[Runspace.DefaultRunspace.InstanceId];
    public void Own(Runspace runspace) => ByRunspace[runspace.InstanceId] = this;
    public void Dispose() => Directory.Delete(Disk, recursive: true);

    /// <summary>A server has the tools of Active Directory only when the feature is installed; the workstation has them.</summary>
    public bool HasDirectoryTools { get; set; } = true;
    public bool IsDomainController { get; set; } = true;
    /// <summary>Further modules that are not installed.</summary>
    public HashSet<string> MissingModules { get; } = [];
    bool Lacks(string module) => MissingModules.Contains(module) || module is "ActiveDirectory" && !HasDirectoryTools && !Equals(Get("feature:RSAT-AD-PowerShell", "Installed"), true) || module is "Kds" && !IsDomainController;
    public IEnumerable<string> Commands => commands.Keys.Where(name => !Lacks(Machine.Session.Declared(name).Module));
    public IEnumerable<string> Natives => natives.Keys;
    public void On(string command, Func<Call, IEnumerable<object?>> answer) => commands[command] = answer;
    public Func<string[], (int Code, string[] Output)> Native(string command) => natives[command];
    public void OnNative(string command, Func<string[], (int, string[])> answer) => natives[command] = answer;

    public IEnumerable<object?> Answer(Call call)
    {
        Calls.Add(call.ToString());
        AssertPower();
        return [.. commands[call.Command](call)];
    }

    public (int Code, string[] Output) Run(string native, string[] arguments)
    {
        Calls.Add(native + " " + string.Join(' ', arguments));
        AssertPower();
        return natives[native](arguments);
    }

    public void AssertPower() { if (World.PowerIsOff) throw new InvalidOperationException("the power is off"); }

    /// <summary>The things of this machine: Mine("service:FIMService").</summary>
    public string Mine(string thing) => Name + "|" + thing;
    public FakeWindowsServer With(string thing, params (string, object?)[] properties) { World.With(Mine(thing), properties); return this; }
    public object? Get(string thing, string property) => World.Get(Mine(thing), property);
    public void Set(string thing, string property, object? value) => World.Set(Mine(thing), property, value);
    public IEnumerable<string> All(string kind) => World.All(Mine(kind + ":"));

    /// <summary>Where a Windows path lies on this computer.</summary>
    public string FileAt(string path) => path.Length > 1 && path[1] == ':' ? Path.Combine(Disk, char.ToUpperInvariant(path[0]).ToString(), path[2..].Replace('\\', '/').Trim('/')) : path.Replace('\\', '/');

    public FakeWindowsServer WithFile(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileAt(path))!);
        File.WriteAllText(FileAt(path), text, new UTF8Encoding(false));
        return this;
    }

    public FakeWindowsServer WithFolder(string path) { Directory.CreateDirectory(FileAt(path)); return this; }

    static bool Same(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
    static PSObject Row(params (string Name, object? Value)[] properties)
    {
        var row = new PSObject();
        foreach (var (name, value) in properties) row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }
}

public sealed class FakeService(string name) { public string Name => name; public override string ToString() => name; }
public sealed class FakeCimInstance(string className, string key) { public string ClassName => className; public string Key => key; }

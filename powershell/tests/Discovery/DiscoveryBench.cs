using System.Text;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>The forest of one sample environment; runs the shipped script on its machines.</summary>
public abstract class DiscoveryBench : IDisposable
{
    /// <summary>Stands wherever the real thing would be secret.</summary>
    public const string Secret = "s3cr3t-Marker-77";
    protected static string Script => Places.Release("Get-MimGmsaEnvironment.ps1");
    readonly List<FakeWindowsServer> machines = [];

    protected JObject Environment { get; private set; } = null!;
    protected World World { get; private set; } = null!;

    protected void Use(string sample)
    {
        Environment = SampleForest.Read(sample);
        World = SampleForest.Build(Environment);
    }

    protected FakeWindowsServer Host(string name, Action<JToken>? change = null)
    {
        var server = Environment["servers"]!.First(s => (string)s["name"]! == name).DeepClone();
        change?.Invoke(server);
        return Keep(SampleHost.Build(World, Environment, server));
    }

    /// <summary>A workstation of an administrator, with the tools of Active Directory.</summary>
    protected FakeWindowsServer Workstation(bool forestAdministrator = true)
    {
        var machine = new FakeWindowsServer(World, "ADMIN01");
        DiscoveryWindows.Model(machine);
        if (forestAdministrator) machine.Session["IsForestAdministrator"] = true;
        else machine.Session["IsElevated"] = false;
        return Keep(machine);
    }

    FakeWindowsServer Keep(FakeWindowsServer machine)
    {
        machine.Session["User"] = World.Domain.NetBios + @"\anna";
        machines.Add(machine);
        return machine;
    }

    /// <summary>Runs the script with -OutputFolder C:\Temp: exit code, lines, and the file when there is one.</summary>
    protected static Run Run(FakeWindowsServer machine, string arguments = "", bool constrained = false)
    {
        var folder = machine.FileAt(@"C:\Temp");
        foreach (var old in Directory.GetFiles(folder)) File.Delete(old);
        using var session = new Session(machine);
        if (constrained) session.Constrain();
        var outcome = session.Script($@"$global:LASTEXITCODE = $null; & '{Script}' -OutputFolder 'C:\Temp' {arguments}; $LASTEXITCODE").Ok();
        var files = Directory.GetFiles(folder).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
        return new(Convert.ToInt32(outcome.Output[^1].BaseObject), string.Join('\n', outcome.Lines), files);
    }

    /// <summary>Compares a value of the file; xunit would take two tokens for two empty lists.</summary>
    protected static void Told(object? expected, JToken? actual)
    {
        var wanted = expected as JToken ?? JToken.FromObject(expected!);
        Assert.True(JToken.DeepEquals(wanted, actual), $"{actual?.Path}: expected {wanted}, found {actual}");
    }

    public void Dispose() { foreach (var machine in machines) machine.Dispose(); GC.SuppressFinalize(this); }
}

public sealed record Run(int Code, string Lines, IReadOnlyDictionary<string, byte[]> Files)
{
    public byte[] Bytes => Files.Single(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).Value;
    public string Text => Encoding.ASCII.GetString(Bytes);
    public JObject Json => SampleForest.Json(Text);
    public JToken? this[string path] => Json.SelectToken(path);

    /// <summary>Every fact with its path, wherever it stands.</summary>
    public IEnumerable<(string Path, string State, string? Reason)> Facts => Json.DescendantsAndSelf().OfType<JObject>().Where(o => (string?)o["state"] is "found" or "absent" or "unknown" && o["name"] is null)
        .Select(o => (o.Path, (string)o["state"]!, (string?)o["reason"]));
    public string State(string path) => (string)(Json.SelectToken(path)?["state"] ?? throw new InvalidOperationException("No fact " + path))!;
}

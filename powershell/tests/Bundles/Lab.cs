using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>
/// One world for the bundles of all targets: the machines that the plan speaks of, as they are before the conversion, and a person who does
/// what the runbook asks for. Everything is read from the bundles' own data, so any plan can be played.
/// </summary>
public sealed class Lab : IDisposable
{
    /// <summary>Stands in key files, registry and configuration; no record may ever hold it.</summary>
    public const string Secret = "S3CRET-0f-the-lab";
    public World World { get; }
    public IReadOnlyList<Bundle> Bundles { get; }
    public Dictionary<string, FakeWindowsServer> Machines { get; } = [];
    readonly Dictionary<string, (Session Session, int Commands)> sessions = [];
    readonly HashSet<string> done = [];
    /// <summary>Everything that a person could read.</summary>
    public List<string> Lines { get; } = [];

    public Lab(IEnumerable<Bundle> bundles)
    {
        Bundles = [.. bundles];
        var domain = (Hashtable)Bundles[0].Settings["Domain"]!;
        World = new() { Domain = ((string)domain["DnsName"]!, (string)domain["NetBiosName"]!) };
        World.With("dc|dc." + World.Domain.Dns, ("Domain", World.Domain.Dns));
        World.With("ad|CN=Schema,CN=Configuration," + World.Root, ("objectVersion", "88"), ("objectClass", "dMD"));
        foreach (var holder in new[] { World.Root, "CN=Partitions,CN=Configuration," + World.Root }) World.With("ad|" + holder, ("msDS-Behavior-Version", "7"), ("objectClass", "container"));
        foreach (var bundle in Bundles)
        {
            var machine = new FakeWindowsServer(World, bundle.Kind switch { "directory" => "ADMINWS", "client" => "CLIENT", _ => bundle.Target });
            Machines[bundle.Target] = machine;
            machine.Operator = prompt => Answer(bundle, machine, prompt);
            Furnish.Machine(machine, bundle.Kind);
            foreach (var step in bundle.Steps.Where(s => ((IDictionary)s["Parameters"]!).Count > 0)) Furnish.For(machine, (string)step["Step"]!, (Hashtable)step["Parameters"]!, standby: bundle.Has("F-05"));
        }
        // before a root key is made, the forest has none
        if (!Bundles.SelectMany(b => b.Steps).Any(s => (string)s["Step"]! == "D-01")) World.With("kds|00000000-0000-0000-0000-00000000000a", ("EffectiveTime", World.Now.AddYears(-1)), ("CreationTime", World.Now.AddYears(-1)));
    }

    string Answer(Bundle bundle, FakeWindowsServer machine, string prompt)
    {
        if (prompt.Contains(": press Enter"))
        {
            var id = prompt[..prompt.IndexOf(": press Enter", StringComparison.Ordinal)];
            var step = bundle.Steps.Single(s => (string)s["Id"]! == id);
            Deeds.Do(machine, bundle, (string)step["Step"]!, (Hashtable)step["Parameters"]!);
            return "";
        }
        var asked = prompt[(prompt.LastIndexOf("Type ", StringComparison.Ordinal) + 5)..];
        var own = bundle.Steps.SingleOrDefault(s => (string)s["Id"]! == asked);
        if (own is not null) Deeds.DoManual(machine, bundle, (string)own["Step"]!);
        // a person confirms what is true: an own manual step, or a step of another target that has been finished
        return own is not null || done.Contains(asked) ? asked : "";
    }

    /// <summary>Every step of every target, without the way back, in an order that respects what must come before what.</summary>
    public IReadOnlyList<(Bundle Bundle, string Id, Hashtable Step)> Order()
    {
        var all = Bundles.SelectMany(b => b.Steps.Where(s => !((string)s["Step"]!).StartsWith('R')).Select(s => (Bundle: b, Id: (string)s["Id"]!, Step: s))).ToDictionary(s => s.Id);
        var order = new List<(Bundle, string, Hashtable)>();
        var seen = new HashSet<string>();
        string[] windows = ["", "directory", "software", "conversion", "checks", "decommission"];
        while (order.Count < all.Count)
        {
            var next = all.Values.Where(s => !seen.Contains(s.Id) && ((IEnumerable)s.Step["After"]!).Cast<string>().All(a => seen.Contains(a) || !all.ContainsKey(a)))
                .OrderBy(s => Array.IndexOf(windows, (string)s.Step["Window"]!)).ThenBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault();
            if (next.Id is null) throw new InvalidOperationException("These wait for each other: " + string.Join(", ", all.Keys.Except(seen)));
            seen.Add(next.Id);
            order.Add(next);
        }
        return order;
    }

    public (int Code, IReadOnlyList<string> Lines) Run(Bundle bundle, string arguments)
    {
        var machine = Machines[bundle.Target];
        var commands = machine.Commands.Count();
        // newly installed tools are there for the next process
        if (sessions.TryGetValue(bundle.Target, out var open) && open.Commands != commands) Restart(bundle.Target);
        if (!sessions.TryGetValue(bundle.Target, out open)) sessions[bundle.Target] = open = (new Session(machine), commands);
        var outcome = bundle.Run(open.Session, arguments + " -AllowDemo -Confirm:$false");
        Lines.AddRange(outcome.Lines);
        return outcome;
    }

    /// <summary>Ends the process that a person works in; the next call begins a new one.</summary>
    public void Restart(string target)
    {
        if (sessions.Remove(target, out var open)) open.Session.Dispose();
    }

    /// <summary>Carries out one step as the runbook says, at a time when its window is open.</summary>
    public (int Code, IReadOnlyList<string> Lines) RunStep(Bundle bundle, string id, Hashtable step, string more = "")
    {
        var window = ((IEnumerable)bundle.Settings["Windows"]!).Cast<Hashtable>().FirstOrDefault(w => (string)w["Group"]! == (string)step["Window"]!);
        var opens = window is null ? World.Now : DateTime.Parse((string)window["NotBefore"]!, null, System.Globalization.DateTimeStyles.AdjustToUniversal).AddMinutes(5);
        if (World.Now < opens) World.Now = opens;
        if ((string)step["Step"]! == "D-02" && (string)((Hashtable)step["Parameters"]!)["LabShortcut"]! == "no" && World.All("kds|").Any()) World.Now = World.Now.AddHours(World.All("kds|").All(k => (DateTime)World.Get("kds|" + k, "CreationTime")! > World.Now.AddHours(-11)) ? 11 : 0);
        if ((string)step["Step"]! == "J-12") Deeds.RollPasswords(World);
        var result = Run(bundle, $"-Step '{id}' {more}");
        if (result.Code == 0 && more == "") done.Add(id);
        return result;
    }

    /// <summary>Takes a step back, as the runbook says.</summary>
    public (int Code, IReadOnlyList<string> Lines) UndoStep(Bundle bundle, string id) => Run(bundle, $"-Undo '{id}'");

    public void Dispose()
    {
        foreach (var target in sessions.Keys.ToList()) Restart(target);
        foreach (var machine in Machines.Values) machine.Dispose();
        foreach (var bundle in Bundles) bundle.Dispose();
    }
}

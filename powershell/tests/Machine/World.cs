using System.Collections;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>One change of the world's state: what tests assert on, and where they let it crash.</summary>
public sealed record Change(string Thing, string Property, object? Before, object? After)
{
    public override string ToString() => $"{Thing} {Property}: {World.Text(Before)} -> {World.Text(After)}";
}

/// <summary>
/// Everything that several machines share: the directory, and the things of each machine. A thing ("MIMSYNC|service:FIMService", "ad|CN=...")
/// has properties, so that snapshots, differences and crash points need no code per kind.
/// </summary>
public sealed class World
{
    readonly SortedDictionary<string, SortedDictionary<string, object?>> things = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, (SortedDictionary<string, SortedDictionary<string, object?>> Copy, int Sleeps)> late = new(StringComparer.OrdinalIgnoreCase);

    public List<Change> Changes { get; } = [];
    /// <summary>Called before each change; throwing here is a crash at that point.</summary>
    public Action<Change>? BeforeChange { get; set; }
    /// <summary>Called after each change; throwing here is a crash before anything else could be noted.</summary>
    public Action<Change>? AfterChange { get; set; }
    /// <summary>Nothing answers any more, also not to what a script tries in its catch blocks.</summary>
    public bool PowerIsOff { get; set; }
    /// <summary>The domain of everything here, and its short name.</summary>
    public (string Dns, string NetBios) Domain { get; init; } = ("contoso.com", "CONTOSO");
    public string Root => "DC=" + Domain.Dns.Replace(".", ",DC=");
    public DateTime Now { get; set; } = new(2026, 11, 28, 20, 0, 0, DateTimeKind.Utc);

    public bool Exists(string thing) => things.ContainsKey(thing);
    public object? Get(string thing, string property) => things.TryGetValue(thing, out var p) ? p.GetValueOrDefault(property) : null;
    public string[] List(string thing, string property) => Get(thing, property) switch { null => [], string s => [s], IEnumerable<string> l => [.. l], var o => [o.ToString()!] };
    public IReadOnlyDictionary<string, object?> Properties(string thing) => things[thing];
    public IEnumerable<string> All(string prefix) => things.Keys.Where(k => k.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(k => k[prefix.Length..]);

    /// <summary>Sets up: no change is counted.</summary>
    public World With(string thing, params (string Property, object? Value)[] properties)
    {
        if (!things.TryGetValue(thing, out var p)) things[thing] = p = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (property, value) in properties) p[property] = value;
        return this;
    }

    public void Set(string thing, string property, object? value)
    {
        var before = Get(thing, property);
        if (Exists(thing) && Text(before) == Text(value)) return;
        Count(new Change(thing, property, before, value), () => With(thing, (property, value)));
    }

    /// <summary>A new thing with all its properties is one change, as it is one call to Windows.</summary>
    public void Create(string thing, params (string Property, object? Value)[] properties)
    {
        Count(new Change(thing, "", null, string.Join(' ', properties.Select(p => p.Property + "=" + Text(p.Value)))), () => With(thing, properties));
    }

    public void Delete(string thing)
    {
        Count(new Change(thing, "", "there", null), () => things.Remove(thing));
    }

    void Count(Change change, Action apply)
    {
        BeforeChange?.Invoke(change);
        Changes.Add(change);
        apply();
        AfterChange?.Invoke(change);
    }

    /// <summary>From now on this domain controller answers as the directory is now, until somebody has slept a few times.</summary>
    public void Delay(string server, int sleeps) => late[server] = (Copy(), sleeps);

    public void Sleep(TimeSpan time)
    {
        Now += time;
        foreach (var (server, (copy, sleeps)) in late.ToList())
            if (sleeps <= 1) late.Remove(server); else late[server] = (copy, sleeps - 1);
    }

    /// <summary>What one server sees: the present, or the past where replication is late.</summary>
    public World SeenFrom(string server)
    {
        if (!late.TryGetValue(server, out var past)) return this;
        var world = new World { Now = Now, Domain = Domain };
        foreach (var (thing, properties) in past.Copy) world.With(thing, [.. properties.Select(p => (p.Key, p.Value))]);
        return world;
    }

    SortedDictionary<string, SortedDictionary<string, object?>> Copy()
    {
        var copy = new SortedDictionary<string, SortedDictionary<string, object?>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (thing, properties) in things) copy[thing] = new(properties, StringComparer.OrdinalIgnoreCase);
        return copy;
    }

    /// <summary>The whole state as text: two equal worlds have equal snapshots. The runner's own folder is not part of it.</summary>
    public string Snapshot() => string.Join('\n', things.Where(t => !t.Key.Contains(@"\ProgramData\MimGmsa", StringComparison.OrdinalIgnoreCase))
        .SelectMany(t => t.Value.Where(p => Text(p.Value) != "").Select(p => $"{t.Key} {p.Key} = {Text(p.Value)}").Prepend(t.Key)));

    public static string Text(object? value) => value is IEnumerable list and not string ? string.Join(", ", list.Cast<object>().Select(o => o.ToString()).Order(StringComparer.OrdinalIgnoreCase)) : value?.ToString() ?? "";
}

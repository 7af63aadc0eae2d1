using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;
using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>One machine with one bundle, inside the window of the conversion: for tests that look at one thing.</summary>
public abstract class Bench : IDisposable
{
    protected const string Sync = "FIMSynchronizationService";
    protected World World { get; } = new() { Now = new(2026, 11, 29, 21, 0, 0, DateTimeKind.Utc) };
    protected FakeWindowsServer Machine { get; }
    protected Bundle Bundle { get; private set; }
    Session session;

    protected Bench(string name, Hashtable settings)
    {
        World.With("dc|dc.contoso.com", ("Domain", "contoso.com"));
        Machine = new FakeWindowsServer(World, name).WithService(Sync, @"CONTOSO\svcMIMSync");
        Bundle = Bundle.Of(settings);
        session = new Session(Machine);
    }

    /// <summary>Another plan on the same machine; what earlier runs left in the state folder stays.</summary>
    protected void Use(Hashtable settings)
    {
        Bundle.Dispose();
        Bundle = Bundle.Of(settings);
    }

    /// <summary>A new process, as after a reboot or a sign-out.</summary>
    protected void Restart()
    {
        session.Dispose();
        session = new Session(Machine);
    }

    /// <summary>As App Control does with scripts that nobody trusts.</summary>
    protected void Constrain() => session.Constrain();

    protected (int Code, string Text) Run(string arguments, bool demo = true)
    {
        var (code, lines) = Bundle.Run(session, arguments + (demo ? " -AllowDemo" : "") + " -Confirm:$false");
        return (code, string.Join('\n', lines));
    }

    /// <summary>Runs without saying yes beforehand; the session has no screen to ask on, so the question itself is an error.</summary>
    protected int RunAsking(string arguments) => Bundle.Run(session, arguments + " -AllowDemo").Code;

    protected string Ends(int code, string arguments)
    {
        var (actual, text) = Run(arguments);
        Assert.True(code == actual, $"{arguments} ended with {actual}:\n{text}");
        return text;
    }

    /// <summary>Says no with these words, and the world is as it was.</summary>
    protected void Refused(int code, string words, string arguments, bool demo = true)
    {
        var (before, changes) = (World.Snapshot(), World.Changes.Count);
        var (actual, text) = Run(arguments, demo);
        Assert.Contains(words, text);
        Assert.Equal(code, actual);
        Assert.Equal(before, World.Snapshot());
        Assert.Equal(changes, World.Changes.Count);
    }

    /// <summary>Stop Sync, give it its account in Setup, switch schedules on; and the way back.</summary>
    protected static Hashtable SyncPlan(params string[] after) => OwnPlan.Settings("MIMSYNC", "mim",
        OwnPlan.Auto("F-01@MIMSYNC", "conversion", after, Table(("Service", Sync))),
        OwnPlan.Hand("F-02@MIMSYNC", "conversion", ["F-01@MIMSYNC"], OwnPlan.Identity(Sync, OwnPlan.SyncAccount)),
        OwnPlan.Step("F-07@MIMSYNC", "manual", true, "conversion", ["F-02@MIMSYNC"]),
        OwnPlan.Step("R-01@MIMSYNC", "manual", true, "", []));

    /// <summary>What Setup does; whether the host may fetch the password is no question here.</summary>
    protected void Setup()
    {
        Machine.With("service:" + Sync, ("StartName", OwnPlan.SyncAccount), ("State", "Running"));
        Machine.With(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + Sync, ("ServiceAccountManaged", 1));
    }

    protected object? State => Machine.Get("service:" + Sync, "State");

    /// <summary>A person who confirms whatever is asked by typing it.</summary>
    protected static string Confirm(string prompt) => prompt[(prompt.LastIndexOf(' ') + 1)..];

    protected string[] Values(string name, string attribute) => World.List("ad|" + Named(name), attribute);
    protected string Named(string sam) => World.All("ad|").Single(n => string.Equals(World.Get("ad|" + n, "sAMAccountName") as string, sam, StringComparison.OrdinalIgnoreCase));

    public virtual void Dispose() { session.Dispose(); Machine.Dispose(); Bundle.Dispose(); GC.SuppressFinalize(this); }
}

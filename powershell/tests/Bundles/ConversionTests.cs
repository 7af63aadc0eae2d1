using System.Collections;
using System.Collections.Concurrent;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>The whole conversion, target by target, in one world.</summary>
public abstract class ConversionTests
{
    protected abstract Lab Open();

    sealed record Calm(Lab Lab, string Before, string After, int Changes);
    static readonly ConcurrentDictionary<Type, Lazy<Calm>> Converted = new();
    static readonly ConcurrentDictionary<Type, Lazy<string>> TakenBack = new();

    /// <summary>One undisturbed conversion, which several tests look at.</summary>
    Calm Conversion() => Converted.GetOrAdd(GetType(), _ => new(() =>
    {
        var lab = Open();
        var before = lab.World.Snapshot();
        foreach (var (bundle, id, step) in lab.Order()) Assure(lab.RunStep(bundle, id, step), id);
        return new(lab, before, lab.World.Snapshot(), lab.World.Changes.Count);
    })).Value;

    static void Assure((int Code, IReadOnlyList<string> Lines) outcome, string what) => Assert.True(outcome.Code == 0, $"{what} ended with {outcome.Code}:\n{string.Join('\n', outcome.Lines)}");

    [Fact]
    public void The_first_run_converges_and_a_second_one_changes_nothing()
    {
        var (lab, before, after, changes) = Conversion();
        Assert.NotEqual(before, after);
        Assert.NotEqual(0, changes);
        foreach (var machine in lab.Machines.Values)
            foreach (var service in machine.All("service"))
            {
                Assert.EndsWith("$", (string)machine.Get("service:" + service, "StartName")!);
                Assert.Equal("Running", machine.Get("service:" + service, "State"));
                Assert.Equal(1, machine.Get(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + service, "ServiceAccountManaged"));
            }
        lab.World.Changes.Clear();
        foreach (var bundle in lab.Bundles)
        {
            var again = lab.Run(bundle, "-Resume");
            Assure(again, bundle.Target);
            Assert.All(again.Lines.Where(l => l.Contains('@')), l => Assert.StartsWith("AlreadyOk", l));
            Assure(lab.Run(bundle, "-Verify " + string.Join(',', lab.Order().Where(s => s.Bundle == bundle).Select(s => $"'{s.Id}'"))), bundle.Target);
        }
        Assert.Empty(lab.World.Changes);
        Assert.Equal(after, lab.World.Snapshot());
    }

    [Fact]
    public void Every_result_is_a_whole_chain_that_names_the_bundle()
    {
        var lab = Conversion().Lab;
        foreach (var bundle in lab.Bundles)
        {
            var results = bundle.Results(lab.Machines[bundle.Target]).ToList();
            Assert.NotEmpty(results);
            foreach (var result in results)
            {
                Assert.Equal("mim-gmsa/result/1", result["type"]);
                Assert.Equal(Bundle.Sha256(File.ReadAllBytes(Path.Combine(bundle.Folder, "manifest.json"))), result["bundle"]!["manifestSha256"]);
                Assert.NotEqual(JTokenType.Null, result["finishedAt"]!.Type);
                var head = (JObject)result.DeepClone();
                foreach (var late in new[] { "steps", "chain", "finishedAt" }) head.Remove(late);
                var chain = Jcs.Digest(head);
                foreach (var step in (JArray)result["steps"]!)
                {
                    Assert.Equal(chain, step["previous"]);
                    Assert.Equal(Bundle.Sha256(File.ReadAllBytes(Path.Combine(bundle.Folder, "Start-Runbook.ps1"))), step["scriptSha256"]);
                    chain = Jcs.Digest(step);
                }
                Assert.Equal(chain, result["chain"]);
            }
            Assert.Equal(bundle.Steps.Select(s => (string)s["Id"]!).Where(i => !i.StartsWith('R')).Order(), results.SelectMany(r => r["steps"]!).Select(s => (string)s["id"]!).Distinct().Order());
        }
    }

    [Fact]
    public void No_secret_is_in_any_record_or_on_the_screen()
    {
        var lab = Conversion().Lab;
        var records = lab.Machines.Values.SelectMany(m => Directory.GetFiles(m.FileAt(@"C:\ProgramData"), "*", SearchOption.AllDirectories)).ToList();
        Assert.NotEmpty(records);
        Assert.All(records, r => Assert.DoesNotContain(Lab.Secret, File.ReadAllText(r)));
        Assert.All(lab.Lines, l => Assert.DoesNotContain(Lab.Secret, l));
    }

    public enum Crash { CommandFails, PowerCutBefore, PowerCutAfter }

    /// <summary>The first attempt at every change fails, on the way there and on the way back.</summary>
    [Theory, InlineData(Crash.CommandFails), InlineData(Crash.PowerCutBefore), InlineData(Crash.PowerCutAfter)]
    public void A_crash_at_each_change_followed_by_another_run_ends_in_the_same_state(Crash kind)
    {
        var calm = Conversion();
        using var lab = Open();
        var crashed = new HashSet<string>();
        void Fail(Change change)
        {
            if (!crashed.Add(change.ToString())) return;
            lab.World.PowerIsOff = kind != Crash.CommandFails;
            throw new InvalidOperationException("crash at " + change);
        }
        if (kind == Crash.PowerCutAfter) lab.World.AfterChange = Fail; else lab.World.BeforeChange = Fail;
        void Insist(string target, string what, Func<(int Code, IReadOnlyList<string> Lines)> act)
        {
            var outcome = act();
            for (var tries = 0; outcome.Code != 0 && tries < 60; tries++)
            {
                if (kind == Crash.PowerCutAfter && crashed.Count % 5 == 0) lab.Restart(target); // a new process must know as much as the old one
                lab.World.PowerIsOff = false;
                outcome = act();
            }
            Assure(outcome, what);
        }
        foreach (var (bundle, id, step) in lab.Order()) Insist(bundle.Target, id, () => lab.RunStep(bundle, id, step));
        Assert.True(crashed.Count >= calm.Changes, $"{crashed.Count} crashes, {calm.Changes} changes");
        Assert.Equal(calm.After, lab.World.Snapshot());
        crashed.Clear();
        foreach (var (bundle, id, _) in Undoable(lab)) Insist(bundle.Target, "Undo of " + id, () => lab.UndoStep(bundle, id));
        Assert.NotEmpty(crashed);
        Assert.Equal(WayBack(), lab.World.Snapshot());
    }

    [Fact]
    public void A_rehearsal_before_every_step_changes_nothing_and_undo_brings_back_what_was_before() => Assert.NotEqual(Conversion().After, WayBack());

    /// <summary>Rehearses and runs every step, then undoes each and compares what it had changed with what was there before. Returns the end.</summary>
    string WayBack() => TakenBack.GetOrAdd(GetType(), _ => new(() =>
    {
        using var lab = Open();
        var done = new Dictionary<string, IReadOnlyList<Change>>();
        foreach (var (bundle, id, step) in lab.Order())
        {
            if ((string)step["Step"]! == "J-12") Deeds.RollPasswords(lab.World);
            var (before, files) = (lab.World.Snapshot(), Files(lab));
            var rehearsal = lab.RunStep(bundle, id, step, "-WhatIf");
            if ((string)step["Changes"]! == "yes") Assure(rehearsal, id + " -WhatIf");
            Assert.Equal(before, lab.World.Snapshot());
            Assert.Equal(files, Files(lab));
            lab.World.Changes.Clear();
            Assure(lab.RunStep(bundle, id, step), id);
            done[id] = [.. lab.World.Changes];
        }
        foreach (var (bundle, id, _) in Undoable(lab))
        {
            var undone = lab.UndoStep(bundle, id);
            Assure(undone, "Undo of " + id);
            if (undone.Lines.Any(l => l.Contains("nothing to undo"))) continue;
            foreach (var first in done[id].Where(c => !c.Thing.EndsWith("|computer", StringComparison.Ordinal)).GroupBy(c => (c.Thing, c.Property)).Select(g => g.First()))
                Assert.Equal($"{id}: {first.Thing} {first.Property} = {World.Text(first.Before)}", $"{id}: {first.Thing} {first.Property} = {World.Text(lab.World.Get(first.Thing, first.Property))}");
            lab.World.Changes.Clear();
            Assure(lab.UndoStep(bundle, id), "second undo of " + id);
            Assert.Empty(lab.World.Changes);
        }
        return lab.World.Snapshot();
    })).Value;

    /// <summary>What the runner does itself and can take back, last first.</summary>
    static IEnumerable<(Bundle Bundle, string Id, Hashtable Step)> Undoable(Lab lab) =>
        lab.Order().Reverse().Where(s => (string)s.Step["Automation"]! == "automated" && (string)s.Step["Changes"]! == "yes" && (string)s.Step["Step"]! != "D-01");

    static string Files(Lab lab) => string.Join('\n', lab.Machines.Values.SelectMany(m => Directory.GetFileSystemEntries(m.Disk, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal));
}

/// <summary>Our own plan, which has every code that the runner knows.</summary>
public class OwnPlanTests : ConversionTests
{
    protected override Lab Open() => new(OwnPlan.All.Select(Bundle.Of));
}

/// <summary>The bundles of the Contoso sample as the generator wrote them.</summary>
public class ContosoTests : ConversionTests
{
    protected override Lab Open() => new(Places.Generated("contoso").Select(Bundle.Generated));
}

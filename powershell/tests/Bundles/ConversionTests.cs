using System.Collections;
using System.Collections.Concurrent;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>The whole conversion, target by target, in one world; there and back, undisturbed and with a crash at every change.</summary>
public abstract class ConversionTests(Xunit.Abstractions.ITestOutputHelper output)
{
    protected abstract Lab Open();

    /// <summary>What one undisturbed conversion showed: each step rehearsed and run, all of it run and verified again, then taken back.</summary>
    sealed record Story(string Before, string After, string Back, int Changes, IReadOnlyList<string> Rehearsed, IReadOnlyList<Change> SecondRun, IReadOnlyList<string> Records, IReadOnlyList<string> Lines);
    static readonly ConcurrentDictionary<Type, Lazy<Story>> Told = new();
    Story Tell() => Told.GetOrAdd(GetType(), _ => new(Play)).Value;

    static void Assure((int Code, IReadOnlyList<string> Lines) outcome, string what) => Assert.True(outcome.Code == 0, $"{what} ended with {outcome.Code}:\n{string.Join('\n', outcome.Lines)}");

    Story Play()
    {
        using var lab = Open();
        var before = lab.World.Snapshot();
        var steps = new Dictionary<string, IReadOnlyList<Change>>();
        var rehearsed = new List<string>();
        foreach (var (bundle, id, step) in lab.Order())
        {
            if ((string)step["Step"]! == "J-12") Deeds.RollPasswords(lab.World);
            var (state, files) = (lab.World.Snapshot(), Files(lab));
            var rehearsal = lab.RunStep(bundle, id, step, "-WhatIf");
            if ((string)step["Changes"]! == "yes") Assure(rehearsal, id + " -WhatIf");
            if (state != lab.World.Snapshot() || files != Files(lab)) rehearsed.Add(id);
            lab.World.Changes.Clear();
            Assure(lab.RunStep(bundle, id, step), id);
            steps[id] = [.. lab.World.Changes];
        }
        var after = lab.World.Snapshot();
        AssertConverted(lab);
        foreach (var bundle in lab.Bundles) AssertResults(bundle, [.. bundle.Results(lab.Machines[bundle.Target])]);
        lab.World.Changes.Clear();
        foreach (var bundle in lab.Bundles)
        {
            var again = lab.Run(bundle, "-Resume");
            Assure(again, bundle.Target);
            Assert.All(again.Lines.Where(l => l.Contains('@')), l => Assert.StartsWith("AlreadyOk", l));
            Assure(lab.Run(bundle, "-Verify " + string.Join(',', lab.Order().Where(s => s.Bundle == bundle).Select(s => $"'{s.Id}'"))), bundle.Target);
        }
        IReadOnlyList<Change> second = [.. lab.World.Changes];
        foreach (var (bundle, id, step) in Rollbacks(lab))
        {
            Assure(lab.RunStep(bundle, id, step), id);
            Assure(lab.Run(bundle, $"-Verify '{id}'"), id);
        }
        foreach (var (bundle, id, _) in Undoable(lab)) TakeBack(lab, bundle, id, steps[id]);
        var records = lab.Machines.Values.SelectMany(m => Directory.GetFiles(m.FileAt(@"C:\ProgramData"), "*", SearchOption.AllDirectories)).Select(File.ReadAllText).ToList();
        return new(before, after, lab.World.Snapshot(), steps.Values.Sum(s => s.Count), rehearsed, second, records, lab.Lines);
    }

    static void AssertConverted(Lab lab)
    {
        var converted = 0;
        foreach (var bundle in lab.Bundles)
        {
            var machine = lab.Machines[bundle.Target];
            foreach (var (service, account) in bundle.Rows("A-01", "Services").Select(r => ((string)r["Name"]!, (string)r["NewAccount"]!)))
            {
                converted++;
                Assert.EndsWith("$", account);
                Assert.Equal(account, machine.Get("service:" + service, "StartName"));
                Assert.Equal(bundle.Has("F-05") ? "Stopped" : "Running", machine.Get("service:" + service, "State")); // a standby rests
                Assert.Equal(1, machine.Get(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + service, "ServiceAccountManaged"));
            }
            foreach (var row in bundle.Rows("A-03", "Sites")) Assert.Equal(row["NewAccount"], machine.Get("pool:Pool" + (string)row["Component"]!, "userName"));
        }
        Assert.Equal(lab.Machines.Values.Sum(m => m.All("service").Count()), converted);
        Assert.True(converted > 1);
    }

    /// <summary>Every result is a whole chain that names the bundle and the script, and together they tell of every step.</summary>
    static void AssertResults(Bundle bundle, IReadOnlyList<JObject> results)
    {
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

    /// <summary>Undoes a step and compares all that it had changed with what was there before; a second undo changes nothing.</summary>
    static void TakeBack(Lab lab, Bundle bundle, string id, IReadOnlyList<Change> done)
    {
        var undone = lab.UndoStep(bundle, id);
        Assure(undone, "Undo of " + id);
        if (undone.Lines.Any(l => l.Contains("nothing to undo"))) return;
        // tickets that were renewed stay renewed
        foreach (var first in done.Where(c => !c.Thing.EndsWith("|computer", StringComparison.Ordinal)).GroupBy(c => (c.Thing, c.Property)).Select(g => g.First()))
            Assert.Equal($"{id}: {first.Thing} {first.Property} = {World.Text(first.Before)}", $"{id}: {first.Thing} {first.Property} = {World.Text(lab.World.Get(first.Thing, first.Property))}");
        lab.World.Changes.Clear();
        Assure(lab.UndoStep(bundle, id), "second undo of " + id);
        Assert.Empty(lab.World.Changes);
    }

    [Fact] public void The_first_run_converges() => Assert.NotEqual(Tell().Before, Tell().After);
    [Fact] public void A_second_run_changes_nothing() => Assert.Empty(Tell().SecondRun);
    [Fact] public void A_rehearsal_leaves_the_world_and_the_disk_as_they_were() => Assert.Empty(Tell().Rehearsed);
    [Fact] public void Undo_brings_back_what_was_before() => Assert.NotEqual(Tell().After, Tell().Back);
    [Fact] public void The_rollback_ends_where_the_conversion_began() => Assert.Equal(Kept(Tell().Before), Kept(Tell().Back));

    /// <summary>
    /// What a rollback is about. A root key is never deleted, backups stay, tickets stay renewed, and the logon right of E-01 is a person's, who
    /// takes it back by hand.
    /// </summary>
    static string Kept(string snapshot) => string.Join('\n', snapshot.Split('\n').Where(l => !System.Text.RegularExpressions.Regex.IsMatch(l, @"^kds\||\|(copy|export|backup|webbackup):|\|computer|\|right:SeServiceLogonRight")));

    /// <summary>The steps of phase R that give services and sites their old accounts; R-04 restores databases.</summary>
    static IEnumerable<(Bundle Bundle, string Id, Hashtable Step)> Rollbacks(Lab lab) =>
        lab.Bundles.SelectMany(b => b.Steps.Where(s => (string)s["Step"]! is "R-01" or "R-02" or "R-03" && (string)s["Automation"]! == "verified").Select(s => (b, (string)s["Id"]!, s)));

    [Fact]
    public void No_secret_is_in_any_record_or_on_the_screen()
    {
        Assert.NotEmpty(Tell().Records);
        Assert.All(Tell().Records.Concat(Tell().Lines), text => Assert.DoesNotContain(Lab.Secret, text));
    }

    [Fact]
    public void The_whole_runbook_can_be_rehearsed_at_once()
    {
        using var lab = Open();
        var (before, files) = (lab.World.Snapshot(), Files(lab));
        foreach (var bundle in lab.Bundles)
        {
            var (_, lines) = lab.Run(bundle, "-Resume -WhatIf");
            foreach (var id in lab.Order().Where(s => s.Bundle == bundle).Select(s => s.Id))
                Assert.Contains(lines, l => System.Text.RegularExpressions.Regex.IsMatch(l, @"^(AlreadyOk|WouldChange|Failed) +" + System.Text.RegularExpressions.Regex.Escape(id) + " "));
        }
        Assert.Equal(before, lab.World.Snapshot());
        Assert.Equal(files, Files(lab));
    }

    public enum Crash { CommandFails, PowerCutBefore, PowerCutAfter }

    /// <summary>The first attempt at every change fails, on the way there and on the way back; another run ends in the same state.</summary>
    /// <param name="kind">How it fails.</param>
    protected void Survives(Crash kind)
    {
        var calm = Tell();
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
        var forward = crashed.Count;
        crashed.Clear();
        foreach (var (bundle, id, step) in Rollbacks(lab)) Insist(bundle.Target, id, () => lab.RunStep(bundle, id, step));
        foreach (var (bundle, id, _) in Undoable(lab)) Insist(bundle.Target, "Undo of " + id, () => lab.UndoStep(bundle, id));
        Assert.NotEmpty(crashed);
        Assert.Equal(calm.Back, lab.World.Snapshot());
        output.WriteLine($"{GetType().Name}, {kind}: {forward} crashes on the way there, {crashed.Count} on the way back");
    }

    /// <summary>What the runner does itself and can take back, last first.</summary>
    static IEnumerable<(Bundle Bundle, string Id, Hashtable Step)> Undoable(Lab lab) =>
        lab.Order().Reverse().Where(s => (string)s.Step["Automation"]! == "automated" && (string)s.Step["Changes"]! == "yes" && (string)s.Step["Step"]! != "D-01");

    static string Files(Lab lab) => string.Join('\n', lab.Machines.Values.SelectMany(m => Directory.GetFileSystemEntries(m.Disk, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal));
}

/// <summary>Our own plan, which has every code that the runner knows.</summary>
public class OwnPlanTests(Xunit.Abstractions.ITestOutputHelper output) : ConversionTests(output)
{
    protected override Lab Open() => new(OwnPlan.All.Select(Bundle.Of));
    [Fact] public void It_survives_a_command_that_fails_at_each_change() => Survives(Crash.CommandFails);
}

/// <summary>The bundles of the Contoso sample as the generator wrote them.</summary>
public class ContosoTests(Xunit.Abstractions.ITestOutputHelper output) : ConversionTests(output)
{
    protected override Lab Open() => new(Places.Generated("contoso").Select(Bundle.Generated));
    [Fact] public void It_survives_a_power_cut_before_each_change() => Survives(Crash.PowerCutBefore);
    [Fact] public void It_survives_a_power_cut_after_each_change() => Survives(Crash.PowerCutAfter);
}

/// <summary>Contoso with mail by an Exchange Server.</summary>
public class ContosoExchangeTests(Xunit.Abstractions.ITestOutputHelper output) : ConversionTests(output)
{
    protected override Lab Open() => new(Places.Generated("contoso-exchange").Select(Bundle.Generated));
}

/// <summary>A pool of two services, a standby of Sync, an availability group, password portals of their own.</summary>
public class FabrikamTests(Xunit.Abstractions.ITestOutputHelper output) : ConversionTests(output)
{
    protected override Lab Open() => new(Places.Generated("fabrikam").Select(Bundle.Generated));
    // all of it takes minutes, so the tests of every day take each fifth change, before and after it
    [Fact] public void It_survives_a_power_cut_before_changes() => Survives(Crash.PowerCutBefore);
}

/// <summary>A bastion of Privileged Access Management: three services and a site on one server.</summary>
public class PrivPamTests(Xunit.Abstractions.ITestOutputHelper output) : ConversionTests(output)
{
    protected override Lab Open() => new(Places.Generated("priv-pam").Select(Bundle.Generated));
    [Fact] public void It_survives_a_power_cut_after_each_change() => Survives(Crash.PowerCutAfter);
}

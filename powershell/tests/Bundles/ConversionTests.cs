using System.Collections.Concurrent;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>The whole conversion, target by target, in one world.</summary>
public abstract class ConversionTests
{
    protected abstract Lab Open();

    static readonly ConcurrentDictionary<Type, Lazy<(Lab Lab, string Before, string After, int Changes)>> Calm = new();

    /// <summary>One undisturbed conversion, which several tests look at.</summary>
    (Lab Lab, string Before, string After, int Changes) Converted() => Calm.GetOrAdd(GetType(), _ => new(() =>
    {
        var lab = Open();
        var before = lab.World.Snapshot();
        lab.Convert();
        return (lab, before, lab.World.Snapshot(), lab.World.Changes.Count);
    })).Value;

    static void Assure((int Code, IReadOnlyList<string> Lines) outcome, string what) => Assert.True(outcome.Code == 0, $"{what} ended with {outcome.Code}:\n{string.Join('\n', outcome.Lines)}");

    [Fact]
    public void The_first_run_converges_and_a_second_one_changes_nothing()
    {
        var (lab, before, after, changes) = Converted();
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
            Assure(lab.Run(bundle, "-Verify"), bundle.Target);
        }
        Assert.Empty(lab.World.Changes);
        Assert.Equal(after, lab.World.Snapshot());
    }

    [Fact]
    public void Every_result_is_a_whole_chain_that_names_the_bundle()
    {
        var lab = Converted().Lab;
        foreach (var bundle in lab.Bundles)
        {
            var results = bundle.Results(lab.Machines[bundle.Target]).ToList();
            Assert.NotEmpty(results);
            foreach (var result in results)
            {
                Assert.Equal("mim-gmsa/result/1", result["type"]);
                Assert.Equal(Bundle.Sha256(File.ReadAllBytes(Path.Combine(bundle.Folder, "manifest.json"))), result["bundle"]!["manifestSha256"]);
                var head = (JObject)result.DeepClone();
                foreach (var late in new[] { "steps", "chain", "finishedAt" }) head.Remove(late);
                var chain = Jcs.Digest(head);
                foreach (var step in (JArray)result["steps"]!)
                {
                    Assert.Equal(chain, step["previous"]);
                    chain = Jcs.Digest(step);
                }
                Assert.Equal(chain, result["chain"]);
            }
        }
    }

    [Fact]
    public void A_crash_before_each_change_followed_by_another_run_ends_in_the_same_state()
    {
        var calm = Converted();
        using var lab = Open();
        var crashed = new HashSet<string>();
        lab.World.BeforeChange = change => { if (crashed.Add(change.ToString())) throw new InvalidOperationException("power cut before " + change); };
        foreach (var (bundle, id, step) in lab.Order())
        {
            var outcome = lab.RunStep(bundle, id, step);
            for (var tries = 0; outcome.Code != 0 && tries < 60; tries++) outcome = lab.RunStep(bundle, id, step);
            Assure(outcome, id);
        }
        Assert.True(crashed.Count >= calm.Changes, $"{crashed.Count} crashes, {calm.Changes} changes");
        Assert.Equal(calm.After, lab.World.Snapshot());
    }

    [Fact]
    public void A_rehearsal_before_every_step_changes_nothing_and_undo_brings_back_what_the_runner_changed()
    {
        using var lab = Open();
        var original = Runner(lab);
        foreach (var (bundle, id, step) in lab.Order())
        {
            if ((string)step["Step"]! == "J-12") Deeds.RollPasswords(lab.World);
            var (before, files) = (lab.World.Snapshot(), Files(lab));
            var rehearsal = lab.RunStep(bundle, id, step, "-WhatIf");
            if ((string)step["Changes"]! == "yes") Assure(rehearsal, id + " -WhatIf");
            Assert.Equal(before, lab.World.Snapshot());
            Assert.Equal(files, Files(lab));
            Assure(lab.RunStep(bundle, id, step), id);
        }
        Assert.NotEqual(original, Runner(lab));
        foreach (var (bundle, id, step) in lab.Order().Reverse().Where(s => (string)s.Step["Automation"]! == "automated" && (string)s.Step["Step"]! != "D-01"))
            Assure(lab.Run(bundle, $"-Undo '{id}'"), "Undo of " + id);
        Assert.Equal(original, Runner(lab));
    }

    static string Files(Lab lab) => string.Join('\n', lab.Machines.Values.SelectMany(m => Directory.GetFileSystemEntries(m.Disk, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal));

    /// <summary>What the runner itself changes and can take back: the directory, logins, access to folders, features. Not what Setup did.</summary>
    static string[] Runner(Lab lab) => [.. lab.World.Snapshot().Split('\n').Where(l => l.StartsWith("ad|", StringComparison.Ordinal) || l.Contains("|login:") || l.Contains("|user:") || l.Contains("|feature:") && l.EndsWith("= True", StringComparison.Ordinal) || l.Contains("|acl:") && l.Contains(";S-1-5-21"))];
}

/// <summary>Our own plan, which has every code that the runner knows.</summary>
public class OwnPlanTests : ConversionTests
{
    protected override Lab Open() => new(OwnPlan.All.Select(Bundle.Of));
}

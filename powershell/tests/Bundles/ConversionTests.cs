using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>The whole conversion, target by target, in one world: our own plan with every step, and what the generator wrote.</summary>
public class ConversionTests
{
    static Lab Open(string plan) => new(plan == "own" ? OwnPlan.All.Select(Bundle.Of) : Directory.GetDirectories(Path.Combine(Places.Samples!, "bundles", plan)).Order(StringComparer.Ordinal).Select(Bundle.Generated));

    public static TheoryData<string> Plans => Places.Samples is null ? ["own"] : ["own", .. Directory.GetDirectories(Path.Combine(Places.Samples, "bundles")).Select(d => Path.GetFileName(d)!)];

    static void ServicesRunAsPlanned(Lab lab)
    {
        foreach (var machine in lab.Machines.Values)
            foreach (var service in machine.All("service"))
            {
                Assert.EndsWith("$", (string)machine.Get("service:" + service, "StartName")!);
                Assert.Equal("Running", machine.Get("service:" + service, "State"));
                Assert.Equal(1, machine.Get(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + service, "ServiceAccountManaged"));
            }
    }

    [Theory, MemberData(nameof(Plans))]
    public void The_first_run_converges_and_a_second_one_changes_nothing(string plan)
    {
        using var lab = Open(plan);
        lab.Convert();
        ServicesRunAsPlanned(lab);
        var after = lab.World.Snapshot();
        lab.World.Changes.Clear();
        foreach (var bundle in lab.Bundles)
        {
            var (code, lines) = lab.Run(bundle, "-Resume");
            Assert.True(code == 0, string.Join('\n', lines));
            Assert.All(lines.Where(l => l.Contains('@')), l => Assert.StartsWith("AlreadyOk", l));
            (code, lines) = lab.Run(bundle, "-Verify");
            Assert.True(code == 0, string.Join('\n', lines));
        }
        Assert.Empty(lab.World.Changes);
        Assert.Equal(after, lab.World.Snapshot());
    }

    [Theory, MemberData(nameof(Plans))]
    public void A_rehearsal_before_every_step_changes_nothing(string plan)
    {
        using var lab = Open(plan);
        foreach (var (bundle, id, step) in lab.Order())
        {
            if ((string)step["Step"]! == "J-12") Deeds.RollPasswords(lab.World);
            var (before, files) = (lab.World.Snapshot(), Files(lab));
            var (code, lines) = lab.RunStep(bundle, id, step, "-WhatIf");
            Assert.True(code == 0 || (string)step["Changes"]! == "no" || (string)step["Step"]! == "D-05", $"{id} ended with {code}:\n{string.Join('\n', lines)}");
            Assert.Equal(before, lab.World.Snapshot());
            Assert.Equal(files, Files(lab));
            (code, lines) = lab.RunStep(bundle, id, step);
            Assert.True(code == 0, $"{id} ended with {code}:\n{string.Join('\n', lines)}");
        }
    }

    static string Files(Lab lab) => string.Join('\n', lab.Machines.Values.SelectMany(m => Directory.GetFileSystemEntries(m.Disk, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Plans))]
    public void A_crash_before_each_change_followed_by_another_run_ends_in_the_same_state(string plan)
    {
        using var calm = Open(plan);
        calm.Convert();
        using var lab = Open(plan);
        var crashed = new HashSet<string>();
        lab.World.BeforeChange = change => { if (crashed.Add(change.ToString())) throw new InvalidOperationException("power cut before " + change); };
        foreach (var (bundle, id, step) in lab.Order())
        {
            var (code, lines) = lab.RunStep(bundle, id, step);
            for (var tries = 0; code != 0 && tries < 60; tries++) (code, lines) = lab.RunStep(bundle, id, step);
            Assert.True(code == 0, $"{id} ended with {code}:\n{string.Join('\n', lines)}");
        }
        Assert.True(crashed.Count >= calm.World.Changes.Count);
        Assert.Equal(calm.World.Snapshot(), lab.World.Snapshot());
    }

    [Theory, MemberData(nameof(Plans))]
    public void Undo_in_reverse_brings_the_directory_the_database_and_the_folders_back(string plan)
    {
        using var lab = Open(plan);
        string[] Own() => [.. lab.World.Snapshot().Split('\n').Where(l => l.StartsWith("ad|", StringComparison.Ordinal) || l.Contains("|login:") || l.Contains("|user:") || l.Contains("|acl:") || l.Contains("|feature:") || l.Contains("|installed:"))
            .Where(l => !l.EndsWith("Installed = False", StringComparison.Ordinal) && !l.EndsWith("feature:RSAT-AD-PowerShell", StringComparison.Ordinal) && !l.Contains("|installed:") && !l.Contains("|acl:") || l.Contains("|acl:") && l.Contains("gmsa"))];
        var before = Own();
        lab.Convert();
        Assert.NotEqual(before, Own());
        foreach (var (bundle, id, step) in lab.Order().Reverse().Where(s => (string)s.Step["Automation"]! == "automated" && (string)s.Step["Step"]! != "D-01"))
        {
            var (code, lines) = lab.Run(bundle, $"-Undo '{id}'");
            Assert.True(code == 0, $"{id} ended with {code}:\n{string.Join('\n', lines)}");
        }
        Assert.Equal(before, Own());
    }

    [Theory, MemberData(nameof(Plans))]
    public void Every_result_is_a_whole_chain_without_a_secret(string plan)
    {
        using var lab = Open(plan);
        lab.Convert();
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
                    Assert.Contains((string)step["state"]!, new[] { "AlreadyOk", "Changed", "Manual" });
                }
                Assert.Equal(chain, result["chain"]);
            }
        }
    }
}

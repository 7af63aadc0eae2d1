using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Verify;

/// <summary>Test-MimGmsaBundle.ps1 with bundles that the TypeScript code signed, and with mutations of them.</summary>
public sealed class VerifierTests : IDisposable
{
    const string Root = @"C:\ProgramData\MimGmsa";
    static readonly string Samples = Path.Combine(Places.Samples, "verify");
    static readonly JObject Cases = JObject.Parse(File.ReadAllText(Path.Combine(Samples, "cases.json")));
    static readonly JObject Production = JObject.Parse(File.ReadAllText(Path.Combine(Samples, "production", "cases.json")));
    static string Pin => (string)Cases["certificateSha256"]!;
    static string FirstPin => (string)Production["pins"]!["first"]!;
    static string SecondPin => (string)Production["pins"]!["second"]!;
    readonly FakeWindowsServer machine = new(new World(), "MIMSYNC");
    readonly Session session;
    readonly List<string[]> started = [];

    public VerifierTests()
    {
        machine.OnNative("powershell.exe", a => { started.Add(a); return (0, []); });
        session = new Session(machine);
    }

    (int Code, string Text) Run(string zip, string more = "-AllowDemo", string? pin = null)
    {
        var script = Places.Release("Test-MimGmsaBundle.ps1");
        var outcome = session.Script($"$global:LASTEXITCODE = $null; & '{script}' -Path '{Path.Combine(Samples, zip)}' -CertificateSha256 '{pin ?? Pin}' {more}; $LASTEXITCODE").Ok();
        return (Convert.ToInt32(outcome.Output[^1].BaseObject), string.Join('\n', outcome.Lines));
    }

    string Accepted(string zip, string more = "-AllowDemo")
    {
        var (code, text) = Run(zip, more);
        Assert.True(code == 0, text);
        return text;
    }

    void Refused(string words, string zip, string more = "-AllowDemo", string? pin = null)
    {
        var (code, text) = Run(zip, more, pin);
        Assert.Contains(words, text);
        Assert.Equal(2, code);
        Assert.Empty(started);
    }

    static string List(string name, string more = "-AllowDemo") => $"{more} -RecallList '{Path.Combine(Samples, name)}.p7m'";
    string[] Unpacked => !Directory.Exists(machine.FileAt(Root + @"\Bundles")) ? [] : Directory.GetDirectories(machine.FileAt(Root + @"\Bundles"));

    [Fact]
    public void A_good_bundle_is_unpacked_for_administrators_only_and_started_only_when_asked()
    {
        var text = Accepted("good.zip");
        Assert.Contains("proves: no byte was changed since it was signed", text);
        var folder = Assert.Single(Unpacked);
        Assert.True(File.Exists(Path.Combine(folder, "modules", "MimGmsa", "MimGmsa.psd1")));
        Assert.Empty(started);
        Accepted("good.zip", "-AllowDemo -Start -RunbookArgument '-Verify'");
        Assert.Equal(["-NoProfile", "-File"], started.Single()[..2]);
        Assert.EndsWith("Start-Runbook.ps1", started.Single()[2]);
        Assert.Equal("-Verify", started.Single()[3]);
    }

    [Fact]
    public void Every_mutation_is_refused_with_its_reason_and_nothing_is_unpacked()
    {
        var wrong = new List<string>();
        foreach (var one in Cases["judged"]!)
        {
            var (code, text) = Run((string)one["file"]!);
            if (code != 2 || !text.Split('\n')[^1].Contains((string)one["words"]!, StringComparison.Ordinal)) wrong.Add($"{one["name"]}: {code} {text.Split('\n')[^1]}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(Cases["judged"]!.Count() >= 50);
        Assert.Empty(Unpacked);
    }

    [Fact]
    public void Every_mutation_of_a_decision_by_passkey_is_refused_with_its_reason()
    {
        // its parts without the first and the last, which would begin at once: forty whole bundles take too long
        var parts = Directory.GetFiles(Path.Combine(Places.Source, "verifier")).Order(StringComparer.Ordinal).ToArray()[1..^1].Select(File.ReadAllText);
        var outcome = session.Script($$"""
            {{string.Join('\n', parts)}}
            $folder = '{{Path.Combine(Samples, "production")}}'
            $plan = [System.IO.File]::ReadAllBytes("$folder/plan.json")
            $bundle = @{ Plan = (Read-BundleJson -Bytes $plan -What 'plan'); Manifest = @{ planDigest = (Get-BundleSha256 -Bytes $plan) } }
            $bundle.Signature = @{ At = [datetime]'2026-11-24T10:00:00' }
            for ($i = 0; $i -lt {{Production["judged"]!.Count()}}; $i++) {
                try {
                    $bundle.Decisions = Read-BundleDecision -Files @{ 'decisions.json' = [System.IO.File]::ReadAllBytes("$folder/$i.json") }
                    Assert-BundleEvidence -Bundle $bundle
                    Get-BundleQuorum -Bundle $bundle
                }
                catch [System.InvalidOperationException] { $_.Exception.Message }
            }
            """).Ok();
        var wrong = Production["judged"]!.Zip(outcome.Output, (one, said) => (Name: one["name"], Words: (string)one["words"]!, Said: (string)said.BaseObject))
            .Where(one => !one.Said.Contains(one.Words, StringComparison.Ordinal)).Select(one => $"{one.Name}: {one.Said}").ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(outcome.Output.Count >= 38);
        Refused("The decision of amara is not theirs: The signature of the passkey is wrong.", @"production/forged.zip", "", FirstPin);
    }

    [Fact]
    public void A_bundle_in_production_shows_policy_decisions_by_passkey_quorum_and_membership()
    {
        var (code, text) = Run(@"production/old.zip", "", FirstPin);
        Assert.True(code == 0, text);
        Assert.Contains("Policy conversion, version 1", text);
        Assert.Contains("3 decisions, each with its evidence", text);
        Assert.Contains("tomas for directory-operations, amara for information-security", text);
        Assert.Matches(@"Target \d+ of \d+\n +proves: this host was part of what people saw", text);
    }

    [Fact]
    public void A_change_of_keys_leaves_the_bundles_before_it_verifiable_and_the_recall_list_of_the_new_key_counts()
    {
        var both = $"{FirstPin}','{SecondPin}";
        Assert.Equal(0, Run(@"production/young.zip", "", SecondPin).Code);
        Refused("signed with another certificate", @"production/young.zip", "", FirstPin);
        Refused("signed with another certificate", @"production/old.zip", "", SecondPin);
        Refused("the recall list is signed with another certificate", @"production/old.zip", List(@"production/recall-list", ""), FirstPin);
        var (code, text) = Run(@"production/old.zip", List(@"production/recall-list", "-StaleReason 'This is a test.'"), both);
        Assert.True(code == 0, text);
        Refused("a newer revision was signed", @"production/old.zip", List(@"production/superseding", ""), both);
    }

    [Fact]
    public void Another_host_and_a_closed_window_are_refused_when_asked_for()
    {
        Refused("The bundle is for mimsync.contoso.com, not for MIMSVC.", "good.zip", "-AllowDemo -HostName MIMSVC");
        Refused("No window is open at 2020-01-01T00:00:00Z", "good.zip", "-AllowDemo -HostName mimsync.contoso.com -At 2020-01-01T00:00:00Z");
        Refused("-At takes an instant", "good.zip", "-AllowDemo -At tomorrow");
    }

    [Fact] public void Another_pin() => Refused("signed with another certificate", "good.zip", pin: new string('a', 64));
    [Fact] public void A_pin_that_is_none() => Refused("64 hexadecimal digits", "good.zip", pin: "abc");
    [Fact] public void A_demo_bundle_without_AllowDemo() => Refused("DEMO bundle", "good.zip", "");
    [Fact] public void A_folder() => Refused("is a folder", "");
    [Fact] public void A_missing_file() => Refused("There is no file", "nowhere.zip");

    [Fact]
    public void A_link()
    {
        var link = Path.Combine(machine.Disk, "link.zip");
        File.CreateSymbolicLink(link, Path.Combine(Samples, "good.zip"));
        Refused("is a link", link);
    }

    [Fact]
    public void A_file_that_was_exchanged_after_it_was_unpacked()
    {
        Accepted("good.zip");
        File.AppendAllText(Path.Combine(Unpacked.Single(), "settings.psd1"), " ");
        Refused("settings.psd1 is not the file that was signed", "good.zip", "-AllowDemo -Start");
    }

    [Fact]
    public void A_file_that_was_added_after_it_was_unpacked()
    {
        Accepted("good.zip");
        File.WriteAllText(Path.Combine(Unpacked.Single(), "modules", "MimGmsa", "more.psm1"), "");
        Refused("was added", "good.zip", "-AllowDemo -Start");
    }

    [Fact]
    public void A_folder_that_others_may_touch()
    {
        machine.WithFolder(Root).With("acl:" + Root, ("Sddl", "O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FR;;;BU)"));
        Refused("not for administrators only", "good.zip");
        Assert.Empty(Unpacked);
    }

    [Fact]
    public void A_recall_list_that_names_it_that_has_ended_or_that_is_older_than_one_seen_here()
    {
        Refused("ended on", "good.zip", List("stale"));
        Accepted("good.zip", List("stale") + " -StaleReason 'The signer moves to another host.'");
        Accepted("good.zip", List("fresh"));
        Refused("was recalled", "good.zip", List("recalled"));
        File.WriteAllText(Directory.GetFiles(machine.FileAt(Root), "recall-*.txt").Single(), "900");
        Refused("number 900 was seen on this host", "good.zip", List("fresh"));
        Refused("signature of the recall list", "good.zip", $"-AllowDemo -RecallList '{Path.Combine(Samples, "cases.json")}'");
    }

    public void Dispose() { session.Dispose(); machine.Dispose(); }
}

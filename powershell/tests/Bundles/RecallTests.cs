using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>What the runner does with the recall lists that the signer's code signed.</summary>
public sealed class RecallTests : Bench
{
    const string Step = "-Step F-01@MIMSYNC";
    static readonly string Samples = Path.Combine(Places.Samples, "verify");
    static readonly JObject Cases = JObject.Parse(File.ReadAllText(Path.Combine(Samples, "cases.json")));

    public RecallTests() : base("MIMSYNC", SyncPlan()) => Claim((string)Cases["planDigest"]!);

    void Claim(string planDigest, string? genesis = null) => Bundle.ClaimSigner(genesis ?? (string)Cases["genesis"]!, planDigest, File.ReadAllBytes(Path.Combine(Samples, "signing.cer")));
    static string With(string list) => $" -RecallList '{Path.Combine(Samples, list)}'";
    string Record => Directory.GetFiles(Machine.FileAt(@"C:\ProgramData\MimGmsa"), "recall-*.txt").Single();

    [Fact]
    public void A_recalled_runbook_runs_no_step_any_more_but_verifies_and_undoes()
    {
        Ends(0, Step + With("fresh.p7m"));
        Refused(2, "This runbook was recalled", Step + With("recalled.p7m"));
        Refused(2, "This runbook was recalled", "-Resume" + With("recalled.p7m"));
        Ends(0, "-Verify F-01" + With("recalled.p7m"));
        Ends(0, "-Undo F-01" + With("recalled.p7m"));
        Claim(new string('2', 64));
        Ends(0, Step + With("recalled.p7m"));
        Refused(2, "older than a recall list that was seen", Step + With("fresh.p7m"));
        Assert.NotEqual("0", File.ReadAllText(Record));
    }

    [Fact]
    public void A_list_that_has_ended_needs_a_reason()
    {
        Refused(2, "The recall list ended on 2020-01-08", Step + With("stale.p7m"));
        Refused(2, "The recall list ended on 2020-01-08", Step + With("stale.p7m") + " -StaleReason x");
        Ends(0, Step + With("stale.p7m") + " -StaleReason 'The signer moves to another host.'");
    }

    [Fact] public void A_missing_list() => Refused(2, "There is no recall list", Step + With("nowhere.p7m"));
    [Fact] public void A_file_that_is_no_list() => Refused(2, "is no recall list, or it was changed", Step + With("cases.json"));

    [Fact]
    public void A_changed_list()
    {
        var bytes = File.ReadAllBytes(Path.Combine(Samples, "recalled.p7m"));
        var at = System.Text.Encoding.Latin1.GetString(bytes).IndexOf("planDigest", StringComparison.Ordinal);
        bytes[at + 13] ^= 1;
        var file = Path.Combine(Machine.Disk, "changed.p7m");
        File.WriteAllBytes(file, bytes);
        Refused(2, "is no recall list, or it was changed", Step + $" -RecallList '{file}'");
    }

    [Fact]
    public void A_list_of_another_signer()
    {
        Claim((string)Cases["planDigest"]!, new string('3', 64));
        Refused(2, "is of another signer", Step + With("fresh.p7m"));
        Bundle.ClaimSigner((string)Cases["genesis"]!, new string('2', 64), [1, 2, 3]);
        Refused(2, "signed with another certificate", Step + With("fresh.p7m"));
    }
}

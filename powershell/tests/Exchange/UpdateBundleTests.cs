using MimGmsa.PowerShell.Tests.Crypto;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>The whole bundle of a request that changes the mailbox password, as the generator writes it.</summary>
public sealed class UpdateBundleTests : ExchangeBench
{
    string CmsFile => Path.Combine(Bundle.Folder, "exchange-password.cms");

    public UpdateBundleTests()
    {
        Helper.Certificates.Add(Envelope.Certificate());
        UseGenerated();
    }

    [Fact]
    public void The_secret_of_the_bundle_reaches_the_registry_with_the_same_bytes_and_nobody_types_it()
    {
        using var bindings = new BindingTrace();
        var read = Ends(0);
        Assert.Equal(["When it has arrived, type arrived"], Prompts);
        Assert.Contains(Envelope.Secret, c => c > 127);
        HoldsNew(secret: Envelope.Secret);
        Assert.DoesNotContain("S3cret-canary", read + bindings.Text + World.Snapshot() + string.Join('\n', Machine.Calls));
    }

    [Fact]
    public void A_rehearsal_changes_nothing_and_undo_brings_the_old_value_back()
    {
        Refused(0, "", "-RestartService -WhatIf");
        Ends(0);
        Ends(0, "-Undo -RestartService");
        Assert.Equal(Old, Value(Online));
    }

    [Fact]
    public void A_service_that_runs_as_an_ordinary_account_is_refused_with_the_remedy()
    {
        Machine.WithService("FIMService", @"CONTOSO\svcMIMService");
        Refused(2, "Convert it first");
    }

    [Fact]
    public void A_bit_of_the_initialisation_vector_that_is_flipped_is_refused_although_the_manifest_fits()
    {
        var der = Convert.FromBase64String(string.Concat(File.ReadAllText(CmsFile).Split("\r\n").Where(l => !l.StartsWith('-'))));
        // the identifier of AES-256-CBC, then an octet string of 16 bytes
        byte[] before = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a, 0x04, 0x10];
        var start = der.AsSpan().IndexOf(before) + before.Length;
        for (var bit = 0; bit < 128; bit += 17)
        {
            var flipped = (byte[])der.Clone();
            flipped[start + bit / 8] ^= (byte)(1 << bit % 8);
            File.WriteAllText(CmsFile, "-----BEGIN CMS-----\r\n" + Convert.ToBase64String(flipped) + "\r\n-----END CMS-----\r\n");
            Bundle.WriteManifest();
            Assert.Contains("does not open as the secret of this request, host and account", Ends(2));
        }
        Assert.Equal(Old, Value(Online));
        Assert.Empty(Helper.Received);
    }

    [Fact]
    public void The_runner_lists_the_steps()
    {
        var (code, lines) = Bundle.Run(Session, "-AllowDemo");
        Assert.Equal(0, code);
        foreach (var step in new[] { "U-01", "U-02", "U-03", "U-04" }) Assert.Contains(lines, l => l.Contains(step + "@MIMSVC"));
    }
}

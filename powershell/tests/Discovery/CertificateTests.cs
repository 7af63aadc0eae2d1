using System.Security.Cryptography.X509Certificates;
using MimGmsa.PowerShell.Tests.Bundles;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>-CreateEncryptionCertificate, the one change that the discovery script can make.</summary>
public sealed class CertificateTests : DiscoveryBench
{
    const string Fqdn = "mimportal.contoso.com";
    readonly FakeWindowsServer host;

    public CertificateTests()
    {
        Use("contoso");
        host = Host("MIMPORTAL");
    }

    static IEnumerable<JToken> Recipients(Run run) => run["certificates.value"]!.Where(c => (string)c["purpose"]! == "document-encryption");
    FakeWindowsServer With(X509Certificate2 certificate) => host.With("certificate:" + certificate.Thumbprint, ("Object", certificate));
    X509Certificate2 Made(string subject = "CN=" + Fqdn, int bits = 2048, int days = 300, bool forDocuments = true) => DiscoveryWindows.Encryption(subject, bits, World.Now.AddDays(-10), World.Now.AddDays(days), forDocuments);

    [Fact]
    public void The_certificate_is_made_exported_listed_and_its_hash_shown()
    {
        var run = Run(host, "-CreateEncryptionCertificate -Confirm:$false");
        Assert.Equal(0, run.Code);
        Assert.Single(World.Changes);
        var exported = run.Files.Single(f => f.Key.EndsWith(".cer", StringComparison.Ordinal)).Value;
        var listed = Assert.Single(Recipients(run));
        Told(Convert.ToBase64String(exported), listed["base64"]);
        Told(Bundle.Sha256(exported), listed["sha256"]);
        Assert.Contains("Its SHA-256 is " + Bundle.Sha256(exported), run.Lines);
        using var certificate = X509CertificateLoader.LoadCertificate(exported);
        Assert.Equal("CN=" + Fqdn, certificate.Subject);
        Assert.True(certificate.GetRSAPublicKey()!.KeySize >= 2048);
        Assert.False(certificate.HasPrivateKey);
    }

    [Fact]
    public void A_second_run_uses_the_certificate_that_is_there()
    {
        var first = Run(host, "-CreateEncryptionCertificate -Confirm:$false");
        var second = Run(host, "-CreateEncryptionCertificate -Confirm:$false");
        Assert.Single(World.Changes);
        Assert.Equal(first.Files.Single(f => f.Key.EndsWith(".cer", StringComparison.Ordinal)).Value, second.Files.Single(f => f.Key.EndsWith(".cer", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public void WhatIf_makes_nothing()
    {
        var before = World.Snapshot();
        var run = Run(host, "-CreateEncryptionCertificate -WhatIf");
        Assert.Equal((0, before), (run.Code, World.Snapshot()));
        Assert.Empty(World.Changes);
        Assert.Empty(run.Files);
    }

    public static TheoryData<string> Unfit => ["subject", "short key", "nearly over", "not yet", "purpose", "no private key"];

    [Theory, MemberData(nameof(Unfit))]
    public void A_certificate_that_is_not_fit_is_left_alone_and_another_one_made(string defect)
    {
        With(defect switch
        {
            "subject" => Made("CN=mimsync.contoso.com"), "short key" => Made(bits: 1024), "nearly over" => Made(days: 20), "purpose" => Made(forDocuments: false),
            "not yet" => DiscoveryWindows.Encryption("CN=" + Fqdn, 2048, World.Now.AddDays(1), World.Now.AddDays(300)), _ => X509CertificateLoader.LoadCertificate(Made().RawData),
        });
        Assert.Equal(0, Run(host, "-CreateEncryptionCertificate -Confirm:$false").Code);
        Assert.Equal(2, host.All("certificate").Count());
        Assert.Single(World.Changes);
    }

    [Fact]
    public void A_certificate_of_Windows_that_is_not_fit_is_not_exported()
    {
        host.On("New-SelfSignedCertificate", _ => [Made(forDocuments: false)]);
        using var session = new Session(host);
        var outcome = session.Script($@"& '{Script}' -OutputFolder 'C:\Temp' -CreateEncryptionCertificate -Confirm:$false");
        Assert.Contains("is not fit to receive the secret", outcome.Thrown!.Message);
        Assert.Empty(Directory.GetFiles(host.FileAt(@"C:\Temp")));
    }

    [Fact]
    public void Without_elevation_or_without_the_MIM_Service_nothing_is_made()
    {
        host.Session["IsElevated"] = false;
        foreach (var machine in new[] { host, Host("MIMSYNC") })
        {
            var run = Run(machine, "-CreateEncryptionCertificate -Confirm:$false");
            Assert.Equal(2, run.Code);
            Assert.Empty(run.Files);
        }
        Assert.Empty(World.Changes);
    }

    [Fact]
    public void The_certificate_of_the_MIM_Service_and_those_of_sites_are_told_without_their_bytes()
    {
        var (own, bound, other) = (Made("CN=ForefrontIdentityManager", forDocuments: false), Made("CN=mim.contoso.com", forDocuments: false), Made("CN=other", forDocuments: false));
        foreach (var certificate in new[] { own, bound, other }) With(certificate);
        host.With("site:Secure", ("physicalPath", @"C:\x"), ("applicationPool", "FIMPasswordResetAppPool"), ("bindings", new[] { "https|*:443:mim.contoso.com|" + bound.Thumbprint }), ("useKernelMode", "True"), ("useAppPoolCredentials", "False"));
        var told = Run(host)["certificates.value"]!;
        Assert.Equal(["mim-service", "web-site"], told.Select(c => (string)c["purpose"]!).Order());
        Assert.All(told, c => Assert.Equal(JTokenType.Null, c["base64"]!.Type));
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimGmsa.PowerShell.Tests.Bundles;
using MimGmsa.PowerShell.Tests.Crypto;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>The script with the encrypted secret of its bundle.</summary>
public sealed class EnvelopeRunTests : ExchangeBench
{
    readonly X509Certificate2 certificate = Envelope.Certificate();

    public EnvelopeRunTests()
    {
        Helper.Certificates.Add(certificate);
        Enclose(Envelope.Text);
    }

    void Enclose(string text, string? pin = null)
    {
        File.WriteAllText(Path.Combine(Bundle.Folder, "exchange-password.cms"), text);
        Directory.CreateDirectory(Path.Combine(Bundle.Folder, "statement"));
        File.WriteAllText(Path.Combine(Bundle.Folder, "statement", "target.json"), $$"""{"fqdn":"mimsvc.contoso.com","recipientCertificateSha256":"{{pin ?? Envelope.Sha256(certificate)}}"}""");
        Bundle.WriteManifest();
    }

    [Fact]
    public void The_secret_of_the_bundle_is_used_and_nobody_is_asked_for_it()
    {
        using var bindings = new BindingTrace();
        var read = Ends(0);
        Assert.Equal(["When it has arrived, type arrived"], Prompts);
        HoldsNew(secret: Envelope.Secret);
        Assert.DoesNotContain("S3cret-canary", read + bindings.Text + World.Snapshot() + string.Join('\n', Machine.Calls));
    }

    [Fact]
    public void A_person_may_type_another_one_instead()
    {
        Ends(0, "-Ask -RestartService");
        HoldsNew();
    }

    [Fact]
    public void A_rehearsal_does_not_open_it()
    {
        Helper.Certificates.Clear();
        Refused(0, "", "-WhatIf");
    }

    [Fact]
    public void One_changed_byte_of_the_file_is_refused_before_anything_is_opened()
    {
        var file = Path.Combine(Bundle.Folder, "exchange-password.cms");
        File.WriteAllText(file, Envelope.Text.Replace("\r\n-----END", " \r\n-----END"));
        Refused(2, "Changed: exchange-password.cms");
    }

    public static TheoryData<string, string> Bindings => new() { { "RequestId", "MG-0002" }, { "Fqdn", "MIMSVC.contoso.com" } };

    [Theory, MemberData(nameof(Bindings))]
    public void A_secret_for_another_request_or_host_is_refused(string key, string value)
    {
        Use(Settings((key, value)));
        Enclose(Envelope.Text);
        Unopened();
    }

    [Fact]
    public void A_secret_for_another_account_or_purpose_is_refused()
    {
        Enclose(Envelope.Seal(Envelope.Plain(Secret, account: @"CONTOSO\gmsaOther$"), certificate));
        Unopened();
        Enclose(Envelope.Seal(Envelope.Plain(Secret, purpose: "mail"), certificate));
        Unopened();
    }

    public static TheoryData<string> Malformed => ["no secret", "too long", "padding", "cut", "longer", "other format", "not base64"];

    [Theory, MemberData(nameof(Malformed))]
    public void A_plaintext_that_is_not_exactly_as_documented_is_refused(string kind)
    {
        var good = Envelope.Plain(Secret);
        byte[] plain = kind switch
        {
            "no secret" => Envelope.Plain("", length: 0),
            "too long" => Envelope.Plain(Secret, length: 767),
            "padding" => Envelope.Plain(Secret, padding: 1),
            "cut" => good[..^1],
            "longer" => [.. good, 10],
            "other format" => [(byte)'M', .. good[1..]],
            _ => [.. good[..200], (byte)'*', .. good[201..]],
        };
        Enclose(Envelope.Seal(good, certificate));
        Ends(0); // what the breaking starts from is good
        HoldsNew();
        Machine.With(Key, (Online, Old));
        World.Changes.Clear();
        Helper.Forget();
        Enclose(Envelope.Seal(plain, certificate));
        Unopened();
    }

    [Fact]
    public void Another_kind_of_encryption_is_refused()
    {
        var plain = Envelope.Plain(Secret);
        foreach (var text in new[] { Envelope.Seal(plain, certificate, cipher: "2.16.840.1.101.3.4.1.2"), Envelope.Seal(plain, certificate, padding: RSAEncryptionPadding.Pkcs1), Envelope.Seal(plain, certificate, recipients: 2), "", "-----BEGIN CMS-----\r\nAAAA\r\n-----END CMS-----", Envelope.Text + "x" })
        {
            Enclose(text);
            Assert.Contains("is no envelope that this script opens", Ends(2));
            Nothing();
        }
    }

    [Fact]
    public void A_certificate_that_is_not_here_or_not_the_approved_one_is_refused()
    {
        Enclose(Envelope.Text, new string('0', 64));
        Assert.Contains("is not on this host", Ends(2));
        Enclose(Envelope.Text);
        Helper.Certificates.Clear();
        Assert.Contains(Envelope.Sha256(certificate), Ends(2));
        Enclose(Envelope.Text, "");
        Assert.Contains("names no certificate", Ends(2));
        Nothing();
    }

    [Fact]
    public void An_envelope_for_another_key_does_not_say_why_it_does_not_open()
    {
        using var key = RSA.Create(2048);
        using var other = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Enclose(Envelope.Seal(Envelope.Plain(Secret), other));
        Unopened();
    }

    void Unopened()
    {
        Assert.Contains("does not open as the secret of this request, host and account", Ends(2));
        Nothing();
    }

    void Nothing()
    {
        Assert.Equal(Old, Value(Online));
        Assert.Empty(World.Changes);
        Assert.Empty(Helper.Received);
    }
}

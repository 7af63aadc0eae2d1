using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Crypto;

/// <summary>The encrypted secret that our TypeScript wrote, and envelopes that somebody else might write.</summary>
static class Envelope
{
    static string Sample(string name) => File.ReadAllText(Path.Combine(Places.Samples, "exchange", name), Encoding.UTF8);
    public static string Text => Sample("exchange-password.cms");
    public static JObject Case => JObject.Parse(Sample("case.json"));
    public static string Secret => (string)Case["secret"]!;
    public static X509Certificate2 Certificate() => X509Certificate2.CreateFromPem(Sample("certificate.pem"), Sample("key.pem"));
    public static string Sha256(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    public static EnvelopedCms Decode(string text)
    {
        var cms = new EnvelopedCms();
        cms.Decode(Convert.FromBase64String(string.Concat(text.Split("\r\n").Where(l => !l.StartsWith('-')))));
        return cms;
    }

    /// <summary>The plaintext that docs/exchange-secret.md describes, written a second time, here.</summary>
    public static byte[] Plain(string secret, string request = "MG-0001", string host = "mimsvc.contoso.com", string purpose = "exchange-password", string account = @"CONTOSO\gmsaSvc$", int? length = null, byte padding = 0)
    {
        var block = new byte[768];
        Array.Fill(block, padding);
        var bytes = Encoding.UTF8.GetBytes(secret);
        var said = length ?? bytes.Length;
        (block[0], block[1]) = ((byte)(said >> 8), (byte)said);
        bytes.CopyTo(block, 2);
        var context = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(new[] { "mim-gmsa-cms/1", request, host, purpose, account }.Select(l => l + "\n")))));
        return Encoding.ASCII.GetBytes($"mim-gmsa-cms/1\n{context}\n{Convert.ToBase64String(block)}\n");
    }

    public static string Seal(byte[] plain, X509Certificate2 certificate, string cipher = "2.16.840.1.101.3.4.1.42", RSAEncryptionPadding? padding = null, int recipients = 1)
    {
        var cms = new EnvelopedCms(new ContentInfo(plain), new AlgorithmIdentifier(new Oid(cipher)));
        var all = new CmsRecipientCollection();
        for (var i = 0; i < recipients; i++) all.Add(new CmsRecipient(certificate, padding ?? RSAEncryptionPadding.OaepSHA1));
        cms.Encrypt(all);
        return "-----BEGIN CMS-----\r\n" + Convert.ToBase64String(cms.Encode(), Base64FormattingOptions.InsertLineBreaks) + "\r\n-----END CMS-----\r\n";
    }
}

public class EnvelopeTests
{
    [Fact]
    public void NET_opens_what_TypeScript_sealed_and_finds_exactly_the_documented_bytes()
    {
        using var certificate = Envelope.Certificate();
        var cms = Envelope.Decode(Envelope.Text);
        Assert.Equal((0, "1.2.840.113549.1.7.1", "2.16.840.1.101.3.4.1.42"), (cms.Version, cms.ContentInfo.ContentType.Value!, cms.ContentEncryptionAlgorithm.Oid.Value!));
        Assert.Equal("1.2.840.113549.1.1.7", Assert.Single(cms.RecipientInfos.Cast<RecipientInfo>()).KeyEncryptionAlgorithm.Oid.Value);
        cms.Decrypt(cms.RecipientInfos[0], [certificate]);
        Assert.Equal(Envelope.Plain(Envelope.Secret), cms.ContentInfo.Content);
    }

    [Fact]
    public void The_parameters_of_OAEP_are_empty_as_NET_Framework_wants_them()
    {
        var cms = Envelope.Decode(Envelope.Text);
        Assert.Equal([0x30, 0x00], cms.RecipientInfos[0].KeyEncryptionAlgorithm.Parameters);
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        using var key = RSA.Create(2048);
        using var other = new CertificateRequest("CN=other", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var cms = Envelope.Decode(Envelope.Text);
        Assert.ThrowsAny<CryptographicException>(() => cms.Decrypt(cms.RecipientInfos[0], [other]));
    }
}

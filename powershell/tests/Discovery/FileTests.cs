using System.Security.Cryptography;
using System.Text;
using MimGmsa.PowerShell.Tests.Bundles;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>The file: the same bytes each time, its hash on the screen, no secret in it, and the examples of the product are made by this script.</summary>
public sealed class FileTests : DiscoveryBench
{
    [Fact]
    public void The_hash_on_the_screen_is_that_of_the_file_and_a_second_run_writes_the_same_bytes()
    {
        Use("fabrikam");
        var host = Host("FABMIMSVC01");
        var (first, second) = (Run(host), Run(host));
        Assert.Contains("SHA-256 " + Bundle.Sha256(first.Bytes), first.Lines);
        Assert.Equal(first.Text, second.Text);
        Assert.All(first.Bytes, b => Assert.True(b is (byte)'\n' or >= 32 and < 127));
    }

    [Fact]
    public void The_file_names_the_script_that_made_it()
    {
        Use("contoso");
        Assert.Equal(Bundle.Sha256(File.ReadAllBytes(Script)), (string)Run(Host("MIMSYNC"))["meta.scriptSha256.value"]!);
    }

    [Fact]
    public void Text_beyond_ASCII_comes_back_as_it_was()
    {
        Use("contoso");
        var host = Host("MIMSYNC").With(@"registry:HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion", ("ProductName", "Sérvër \"2019\" \\ \u2028\U0001F511\t"));
        Assert.Equal("Sérvër \"2019\" \\ \u2028\U0001F511\t", (string)Run(host)["operatingSystem.caption.value"]!);
    }

    [Fact]
    public void Nothing_that_is_secret_reaches_the_file_or_the_screen()
    {
        Use("fabrikam");
        foreach (var name in new[] { "FABMIMSVC01", "FABMIMSSP01", "FABMIMSYN01" })
        {
            var host = Host(name).With(@"registry:HKLM\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Service", ("GMSAEncryptedExchangeOnPremiseAccountPassword", Secret), ("EncryptedExchangeOnlineClientSecret", Secret));
            var run = Run(host);
            Assert.DoesNotContain(Secret, run.Text + run.Lines);
        }
        var directory = Run(Workstation(), "-Directory");
        Assert.DoesNotContain(Secret, directory.Text + directory.Lines);
        Assert.Equal("found", directory.State("directory.kdsRootKeys"));
    }

    [Fact]
    public void WhatIf_writes_no_file_but_says_what_was_found()
    {
        Use("contoso");
        var run = Run(Host("MIMPORTAL"), "-WhatIf");
        Assert.Empty(run.Files);
        Assert.Contains("Facts: ", run.Lines);
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public void Sessions_that_see_something_else_and_a_missing_folder_are_refused()
    {
        Use("contoso");
        var host = Host("MIMSYNC");
        Assert.Equal(2, Run(host, constrained: true).Code);
        host.Session["Is64Bit"] = false;
        Assert.Equal(2, Run(host).Code);
        host.Session["Is64Bit"] = true;
        var session = new Session(host);
        var outcome = session.Script($@"& '{Script}' -OutputFolder 'C:\Nowhere'; $LASTEXITCODE").Ok();
        Assert.Equal(2, outcome.Output[^1].BaseObject);
        Assert.Contains(@"There is no folder C:\Nowhere", string.Join('\n', outcome.Lines));
    }

    public static TheoryData<string, string, string> Examples => new()
    {
        { "contoso", "MIMSYNC", "contoso-mimsync" }, { "contoso", "MIMPORTAL", "contoso-mimportal" }, { "contoso", "", "contoso-directory" },
        { "fabrikam", "FABMIMSYN01", "fabrikam-fabmimsyn01" }, { "fabrikam", "FABMIMSYN02", "fabrikam-fabmimsyn02" }, { "fabrikam", "FABMIMSVC01", "fabrikam-fabmimsvc01" }, { "fabrikam", "FABMIMSSP01", "fabrikam-fabmimssp01" },
        { "fabrikam", "", "fabrikam-directory" }, { "priv-pam", "PAMSRV", "priv-pam-pamsrv" }, { "priv-pam", "", "priv-pam-directory" },
    };

    /// <summary>UPDATE=1 writes them anew; the TypeScript tests read them with the schema that the portal imports with.</summary>
    [Theory, MemberData(nameof(Examples))]
    public void The_examples_are_what_the_script_writes(string sample, string host, string example)
    {
        Use(sample);
        var machine = host == "" ? Workstation() : Host(host);
        if (host == "MIMPORTAL") machine.With("certificate:fixed", ("Object", System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(FixedCertificate)));
        var run = Run(machine, host == "" ? "-Directory" : "");
        // the script's own hash would change the examples with each word of the script
        var text = run.Text.Replace((string)run["meta.scriptSha256.value"]!, new string('0', 64));
        var path = Path.Combine(SampleForest.Folder, example + ".json");
        if (System.Environment.GetEnvironmentVariable("UPDATE") == "1") File.WriteAllText(path, text);
        Assert.Equal(File.ReadAllText(path), text);
    }

    static byte[] FixedCertificate => Convert.FromBase64String(string.Concat(File.ReadAllLines(Path.Combine(Places.Source, "tests", "Discovery", "mimportal.cer.txt"))));
}

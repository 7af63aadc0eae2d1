using System.Collections;
using System.Management.Automation;
using MimGmsa.PowerShell.Tests.Bundles;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>A converted MIM Service host whose mailbox secret is renewed by the script of a bundle.</summary>
public abstract class ExchangeBench : IDisposable
{
    protected const string Online = "GMSAEncryptedExchangeOnlineAccountPassword", OnPremises = "GMSAEncryptedExchangeOnPremiseAccountPassword";
    protected const string Key = @"registry:HKLM\SOFTWARE\Microsoft\Forefront Identity Manager\2010\Service", Product = @"C:\Program Files\Microsoft Forefront Identity Manager\2010";
    protected const string Program = "Microsoft.IdentityManagement.KeyProtectService.exe", Secret = "n3w S3cret-canary";
    protected static readonly string Old = HelperService.Protect("old secret"u8.ToArray());

    protected World World { get; } = new();
    protected FakeWindowsServer Machine { get; }
    private protected HelperService Helper { get; }
    protected Bundle Bundle { get; private set; }
    private protected Session Session { get; private set; }
    protected List<string> Prompts { get; } = [];

    protected ExchangeBench()
    {
        World.With("dc|dc.contoso.com", ("Domain", "contoso.com"));
        Machine = new FakeWindowsServer(World, "MIMSVC").WithService("FIMService", HelperService.Account);
        Machine.With(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\FIMService", ("ServiceAccountManaged", 1));
        Machine.With(Key, ("Location", Product + @"\"), (Online, Old)).WithFile(Product + @"\Service\" + Program, "MZ");
        var group = FakeWindowsServer.WithObject(World, "SvcHosts", "group");
        FakeWindowsServer.WithObject(World, "gmsaSvc$", "msDS-GroupManagedServiceAccount", ("retrievers", new[] { group }));
        Machine.With("computer", ("Groups", new[] { group }));
        var services = new Func<Call, IEnumerable<object?>>(Machine.Services);
        Helper = new HelperService(Machine, services);
        Machine.Operator = Answer;
        Bundle = Make(Settings());
        Session = new Session(Machine);
    }

    protected static Hashtable Settings(params (string Key, object Value)[] changes)
    {
        var settings = OwnPlan.Settings("MIMSVC", "mim", OwnPlan.Hand("U-03@MIMSVC", "", [], OwnPlan.Identity("FIMService", HelperService.Account)));
        foreach (var (key, value) in changes) settings[key] = value;
        return settings;
    }

    static Bundle Make(Hashtable settings)
    {
        var bundle = Bundle.Of(settings);
        File.Copy(Path.Combine(Places.Source, "scripts", "Update-ExchangePassword.ps1"), Path.Combine(bundle.Folder, "Update-ExchangePassword.ps1"), overwrite: true);
        bundle.WriteManifest();
        return bundle;
    }

    protected void Use(Hashtable settings) { Bundle.Dispose(); Bundle = Make(settings); }
    /// <summary>The bundle that the generator wrote for a request of the kind password-update.</summary>
    protected void UseGenerated() { Bundle.Dispose(); Bundle = Bundle.Generated(Path.Combine(Places.Samples, "exchange", "update")); }
    protected void Restart() { Session.Dispose(); Session = new Session(Machine); }

    /// <summary>What the person types: the secret twice, and that the test mail arrived.</summary>
    protected string Answer(string prompt)
    {
        Prompts.Add(prompt);
        return prompt.Contains("arrived") ? "arrived" : Secret;
    }

    protected string Command(string arguments) => $"$global:LASTEXITCODE = $null; & '{Bundle.Folder}/Update-ExchangePassword.ps1' -AllowDemo -Confirm:$false {arguments}; $LASTEXITCODE";

    protected (int Code, string Text) Run(string arguments = "")
    {
        var outcome = Session.Script(Command(arguments)).Ok();
        Assert.Single(outcome.Output); // nothing but the exit code comes out
        return (Convert.ToInt32(outcome.Output[0].BaseObject, null), string.Join('\n', outcome.Lines));
    }

    protected string Ends(int code, string arguments = "-RestartService")
    {
        var (actual, text) = Run(arguments);
        Assert.True(code == actual, $"'{arguments}' ended with {actual}:\n{text}");
        return text;
    }

    /// <summary>Says no with these words before anything changed.</summary>
    protected void Refused(int code, string words, string arguments = "-RestartService")
    {
        var before = World.Snapshot();
        var text = Ends(code, arguments);
        Assert.Contains(words, text);
        Assert.Equal(before, World.Snapshot());
        Assert.Empty(World.Changes);
    }

    /// <summary>It went wrong with these words; the old value stands and nothing stayed behind.</summary>
    protected void Failed(string words, int code = 1)
    {
        Assert.Contains(words, Ends(code));
        Assert.Equal(Old, Value(Online));
        Assert.False(Helper.Installed);
    }

    protected string? Value(string name) => Machine.Get(Key, name) as string;
    protected void HoldsNew(string name = Online, string secret = Secret) => Assert.Equal(secret, HelperService.Reveal(Value(name)!));
    protected string Backup => Path.Combine(Bundle.StateFolder(Machine), "exchange-value-before.json");

    public void Dispose() { Session.Dispose(); Helper.Dispose(); Machine.Dispose(); Bundle.Dispose(); GC.SuppressFinalize(this); }
}

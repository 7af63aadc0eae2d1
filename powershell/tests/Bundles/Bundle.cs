using System.Collections;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MimGmsa.PowerShell.Tests.Language;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>A bundle of one target, in a folder that nobody else uses meanwhile, with a manifest as the signer would write it.</summary>
public sealed class Bundle : IDisposable
{
    public string Folder { get; } = Rent();
    public Hashtable Settings { get; }
    public string Target => (string)Settings["Target"]!;
    public string Kind => (string)Settings["TargetKind"]!;
    /// <summary>What a step says of services or sites; nothing where this bundle has no such step.</summary>
    public IEnumerable<Hashtable> Rows(string code, string list) => Steps.Where(s => (string)s["Step"]! == code).SelectMany(s => ((IEnumerable)((Hashtable)s["Parameters"]!)[list]!).Cast<Hashtable>());
    public bool Has(string code) => Steps.Any(s => (string)s["Step"]! == code);
    public IEnumerable<Hashtable> Steps => ((IEnumerable)Settings["Steps"]!).Cast<Hashtable>();

    Bundle(Hashtable settings, IReadOnlyDictionary<string, byte[]> files) { Settings = settings; Fill(files); WriteManifest(); }

    /// <summary>The shipped scripts with data that a test wrote.</summary>
    public static Bundle Of(Hashtable settings)
    {
        var files = Read(Path.Combine(Places.Source, "modules"), "modules/");
        files["Start-Runbook.ps1"] = File.ReadAllBytes(Path.Combine(Places.Source, "scripts", "Start-Runbook.ps1"));
        files["settings.psd1"] = Encoding.UTF8.GetBytes(Psd1.Write(settings));
        return new(settings, files);
    }

    /// <summary>What the TypeScript generator wrote for one target.</summary>
    public static Bundle Generated(string source) => new(ScriptFile.Read(Path.Combine(source, "settings.psd1")).Data(), Read(source, ""));

    static Dictionary<string, byte[]> Read(string folder, string prefix) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(f => prefix + Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes);

    // The engine compiles a script once per path and content, so folders are used again, and only what differs is written.
    static readonly ConcurrentBag<string> Free = [];
    static readonly ConcurrentBag<string> Made = [];
    static Bundle() => AppDomain.CurrentDomain.ProcessExit += (_, _) => { foreach (var folder in Made) Directory.Delete(folder, recursive: true); };

    static string Rent()
    {
        if (Free.TryTake(out var folder)) return folder;
        Made.Add(folder = Directory.CreateTempSubdirectory("bundle-").FullName);
        return folder;
    }

    void Fill(IReadOnlyDictionary<string, byte[]> files)
    {
        foreach (var file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)) if (!files.ContainsKey(Path.GetRelativePath(Folder, file).Replace('\\', '/'))) File.Delete(file);
        foreach (var (path, bytes) in files)
        {
            var target = Path.Combine(Folder, path);
            if (File.Exists(target) && File.ReadAllBytes(target).AsSpan().SequenceEqual(bytes)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, bytes);
        }
    }

    /// <summary>Says that it is of this signer and plan, and shows the certificate that is said to have signed it.</summary>
    public void ClaimSigner(string genesis, string planDigest, byte[] certificate)
    {
        (this.genesis, this.planDigest) = (genesis, planDigest);
        Directory.CreateDirectory(Path.Combine(Folder, "certificates"));
        File.WriteAllBytes(Path.Combine(Folder, "certificates", "signing.cer"), certificate);
        WriteManifest();
    }

    string genesis = new('0', 64);
    string planDigest = new('1', 64);

    public void WriteManifest()
    {
        var files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "manifest.json").Order(StringComparer.Ordinal).Select(f => new JObject
        {
            ["path"] = Path.GetRelativePath(Folder, f).Replace('\\', '/'), ["bytes"] = new FileInfo(f).Length, ["sha256"] = Sha256(File.ReadAllBytes(f)),
        });
        File.WriteAllText(Path.Combine(Folder, "manifest.json"), new JObject
        {
            ["type"] = "mim-gmsa/manifest/1", ["genesis"] = genesis, ["planDigest"] = planDigest, ["requestId"] = (string)Settings["RequestId"]!,
            ["revision"] = int.Parse((string)Settings["Revision"]!), ["mode"] = (string)Settings["Mode"]!, ["target"] = Target, ["files"] = new JArray(files),
        }.ToString(Newtonsoft.Json.Formatting.None));
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Starts the runbook in a session and returns its exit code and what the person could read.</summary>
    public (int Code, IReadOnlyList<string> Lines) Run(Session session, string arguments)
    {
        var outcome = session.Script($"$global:LASTEXITCODE = $null; & '{Folder}/Start-Runbook.ps1' {arguments}; $LASTEXITCODE").Ok();
        return (Convert.ToInt32(outcome.Output[^1].BaseObject), outcome.Lines);
    }

    public string StateFolder(FakeWindowsServer machine) => machine.FileAt($@"C:\ProgramData\MimGmsa\{Settings["RequestId"]}-r{Settings["Revision"]}-{Target}");

    public IEnumerable<JObject> Results(FakeWindowsServer machine) => !Directory.Exists(StateFolder(machine)) ? [] : Directory.GetFiles(StateFolder(machine), "result-*.json").Order(StringComparer.Ordinal)
        .Select(f => (JObject)Newtonsoft.Json.JsonConvert.DeserializeObject<JToken>(File.ReadAllText(f, Encoding.UTF8), new Newtonsoft.Json.JsonSerializerSettings { DateParseHandling = Newtonsoft.Json.DateParseHandling.None })!);

    public void Dispose() => Free.Add(Folder);
}

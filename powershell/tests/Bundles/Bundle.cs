using System.Collections;
using System.Security.Cryptography;
using System.Text;
using MimGmsa.PowerShell.Tests.Language;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>A bundle of one target, in a folder of its own, with a manifest as the signer would write it.</summary>
public sealed class Bundle : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("bundle-").FullName;
    public Hashtable Settings { get; }
    public string Target => (string)Settings["Target"]!;
    public string Kind => (string)Settings["TargetKind"]!;
    /// <summary>What a step says of services or sites; nothing where this bundle has no such step.</summary>
    public IEnumerable<Hashtable> Rows(string code, string list) => Steps.Where(s => (string)s["Step"]! == code).SelectMany(s => ((IEnumerable)((Hashtable)s["Parameters"]!)[list]!).Cast<Hashtable>());
    public bool Has(string code) => Steps.Any(s => (string)s["Step"]! == code);
    public IEnumerable<Hashtable> Steps => ((IEnumerable)Settings["Steps"]!).Cast<Hashtable>();

    Bundle(Func<string, Hashtable> fill) { Settings = fill(Folder); WriteManifest(); }

    /// <summary>The shipped scripts with data that a test wrote.</summary>
    public static Bundle Of(Hashtable settings) => new(folder =>
    {
        File.Copy(Path.Combine(Places.Source, "scripts", "Start-Runbook.ps1"), Path.Combine(folder, "Start-Runbook.ps1"));
        Copy(Path.Combine(Places.Source, "modules"), Path.Combine(folder, "modules"));
        File.WriteAllText(Path.Combine(folder, "settings.psd1"), Psd1.Write(settings));
        return settings;
    });

    /// <summary>What the TypeScript generator wrote for one target.</summary>
    public static Bundle Generated(string source) => new(folder =>
    {
        Copy(source, folder);
        return ScriptFile.Read(Path.Combine(folder, "settings.psd1")).Data();
    });

    static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    public void WriteManifest()
    {
        var files = Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "manifest.json").Order(StringComparer.Ordinal).Select(f => new JObject
        {
            ["path"] = Path.GetRelativePath(Folder, f).Replace('\\', '/'), ["bytes"] = new FileInfo(f).Length, ["sha256"] = Sha256(File.ReadAllBytes(f)),
        });
        File.WriteAllText(Path.Combine(Folder, "manifest.json"), new JObject
        {
            ["type"] = "mim-gmsa/manifest/1", ["genesis"] = new string('0', 64), ["planDigest"] = new string('1', 64), ["requestId"] = (string)Settings["RequestId"]!,
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

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

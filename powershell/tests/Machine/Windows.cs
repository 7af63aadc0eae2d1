using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>How Windows answers: only what the modules need, and each refusal that they must handle.</summary>
public sealed partial class FakeWindowsServer
{
    /// <summary>What Windows says of every signature.</summary>
    public string Signatures { get; set; } = "Valid";

    /// <summary>When this machine was started last. No part of the world: two runs of one story may take different time.</summary>
    public DateTime Started { get; private set; } = new(2026, 11, 1, 6, 0, 0, DateTimeKind.Utc);
    public void Reboot() => Started = Started.AddDays(1);

    const string ServiceKeys = @"registry:HKLM\SYSTEM\CurrentControlSet\Services\";

    void ModelWindows()
    {
        On("Stop-Service", call => { foreach (var n in Matching(call)) if (call.Cmdlet.ShouldProcess(n)) Set("service:" + n, "State", "Stopped"); return []; });
        On("Start-Service", call => { foreach (var n in Matching(call)) if (call.Cmdlet.ShouldProcess(n)) Start(n); return []; });
        On("Get-CimInstance", GetCim);
        On("Get-Acl", call => [Row(("Sddl", Sddl(call.Get<string[]>("LiteralPath")![0])))]);
        On("Get-AuthenticodeSignature", call => [Row(("Status", Signatures))]);
        On("Get-WindowsFeature", call => [Row(("Name", call.Get<string[]>("Name")![0]), ("Installed", Equals(Get("feature:" + call.Get<string[]>("Name")![0], "Installed"), true)))]);
        On("Install-WindowsFeature", call => { Set("feature:RSAT-AD-PowerShell", "Installed", true); return [Row(("RestartNeeded", Get("feature:RSAT-AD-PowerShell", "RestartNeeded") ?? "No"))]; });
        On("Uninstall-WindowsFeature", call => { Set("feature:RSAT-AD-PowerShell", "Installed", false); return [Row(("RestartNeeded", "No"))]; });
        On("Test-NetConnection", call => [Row(("TcpTestSucceeded", !World.Exists($"closed|{call.Get<string>("ComputerName")}:{call.Get<int>("Port")}")))]);
        OnNative("sc.exe", ServiceControl);
        OnNative("klist.exe", a => { if (string.Join(' ', a) != "-li 0x3e7 purge") return (87, []); RenewTickets(); return (0, ["Ticket(s) purged!"]); });
        OnNative("icacls.exe", AccessLists);
        OnNative("secedit.exe", ExportRights);
        OnNative("robocopy.exe", Copy);
        OnNative("reg.exe", ExportKey);
    }

    public FakeWindowsServer WithService(string name, string account, string state = "Running") => With("service:" + name, ("Name", name), ("StartName", account), ("State", state), ("StartMode", "Auto")).With(ServiceKeys + name, ("ObjectName", account));

    IEnumerable<string> Matching(Call call)
    {
        foreach (var name in call.Get<string[]>("Name")!)
            yield return All("service").FirstOrDefault(s => Same(s, name))
                ?? throw new CommandError("NoServiceFoundForGivenName", ErrorCategory.ObjectNotFound, $"Cannot find any service with service name '{name}'.", name);
    }

    void Start(string name)
    {
        var account = (string)Get("service:" + name, "StartName")!;
        if (account.EndsWith('$') && !MayFetchPassword(account.Split('\\')[1]))
            throw new CommandError("StartServiceFailed", ErrorCategory.OpenError, $"Service '{name}' cannot be started: the service did not start due to a logon failure (1069).", name);
        Set("service:" + name, "State", "Running");
    }

    /// <summary>What the model itself answers about services; others may answer before it.</summary>
    public IEnumerable<object?> Services(Call call) => GetCim(call);

    IEnumerable<object?> GetCim(Call call)
    {
        if (call.Get<string>("ClassName") == "Win32_OperatingSystem") { yield return Row(("LastBootUpTime", Started.ToLocalTime())); yield break; }
        if (call.Get<string>("ClassName") != "Win32_Service") throw new CommandError("HRESULT 0x80041010", ErrorCategory.MetadataError, "Invalid class", call.Get<string>("ClassName"));
        var filter = Regex.Match(call.Get<string>("Filter") ?? "", @"^Name='((?:[^'\\]|\\.)*)'$");
        if (!filter.Success) throw new CommandError("HRESULT 0x80041017", ErrorCategory.InvalidArgument, "Invalid query", call.Get<string>("Filter"));
        foreach (var name in All("service").Where(n => Same(n, filter.Groups[1].Value)))
            yield return Row([.. World.Properties(Mine("service:" + name)).Select(p => (p.Key, p.Value))]);
    }

    (int, string[]) ServiceControl(string[] a)
    {
        if (a is not ["managedaccount", var name, "true"]) return (1639, ["ERROR: Unrecognized command"]);
        Set(ServiceKeys + name, "ServiceAccountManaged", 1);
        return (0, ["[SC] ChangeServiceConfig2 ERFOLG"]);
    }

    /// <summary>What Setup's change mode does when a person has typed the managed account.</summary>
    public void GiveAccountBySetup(string service, string account)
    {
        if (!MayFetchPassword(account.Split('\\')[1])) throw new InvalidOperationException($"Setup: {Name} may not fetch the password of {account}.");
        GiveAccount(service, account);
        Set(ServiceKeys + service, "ServiceAccountManaged", 1);
        Start(service);
    }

    public void GiveAccount(string service, string account)
    {
        With(ServiceKeys + service, ("ObjectName", account)); // the same fact, not a second change
        Set("service:" + service, "StartName", account);
    }

    const string Usual = "O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)";

    string Sddl(string path)
    {
        var name = path.TrimEnd('\\');
        return World.Get(Mine("acl:" + name), "Sddl") as string ?? Inherited(name);
    }

    /// <summary>What a folder has from the one above it.</summary>
    string Inherited(string name)
    {
        var cut = name.LastIndexOf('\\');
        var parent = cut > 2 ? Sddl(name[..cut]) : Usual;
        return "O:BAG:SYD:AI" + string.Concat(Regex.Matches(parent, @"\(A;([A-Z]*);([^)]*)\)").Where(m => m.Groups[1].Value.Contains("OICI")).Select(m => $"(A;OICIID;{m.Groups[2].Value})"));
    }

    void SetSddl(string path, string sddl)
    {
        if (path.Contains(@"\ProgramData\", StringComparison.OrdinalIgnoreCase)) With("acl:" + path, ("Sddl", sddl));
        else if (sddl == Inherited(path)) World.Delete(Mine("acl:" + path)); // nothing of its own is left
        else Set("acl:" + path, "Sddl", sddl);
    }

    (int, string[]) AccessLists(string[] a)
    {
        var path = a[0];
        if (!Directory.Exists(FileAt(path))) return (2, ["The system cannot find the file specified."]);
        var sddl = Sddl(path);
        for (var i = 1; i < a.Length; i++)
        {
            if (a[i] == "/inheritance:r") sddl = Regex.Replace(Regex.Replace(sddl, @"\(A;[A-Z]*ID;[^)]*\)", ""), "D:[A-Z]*", "D:PAI");
            else if (a[i] is "/grant" or "/grant:r")
                while (i + 1 < a.Length && Regex.Match(a[i + 1], @"^\*(S-[0-9A-Za-z-]+):\(OI\)\(CI\)(F|M|RX)$") is { Success: true } m)
                {
                    sddl += $"(A;OICI;{m.Groups[2].Value switch { "F" => "FA", "M" => "0x1301bf", _ => "0x1200a9" }};;;{m.Groups[1].Value switch { "S-1-5-32-544" => "BA", "S-1-5-18" => "SY", var s => s }})";
                    i++;
                }
            else if (a[i] == "/setowner" && a[++i] == "*S-1-5-32-544") sddl = Regex.Replace(sddl, "^O:[^:]*G:", "O:BAG:");
            else if (a[i] == "/remove:g") { var sid = Regex.Escape(a[++i].TrimStart('*')); sddl = Regex.Replace(sddl, $@"\(A;(?![A-Z]*ID)[^)]*;;;{sid}\)", ""); }
            else if (a[i] != "/Q") return (87, ["Invalid parameter " + a[i]]);
        }
        SetSddl(path, sddl);
        return (0, []);
    }

    (int, string[]) ExportRights(string[] a)
    {
        if (a is not ["/export", "/areas", "USER_RIGHTS", "/cfg", var path, "/quiet"]) return (1, ["?"]);
        var lines = All("right").Select(r => $"{r} = {string.Join(',', World.List(Mine("right:" + r), "Holders"))}");
        File.WriteAllText(FileAt(path), "[Unicode]\r\nUnicode=yes\r\n[Privilege Rights]\r\n" + string.Join("\r\n", lines) + "\r\n", Encoding.Unicode);
        return (0, []);
    }

    (int, string[]) Copy(string[] a)
    {
        var (from, to) = (FileAt(a[0]), FileAt(a[1]));
        if (!Directory.Exists(from)) return (16, ["ERROR 2"]);
        World.BeforeChange?.Invoke(new Change(Mine("copy:" + a[1]), "", null, a[0]));
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        Set("copy:" + a[1], "From", a[0]);
        return (1, []); // 1: files were copied
    }

    (int, string[]) ExportKey(string[] a)
    {
        if (a is not ["export", var key, var path, "/y"]) return (1, []);
        if (!World.All(Mine("registry:" + key)).Any()) return (1, ["ERROR: The system was unable to find the specified registry key or value."]);
        World.BeforeChange?.Invoke(new Change(Mine("export:" + key), "", null, path));
        File.WriteAllText(FileAt(path), "Windows Registry Editor Version 5.00", Encoding.Unicode);
        Set("export:" + key, "File", path);
        return (0, ["The operation completed successfully."]);
    }
}

using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>Puts into the world what a step expects to find before the conversion.</summary>
static class Furnish
{
    public static void Machine(FakeWindowsServer machine, string kind)
    {
        if (kind is "mim" or "sql") FakeWindowsServer.WithObject(machine.World, machine.Name + "$", "computer");
        machine.HasDirectoryTools = machine.IsDomainController = kind is "directory" or "client";
        if (kind is "mim") Installer(machine);
        machine.With("computer", ("Groups", Array.Empty<string>()))
            .With("right:SeServiceLogonRight", ("Holders", new[] { "*S-1-5-80-0", "NT SERVICE\\ALL SERVICES" })).With("right:SeDenyServiceLogonRight", ("Holders", new[] { "Guest" }))
            .With(@"registry:HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full", ("Release", 461808));
    }

    /// <summary>What Windows Installer knows of MIM: a product and a patch, whose packages it keeps.</summary>
    static void Installer(FakeWindowsServer machine)
    {
        const string Data = @"registry:HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18\";
        machine.With(Data + @"Products\A1\InstallProperties", ("DisplayName", "Microsoft Identity Manager Synchronization Service"), ("LocalPackage", @"C:\Windows\Installer\a1.msi"))
            .With(Data + @"Products\A1\Patches\B2", ("DisplayName", "Hotfix"))
            .With(Data + @"Patches\B2", ("LocalPackage", @"C:\Windows\Installer\b2.msp"))
            .With(Data + @"Products\C3\InstallProperties", ("DisplayName", "Another product"), ("LocalPackage", @"C:\Windows\Installer\lost.msi"))
            .WithFile(@"C:\Windows\Installer\a1.msi", "").WithFile(@"C:\Windows\Installer\b2.msp", "");
        machine.With("feature:RSAT-AD-PowerShell", ("Installed", false));
    }

    static string Text(Hashtable values, string name) => (string)values[name]!;
    static IEnumerable<Hashtable> Rows(Hashtable values, string name) => ((IEnumerable)values[name]!).Cast<Hashtable>();
    static string Bare(string account) => account.Split('\\').Last();

    static void User(World world, string account)
    {
        if (!world.All("ad|").Any(n => string.Equals(world.Get("ad|" + n, "sAMAccountName") as string, Bare(account), StringComparison.OrdinalIgnoreCase))) FakeWindowsServer.WithObject(world, Bare(account), "user", ("lastLogonTimestamp", world.Now.AddDays(-30).ToFileTimeUtc().ToString()));
    }

    static string NameOf(World world, string sam) => world.All("ad|").Single(n => string.Equals(world.Get("ad|" + n, "sAMAccountName") as string, sam, StringComparison.OrdinalIgnoreCase));

    public static void For(FakeWindowsServer machine, string code, Hashtable values, bool standby)
    {
        var world = machine.World;
        switch (code)
        {
            case "A-01":
                foreach (var row in Rows(values, "Services")) { machine.WithService(Text(row, "Name"), Text(row, "OldAccount"), standby ? "Stopped" : "Running"); if (standby) machine.With("service:" + Text(row, "Name"), ("StartMode", "Manual")); User(world, Text(row, "OldAccount")); }
                break;
            case "A-02":
                foreach (var row in Rows(values, "Products")) machine.WithFile(Text(row, "Path"), Text(row, "Build"));
                break;
            case "A-03":
                foreach (var row in Rows(values, "Sites"))
                {
                    var site = "MIM " + Text(row, "Component") + " Site";
                    machine.With("site:" + site, ("physicalPath", @"%ProgramFiles%\Microsoft Forefront Identity Manager\2010\" + Text(row, "PathEnd").Trim('\\')), ("applicationPool", "Pool" + Text(row, "Component")), ("useAppPoolCredentials", "False"), ("useKernelMode", "True"))
                        .With("pool:Pool" + Text(row, "Component"), ("userName", Text(row, "OldAccount")), ("State", "Started"));
                    User(world, Text(row, "OldAccount"));
                }
                break;
            case "A-04": User(world, Text(values, "Account")); break;
            case "B-01": foreach (string d in (IEnumerable)values["Databases"]!) machine.With("database:" + d, ("Name", d)); break;
            case "B-03": machine.WithFile(Text(values, "Source") + @"\Service\x.config", $"<configuration secret='{Lab.Secret}'/>"); break;
            case "B-04":
                foreach (var row in Rows(values, "Keys")) if (!world.Exists(machine.Mine("registry:" + Text(row, "Key")))) machine.With("registry:" + Text(row, "Key"), ("Location", @"C:\Program Files"), ("EncryptedExchangeOnlineAccountPassword", Lab.Secret));
                break;
            case "D-06": foreach (string g in (IEnumerable)values["Groups"]!) if (!world.All("ad|").Any(n => n.StartsWith($"CN={g},", StringComparison.OrdinalIgnoreCase))) FakeWindowsServer.WithObject(world, g, "group", ("groupType", "-2147483646"), ("member", Array.Empty<string>())); break;
            case "D-07":
                User(world, Text(values, "OldAccount"));
                world.With("ad|" + NameOf(world, Bare(Text(values, "OldAccount"))), ("servicePrincipalName", world.List("ad|" + NameOf(world, Bare(Text(values, "OldAccount"))), "servicePrincipalName").Concat(((IEnumerable)values["ServicePrincipalNames"]!).Cast<string>()).Distinct().ToArray()));
                break;
            case "F-01" or "G-01": if (values["Media"] is string media && media != "") machine.WithFolder(media); break;
            case "E-03": foreach (var row in Rows(values, "Folders")) machine.WithFolder(Text(row, "Path")); break;
            case "E-04": foreach (var row in Rows(values, "Logins")) machine.With("database:" + Text(row, "Database"), ("Name", Text(row, "Database"))); break;
        }
    }
}

using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>What the person does in windows, as the runbook's instructions say.</summary>
static class Deeds
{
    public static void Do(FakeWindowsServer machine, Bundle bundle, string code, Hashtable values)
    {
        string Text(string name) => (string)values[name]!;
        switch (code)
        {
            case "B-02" or "F-08": machine.WithFile(Text("KeyFile"), $"{Lab.Secret} of {code}"); break;
            case "F-01" or "G-01": machine.Set("service:" + Text("Service"), "State", "Stopped"); break;
            case "E-01":
                var sids = ((IEnumerable)values["Accounts"]!).Cast<string>().Select(a => "*" + (string)machine.World.Get("ad|" + machine.World.All("ad|").Single(n => string.Equals(machine.World.Get("ad|" + n, "sAMAccountName") as string, a.Split('\\').Last().TrimEnd('$') + "$", StringComparison.OrdinalIgnoreCase)), "objectSid")!);
                machine.Set("right:SeServiceLogonRight", "Holders", machine.World.List(machine.Mine("right:SeServiceLogonRight"), "Holders").Concat(sids).Distinct().ToArray());
                break;
            case "F-02" or "F-03" or "F-04" or "G-05" or "G-09":
                GiveAccountsToPartsOfPam(machine, bundle); // all of it is typed before Setup starts the service
                machine.GiveAccountBySetup(Text("Service"), Text("Account"));
                break;
            case "H-01":
                foreach (Hashtable row in (IEnumerable)values["Sites"]!) machine.Set("pool:Pool" + (string)row["Component"]!, "userName", row["Account"]);
                break;
            case "F-05":
                machine.GiveAccountBySetup(Text("Service"), Text("Account"));
                Rest(machine, Text("Service")); // the standby rests
                break;
            case "J-08": machine.Reboot(); break;
            case "R-01" or "R-02" or "R-03":
                foreach (Hashtable row in (IEnumerable)values["Services"]!) TakeBack(machine, row);
                foreach (Hashtable row in (IEnumerable)values["Sites"]!) machine.Set("pool:Pool" + (string)row["Component"]!, "userName", row["Account"]);
                break;
            default: throw new InvalidOperationException($"Nobody knows what to do by hand for {code}.");
        }
    }

    static void Rest(FakeWindowsServer machine, string service)
    {
        machine.Set("service:" + service, "State", "Stopped");
        machine.Set("service:" + service, "StartMode", "Manual");
    }

    /// <summary>Setup with an ordinary account and its password; Windows no longer manages it.</summary>
    static void TakeBack(FakeWindowsServer machine, Hashtable row)
    {
        var service = (string)row["Name"]!;
        machine.With(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + service, ("ServiceAccountManaged", null)); // one act of Setup, one change
        machine.GiveAccount(service, (string)row["Account"]!);
        if ((string)row["Rests"]! == "must") Rest(machine, service); else machine.Set("service:" + service, "State", "Running");
    }

    /// <summary>The wizard asks for the parts of PAM too; it leaves them resting, and Windows does not yet know that their accounts are managed.</summary>
    static void GiveAccountsToPartsOfPam(FakeWindowsServer machine, Bundle bundle)
    {
        foreach (var row in PartsOfPam(bundle)) machine.GiveAccount((string)row["Name"]!, (string)row["NewAccount"]!);
        foreach (var row in bundle.Rows("A-03", "Sites").Where(r => (string)r["Component"]! == "PAMREST")) machine.Set("pool:PoolPAMREST", "userName", row["NewAccount"]);
    }

    static IEnumerable<Hashtable> PartsOfPam(Bundle bundle) => bundle.Rows("A-01", "Services").Where(r => ((string)r["Component"]!).StartsWith("PAM", StringComparison.Ordinal));

    /// <summary>Manual steps whose effect the rest of the conversion needs.</summary>
    public static void DoManual(FakeWindowsServer machine, Bundle bundle, string code)
    {
        switch (code)
        {
            case "D-04": machine.RenewTickets(); break; // the restart that lets a host learn its groups
        }
    }

    public static void RollPasswords(World world)
    {
        foreach (var account in world.All("ad|").ToList().Where(n => world.Get("ad|" + n, "objectClass") as string == "msDS-GroupManagedServiceAccount"))
            world.With("ad|" + account, ("PasswordLastSet", ((DateTime)world.Get("ad|" + account, "whenCreated")!).AddDays(31)));
    }
}

using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>SQL Server and IIS of one machine.</summary>
public sealed partial class FakeWindowsServer
{
    /// <summary>Every statement that a SQL server was sent.</summary>
    public List<string> Queries { get; } = [];

    /// <summary>What the server answers to the statements that the module sends; any other statement is an error.</summary>
    public IEnumerable<object?> Sql(string instance, string database, string query, IDictionary parameters)
    {
        AssertPower();
        Queries.Add(query);
        string P(string name) => parameters[name]?.ToString() ?? throw new CommandError("SqlException", ErrorCategory.InvalidArgument, $"Must declare the scalar variable @{name}.", terminating: true);
        static IEnumerable<object?> Answer(params (string, string)[] row) { var o = new System.Collections.Specialized.OrderedDictionary(); foreach (var (k, v) in row) o[k] = v; return [o]; }
        foreach (Match used in Regex.Matches(query, "@[a-z]+")) if (used.Value is not "@statement") _ = P(used.Value[1..]);
        if (database != "master" && !World.Exists(Mine("database:" + database))) throw new CommandError("SqlException", ErrorCategory.ObjectNotFound, $"Cannot open database \"{database}\".", terminating: true);
        var (login, user) = (parameters.Contains("login") ? Mine("login:" + P("login")) : "", parameters.Contains("login") ? Mine($"user:{database}:" + P("login")) : "");
        if (query.StartsWith("SELECT TOP (1) CONVERT", StringComparison.Ordinal))
            return World.Get(Mine($"backup:{P("database")}:{P("file")}"), "Name") as string == P("label") ? Answer(("Finished", "2026-11-28T22:10:00")) : [];
        if (query.StartsWith("BACKUP DATABASE @database TO DISK = @file WITH COPY_ONLY, CHECKSUM, INIT, NAME = @label", StringComparison.Ordinal)) { World.Set(Mine($"backup:{P("database")}:{P("file")}"), "Name", P("label")); return []; }
        if (query.StartsWith("RESTORE VERIFYONLY", StringComparison.Ordinal)) return All("backup").Any(b => b.EndsWith(":" + P("file"), StringComparison.OrdinalIgnoreCase)) ? [] : throw new CommandError("SqlException", ErrorCategory.ObjectNotFound, "Cannot open backup device.", terminating: true);
        if (query.Contains("SUSER_ID(@login)")) return Answer(("HasLogin", World.Exists(login) ? "1" : "0"));
        if (query.Contains("DATABASE_PRINCIPAL_ID(@login)")) return Answer(("HasUser", World.Exists(user) ? "1" : "0"), ("IsOwner", World.Get(user, "Owner") as string == "yes" ? "1" : "0"));
        if (!query.Contains("QUOTENAME(@login)") || !query.Contains("sp_executesql @statement")) throw new CommandError("SqlException", ErrorCategory.SyntaxError, "Incorrect syntax: " + query, terminating: true);
        if (query.Contains("CREATE LOGIN")) World.Create(login, ("From", "WINDOWS"));
        else if (query.Contains("CREATE USER")) { if (!World.Exists(login)) throw new CommandError("SqlException", ErrorCategory.ObjectNotFound, "No such login.", terminating: true); World.Create(user, ("Owner", "")); }
        else if (query.Contains("ADD MEMBER")) World.Set(user, "Owner", "yes");
        else if (query.Contains("DROP MEMBER")) World.Set(user, "Owner", "");
        else if (query.Contains("DROP USER")) World.Delete(user);
        else if (query.Contains("DROP LOGIN")) { if (World.All(Mine("user:")).Any(u => u.EndsWith(":" + P("login"), StringComparison.OrdinalIgnoreCase))) throw new CommandError("SqlException", ErrorCategory.ResourceBusy, "The login has users.", terminating: true); World.Delete(login); }
        else throw new CommandError("SqlException", ErrorCategory.SyntaxError, "Incorrect syntax: " + query, terminating: true);
        return [];
    }

    void ModelWeb()
    {
        On("Get-Website", _ => All("site").Select(s => (object)Row(("name", s), ("physicalPath", Get("site:" + s, "physicalPath")), ("applicationPool", Get("site:" + s, "applicationPool")))));
        On("Get-WebAppPoolState", call => [Row(("Value", Get("pool:" + call.Get<string>("Name"), "State")))]);
        On("Get-WebConfigurationProperty", WebProperty);
        On("Set-WebConfigurationProperty", call =>
        {
            var site = call.Get<string[]>("Location")![0];
            if (call.Get<string[]>("Filter")![0] != "system.webServer/security/authentication/windowsAuthentication" || !World.Exists(Mine("site:" + site))) throw new CommandError("WebConfiguration", ErrorCategory.InvalidArgument, "Unknown section or site", terminating: true);
            Set("site:" + site, call.Get<string>("Name")!, call.Get<object>("Value")!.ToString());
            return [];
        });
        On("Get-WebConfigurationBackup", _ => All("webbackup").Select(n => (object)Row(("Name", n))));
        On("Backup-WebConfiguration", call => { World.Create(Mine("webbackup:" + call.Get<string>("Name")), ("Made", "yes")); return []; });
    }

    IEnumerable<object?> WebProperty(Call call)
    {
        var (filter, name, site) = (call.Get<string[]>("Filter")![0], call.Get<string[]>("Name")![0], call.Get<string[]>("Location")?[0]);
        if (Regex.Match(filter, @"^system\.applicationHost/applicationPools/add\[@name='([^']*)'\]/processModel$") is { Success: true } pool && name is "userName" or "identityType") return [Get("pool:" + pool.Groups[1].Value, name) ?? (name == "identityType" ? "SpecificUser" : null)];
        if (filter == "system.webServer/security/authentication/windowsAuthentication" && site is not null) return [Row(("Value", Get("site:" + site, name)))];
        throw new CommandError("WebConfiguration", ErrorCategory.InvalidArgument, $"Unknown section {filter} {name} {site}", terminating: true);
    }
}

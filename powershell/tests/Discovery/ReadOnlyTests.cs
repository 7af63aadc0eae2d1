using System.Management.Automation.Language;
using MimGmsa.PowerShell.Tests.Language;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>
/// The discovery script reads. Shown twice: every command and every .NET member that it calls stands in a list of harmless ones, and in the
/// engine no run changes the world, with every command of the model that could change something made to fail.
/// </summary>
public sealed class ReadOnlyTests : DiscoveryBench
{
    /// <summary>What reads, compares or speaks.</summary>
    static readonly HashSet<string> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        "ForEach-Object", "Where-Object", "New-Object", "Join-Path", "Split-Path", "Set-StrictMode", "Write-Information", "Write-Warning", "Test-Path", "Get-Variable", "Get-Command", "Get-Date",
        "Get-ItemProperty", "Get-ChildItem", "Get-CimInstance", "Get-ExecutionPolicy", "Get-LocalGroup", "Get-WebConfigurationProperty", "Get-Website", "Get-WebBinding", "Get-ADReplicationFailure", "Resolve-DnsName",
    };

    /// <summary>Objects that are made: searchers, parsers, buffers. None of them changes anything by being made.</summary>
    static readonly HashSet<string> Made =
    [
        "System.Text.StringBuilder", "System.Security.Principal.WindowsPrincipal", "System.Security.Cryptography.X509Certificates.X509Store", "System.Security.Principal.SecurityIdentifier",
        "System.Security.AccessControl.RawSecurityDescriptor", "System.Net.Sockets.TcpClient", "System.Data.SqlClient.SqlConnectionStringBuilder", "System.Data.SqlClient.SqlConnection",
        "System.DirectoryServices.DirectoryEntry", "System.DirectoryServices.DirectorySearcher", "System.Xml.XmlDocument",
    ];

    /// <summary>Methods of objects and types. `LoadXml` and `Append` change memory only; `Open` of a store is bound to ReadOnly below.</summary>
    static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "GetBaseException", "IsNullOrEmpty", "ContainsKey", "Sort", "ToUniversalTime", "ToString", "ToCharArray", "Append", "GetCurrent", "IsInRole", "GetVersionInfo", "GetUnresolvedProviderPathFromPSPath", "Create",
        "ComputeHash", "Replace", "ToLowerInvariant", "ToUpperInvariant", "Dispose", "Close", "Open", "Substring", "ToByte", "Translate", "BeginConnect", "WaitOne", "CreateCommand", "AddWithValue", "ExecuteReader",
        "Read", "GetName", "GetValue", "FindAll", "TrimEnd", "TrimStart", "Trim", "GetCultureInfo", "ToInt32", "Match", "Matches", "ExpandEnvironmentVariables", "IndexOf", "LoadXml", "ReadAllText", "ReadAllBytes",
        "SelectSingleNode", "EndsWith", "TryCreate", "ToBase64String", "AddDays", "AddYears", "GetRSAPublicKey", "ExportParameters", "Max", "Abs", "Round", "ParseExact", "FromFileTimeUtc", "GetBytes", "ShouldProcess",
    };

    static readonly ScriptFile Shipped = ScriptFile.Read(Script);

    /// <summary>The one function that makes the certificate, and the one that writes the files of the run.</summary>
    static readonly Dictionary<string, string> Exceptions = new() { ["New-SelfSignedCertificate"] = "New-DiscoveryRecipient", ["WriteAllBytes"] = "Write-DiscoveryFile" };

    static string FunctionOf(Ast? ast) => ast switch { null => "", FunctionDefinitionAst f => f.Name, _ => FunctionOf(ast.Parent) };

    static IEnumerable<string> Offences(ScriptFile script)
    {
        var own = script.Functions.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var command in script.All<CommandAst>())
        {
            var name = command.GetCommandName() ?? "(computed)";
            if (!own.Contains(name) && !Commands.Contains(name) && !(Exceptions.TryGetValue(name, out var place) && place == FunctionOf(command))) yield return name;
            if (name == "New-Object" && !(command.CommandElements is [_, CommandParameterAst { ParameterName: "TypeName" }, StringConstantExpressionAst { Value: var type }, ..] && Made.Contains(type))) yield return command.Extent.Text;
        }
        foreach (var call in script.All<InvokeMemberExpressionAst>())
        {
            var name = (call.Member as StringConstantExpressionAst)?.Value ?? "(computed)";
            if (!Members.Contains(name) && !(Exceptions.TryGetValue(name, out var place) && place == FunctionOf(call))) yield return call.Extent.Text;
        }
        foreach (var file in script.All<FileRedirectionAst>()) yield return file.Extent.Text;
        // a property that is set belongs to an object that the script made for itself
        foreach (var set in script.All<AssignmentStatementAst>().Select(a => a.Left).OfType<MemberExpressionAst>())
            if (set.Extent.Text is not ("$searcher.PageSize" or "$document.XmlResolver" or "$command.CommandText" or "$forest.Domains" or "$Directory.Reason" or "$forestOrReason.Reason") && !set.Extent.Text.StartsWith("$file.", StringComparison.Ordinal)) yield return set.Extent.Text;
    }

    [Fact]
    public void It_calls_only_what_reads() => Assert.Empty(Offences(Shipped));

    [Theory]
    [InlineData("Set-ItemProperty -Path x -Name y -Value 1")]
    [InlineData("Stop-Service -Name x")]
    [InlineData("New-SelfSignedCertificate -Subject x")]
    [InlineData("setspn.exe -S a b")]
    [InlineData("[System.IO.File]::WriteAllBytes('x', $y)")]
    [InlineData("[System.IO.File]::Delete('x')")]
    [InlineData("$entry.CommitChanges()")]
    [InlineData("$entry.Properties['a'].Value = 'b'")]
    [InlineData("New-Object -TypeName System.Diagnostics.Process")]
    [InlineData("'x' > y.txt")]
    [InlineData("& $name")]
    public void A_line_that_could_change_something_is_noticed(string text) => Assert.NotEmpty(Offences(ScriptFile.Parse(text)));

    [Fact]
    public void What_is_sent_to_SQL_Server_begins_with_SELECT_and_the_store_is_opened_for_reading()
    {
        Use("fabrikam");
        var host = Host("FABMIMSYN01");
        Run(host);
        Assert.True(host.Queries.Count >= 4);
        Assert.All(host.Queries, q => Assert.StartsWith("SELECT ", q));
        Assert.All(host.Queries, q => Assert.DoesNotContain(";", q));
        Assert.Contains("$store.Open([System.Security.Cryptography.X509Certificates.OpenFlags]::ReadOnly)", File.ReadAllText(Script));
    }

    public static TheoryData<string, string> Machines => new() { { "contoso", "MIMSYNC" }, { "contoso", "MIMPORTAL" }, { "fabrikam", "FABMIMSSP01" }, { "priv-pam", "PAMSRV" }, { "priv-pam", "" } };

    [Theory, MemberData(nameof(Machines))]
    public void No_run_changes_anything(string sample, string name)
    {
        Use(sample);
        var machine = name == "" ? Workstation() : Host(name);
        // the verbs of what reads; every other command of the model, and every program, ends the run
        foreach (var command in machine.Commands.Where(c => c.Split('-')[0] is not ("Get" or "Test" or "Resolve")).ToList()) machine.On(command, _ => throw new InvalidOperationException(command + " was called"));
        foreach (var native in machine.Natives.ToList()) machine.OnNative(native, _ => throw new InvalidOperationException(native + " was called"));
        World.BeforeChange = change => throw new InvalidOperationException("changes " + change);
        var before = World.Snapshot();
        var run = Run(machine, name == "" ? "-Directory" : "");
        Assert.Equal(0, run.Code);
        Assert.Equal(before, World.Snapshot());
        Assert.Single(run.Files);
    }
}

using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Lint;

/// <summary>The analyzer is one per process and takes seconds to start.</summary>
public sealed class AnalyzerFixture : IDisposable
{
    readonly FakeWindowsServer machine = new(new World(), "LINT");
    internal Analyzer Analyzer { get; }
    public AnalyzerFixture() => Analyzer = new(Session.State(machine, doubles: false), Rules.All);
    public void Dispose() { Analyzer.Dispose(); machine.Dispose(); }
}

public class LintTests(AnalyzerFixture fixture) : IClassFixture<AnalyzerFixture>
{
    string[] Findings(Func<IReadOnlyList<Microsoft.Windows.PowerShell.ScriptAnalyzer.Generic.DiagnosticRecord>> analyze)
    {
        var found = analyze();
        var errors = string.Join("\n", fixture.Analyzer.Errors);
        fixture.Analyzer.Errors.Clear();
        Assert.True(errors == "", errors); // a rule that throws finds nothing
        return [.. found.Select(f => $"{Path.GetFileName(f.ScriptPath)} {f.Extent.StartLineNumber} {f.RuleName}: {f.Message}")];
    }

    // one rule about manifests opens a runspace that needs pwsh, so a manifest is analysed as text; that it loads is shown by every bundle test
    IReadOnlyList<Microsoft.Windows.PowerShell.ScriptAnalyzer.Generic.DiagnosticRecord> Analyze(string file) =>
        file.EndsWith(".psd1", StringComparison.Ordinal) ? fixture.Analyzer.Analyze(File.ReadAllText(file)) : fixture.Analyzer.AnalyzeFile(file);

    [Fact]
    public void No_rule_finds_anything_in_what_we_ship()
    {
        var findings = string.Join('\n', Places.Scripts.SelectMany(f => Findings(() => Analyze(f)).Select(x => $"{Path.GetFileName(f)}:{x}")));
        Assert.True(findings == "", findings);
    }

    [Fact]
    public void No_rule_finds_anything_in_the_data_that_the_generator_writes()
    {
        var findings = string.Join('\n', Places.SampleNames.SelectMany(Places.Generated).Select(b => Path.Combine(b, "settings.psd1")).SelectMany(f => Findings(() => Analyze(f)).Where(x => !x.Contains("PSAvoidLongLines"))));
        Assert.True(findings == "", findings); // instructions for a person are as long as they are
    }

    [Theory]
    [InlineData("gci", "AvoidUsingCmdletAliases")]
    [InlineData("$a = $b ?? 1", "UseCompatibleSyntax")]
    [InlineData("Get-Error", "UseCompatibleCommands")]
    [InlineData("[System.Text.Json.JsonDocument]::Parse('{}')", "UseCompatibleTypes")]
    [InlineData("try { 1 } catch { }", "AvoidUsingEmptyCatchBlock")]
    [InlineData("function Set-X { param($A) Set-Service -Name $A }", "UseShouldProcessForStateChangingFunctions")]
    [InlineData("Get-WmiObject -Class Win32_Service", "AvoidUsingWMICmdlet")]
    [InlineData("Write-Host 'x'", "AvoidUsingWriteHost")]
    public void A_bad_line_is_found(string text, string rule) => Assert.Contains(Findings(() => fixture.Analyzer.Analyze(text)), f => f.Contains(rule));
}

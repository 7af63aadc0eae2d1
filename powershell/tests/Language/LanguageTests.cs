using System.Text;
using MimGmsa.PowerShell.Tests.Machine;
using System.Management.Automation;

namespace MimGmsa.PowerShell.Tests.Language;

/// <summary>House rules of every PowerShell file that we ship.</summary>
public class LanguageTests
{
    public static TheoryData<string> Files => [.. Places.Scripts.Select(f => Path.GetRelativePath(Places.Source, f))];
    static string Full(string file) => Path.Combine(Places.Source, file);

    [Fact]
    public void There_are_scripts() => Assert.True(Places.Scripts.Length > 12);

    [Theory, MemberData(nameof(Files))]
    public void Bytes_are_ASCII_with_CRLF_so_that_5_1_and_the_signature_read_the_same(string file)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Full(file)));
        Assert.DoesNotContain(text, c => c > 126 || c < 32 && c is not ('\r' or '\n'));
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);
        Assert.EndsWith("\r\n", text);
    }

    [Theory, MemberData(nameof(Files))]
    public void Code_keeps_the_house_rules_and_the_syntax_of_5_1(string file)
    {
        var script = ScriptFile.Read(Full(file));
        if (file.EndsWith(".psd1", StringComparison.Ordinal)) { Assert.NotEmpty(script.Data()); Assert.Empty(script.NotSingleQuoted()); }
        else Assert.Empty(script.Offences());
    }

    [Fact]
    public void Every_called_command_and_parameter_exists_in_5_1()
    {
        CommandProfile[] systems = [Session.Windows.Value, CommandProfile.Load(Places.Profile2019)];
        var scripts = Places.Scripts.ToDictionary(f => Path.GetFileName(f), ScriptFile.Read);
        var own = Known51.Own(scripts.Values);
        Assert.Empty(scripts.SelectMany(s => Known51.Unknown(s.Value, own, systems, Session.Modules.Value).Select(u => $"{s.Key} {u}")));
    }

    [Fact]
    public void A_module_imports_what_it_calls()
    {
        var modules = Places.Scripts.Where(f => f.EndsWith(".psm1", StringComparison.Ordinal)).ToDictionary(f => Path.GetFileNameWithoutExtension(f), ScriptFile.Read);
        foreach (var (name, script) in modules)
        {
            var text = script.Ast.Extent.Text;
            var own = script.Functions.ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var (other, theirs) in modules.Where(m => m.Key != name))
            {
                var uses = script.Commands.Any(c => c is not null && !own.Contains(c) && theirs.Functions.Contains(c, StringComparer.OrdinalIgnoreCase));
                Assert.True(!uses || text.Contains($"'{other}'", StringComparison.Ordinal) || text.Contains($"'{other}.psm1'", StringComparison.Ordinal), $"{name} uses {other} and does not import it");
            }
        }
    }

    [Fact]
    public void A_stand_in_declares_only_what_5_1_declares()
    {
        var common = new HashSet<string>(Cmdlet.CommonParameters.Concat(Cmdlet.OptionalCommonParameters));
        Assert.Empty(StandIns.All.Cmdlets.SelectMany(c => c.Type.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute), true) && !common.Contains(p.Name))
            .Where(p => !Session.Windows.Value.Has(c.Name, p.Name)).Select(p => $"{c.Name} -{p.Name}")));
    }

    [Theory]
    [InlineData("$a = $b ? 1 : 2")]
    [InlineData("$a = $b ?? 1")]
    [InlineData("$b ??= 1")]
    [InlineData("${b}?.Length")]
    [InlineData("${b}?[0]")]
    [InlineData("Get-Date && Get-Date")]
    [InlineData("Get-Date &")]
    [InlineData("Get-Date\n| Out-Null")]
    [InlineData("function Get-X { process { 1 } clean { 2 } }")]
    [InlineData("0b101")]
    [InlineData("1u")]
    [InlineData("7n")]
    [InlineData("\"`e[0m\"")]
    [InlineData("\"`u{1F600}\"")]
    [InlineData("& $name")]
    [InlineData(". .\\x.ps1")]
    [InlineData("Invoke-Expression -Command 'x'")]
    [InlineData("Add-Type -AssemblyName System.Data")]
    [InlineData("[scriptblock]::Create('x')")]
    [InlineData("function Change-X { }")]
    public void A_script_that_breaks_a_house_rule_is_refused(string text) => Assert.NotEmpty(ScriptFile.Parse("#Requires -Version 5.1\n" + text).Offences());

    [Theory]
    [InlineData("Get-Servce -Name x")]
    [InlineData("Get-ADObject -Identty x")]
    [InlineData("Get-Date -Forma x")]
    [InlineData("nosuch.exe x")]
    [InlineData("Get-MimGmsaService -Nmae x")]
    public void An_unknown_command_or_parameter_is_found(string text) =>
        Assert.NotEmpty(Known51.Unknown(ScriptFile.Parse(text), Known51.Own(Places.Scripts.Select(ScriptFile.Read)), [Session.Windows.Value], Session.Modules.Value));
}

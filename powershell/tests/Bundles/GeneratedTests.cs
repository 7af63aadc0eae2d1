using System.Collections;
using System.Management.Automation.Language;
using System.Text;
using MimGmsa.PowerShell.Tests.Language;
using MimGmsa.PowerShell.Tests.Machine;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>Every file that the generator writes, read by the real engine.</summary>
public class GeneratedTests
{
    static string[] Bundles => [.. Places.SampleNames.SelectMany(Places.Generated)];
    static string[] Files(string bundle) => [.. Directory.GetFiles(bundle, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".ps1" or ".psm1" or ".psd1").Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_sample_is_here() => Assert.Equal(["contoso", "contoso-exchange", "fabrikam", "priv-pam"], Places.SampleNames);

    [Theory]
    [InlineData("contoso", "MIMPORTAL MIMSYNC SQL client directory")]
    [InlineData("contoso-exchange", "MIMPORTAL MIMSYNC SQL client directory")]
    [InlineData("fabrikam", "FABMIMSSP01 FABMIMSSP02 FABMIMSVC01 FABMIMSVC02 FABMIMSYN01 FABMIMSYN02 FABSQL01 FABSQL02 client directory")]
    [InlineData("priv-pam", "PAMSRV client directory")]
    public void Every_target_has_its_bundle(string sample, string targets) => Assert.Equal(targets.Split(' '), Places.Generated(sample).Select(b => Path.GetFileName(b)!));

    [Fact]
    public void Code_is_what_we_ship_byte_for_byte_and_nothing_else()
    {
        const string Exchange = "Update-ExchangePassword.ps1";
        var alone = Directory.GetFiles(Path.Combine(Places.Samples, "release")).Select(f => Path.GetFileName(f)!).ToHashSet(); // handed out on their own
        var shipped = Places.Scripts.ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
        foreach (var bundle in Bundles)
        {
            var code = Files(bundle).Where(f => Path.GetFileName(f) != "settings.psd1").ToList();
            // the mailbox password belongs where the MIM Service runs
            var service = ScriptFile.Read(Path.Combine(bundle, "settings.psd1")).Data()["Steps"] is IEnumerable steps && steps.Cast<Hashtable>().Any(s => (string)s["Step"]! == "G-05");
            Assert.Equal(shipped.Keys.Where(f => !alone.Contains(f) && (service || f != Exchange)).Order(), code.Select(f => Path.GetFileName(f)!).Order());
            Assert.All(code, f => Assert.Equal(shipped[Path.GetFileName(f)], File.ReadAllBytes(f)));
        }
    }

    [Fact]
    public void Every_file_parses_and_data_holds_single_quoted_literals_only()
    {
        foreach (var file in Bundles.SelectMany(Files))
        {
            var script = ScriptFile.Read(file);
            Assert.Empty(script.Errors);
            if (Path.GetExtension(file) != ".psd1") continue;
            Assert.NotEmpty(script.Data());
            Assert.Empty(script.NotSingleQuoted());
            AssertReadableBy51(File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void Data_of_a_mutated_environment_is_data()
    {
        var files = Directory.GetFiles(Path.Combine(Places.Samples, "mutated"), "*.psd1", SearchOption.AllDirectories);
        Assert.True(files.Length > 100);
        foreach (var script in files.Select(ScriptFile.Read))
        {
            Assert.Empty(script.Errors);
            Assert.NotEmpty(script.Data());
            Assert.Empty(script.NotSingleQuoted());
        }
    }

    /// <summary>5.1 takes a file without a byte order mark for ANSI.</summary>
    static void AssertReadableBy51(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        Assert.True(text[0] == '\ufeff' || text.All(char.IsAscii));
        Assert.DoesNotContain('\n', text.Replace("\r\n", ""));
    }

    [Fact]
    public void The_module_knows_every_step_that_the_runner_is_to_judge()
    {
        var machine = new FakeWindowsServer(new World(), "X");
        using var session = new Session(machine, "StepChecks");
        foreach (var step in Bundles.SelectMany(b => Bundle.Generated(b).Steps).Where(s => (string)s["Automation"]! != "manual"))
            Assert.Equal(true, session.Invoke("Test-MimGmsaCheckable", ("Step", step)).Ok().Output.Single().BaseObject);
    }

    [Fact]
    public void What_a_hostile_person_types_stays_text()
    {
        var mark = (string)JObject.Parse(File.ReadAllText(Path.Combine(Places.Samples, "hostile", "mark.json")))["mark"]!;
        var marked = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(Places.Samples, "hostile"), "*.psd1"))
        {
            var script = ScriptFile.Read(file);
            Assert.Empty(script.NotSingleQuoted());
            Assert.NotEmpty((IEnumerable)script.Data()["Steps"]!);
            marked += script.All<StringConstantExpressionAst>().Count(s => s.Value.Contains(mark));
            AssertReadableBy51(File.ReadAllBytes(file));
        }
        Assert.True(marked > 20, $"{marked} values with the mark");
    }

    [Fact]
    public void Random_texts_come_back_as_they_were()
    {
        var files = Directory.GetFiles(Path.Combine(Places.Samples, "strings"), "*.psd1");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var wanted = JObject.Parse(File.ReadAllText(Path.ChangeExtension(file, ".json")))["Values"]!.Select(v => (string)v!).ToArray();
            var script = ScriptFile.Read(file);
            Assert.Empty(script.NotSingleQuoted());
            Assert.Equal(wanted, ((IEnumerable)script.Data()["Values"]!).Cast<string>());
        }
    }

    /// <summary>Programs that belong to roles which the profiled servers do not have, or to MIM itself; the runbook tells where to start them.</summary>
    static readonly string[] OfRoles = [" setspn.exe", " repadmin.exe", " dsacls.exe", " sqlcmd.exe", " iisreset.exe", @"\Synchronization Service\Bin\miiskmu.exe", @"\Synchronization Service\Bin\miisactivate.exe"];

    [Fact]
    public void Every_command_that_a_runbook_shows_parses_and_is_known_to_5_1()
    {
        CommandProfile[] systems = [Session.Windows.Value, CommandProfile.Load(Places.Profile2019)];
        var runner = ScriptFile.Read(Path.Combine(Places.Source, "scripts", "Start-Runbook.ps1"));
        var own = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase) { [@".\Start-Runbook.ps1"] = [.. runner.Ast.ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath)] };
        var commands = JsonConvert.DeserializeObject<List<(string Id, string Text)>>(File.ReadAllText(Path.Combine(Places.Samples, "commands.json")), new JsonSerializerSettings { Converters = { new PairConverter() } })!;
        Assert.True(commands.Count > 1000);
        var findings = commands.SelectMany(c =>
        {
            var script = ScriptFile.Parse(c.Text);
            return script.Errors.Select(e => e.Message).Concat(Known51.Unknown(script, own, systems, Session.Modules.Value)).Concat(script.NewerSyntax()).Select(f => $"{c.Id} {f}: {c.Text}");
        }).Where(f => !OfRoles.Any(r => f.Contains(r + " is not on every server"))).Distinct();
        var all = string.Join('\n', findings);
        Assert.True(all == "", all);
    }

    sealed class PairConverter : JsonConverter<(string, string)>
    {
        public override (string, string) ReadJson(JsonReader reader, Type type, (string, string) existing, bool has, JsonSerializer serializer) { var o = JObject.Load(reader); return ((string)o["id"]!, (string)o["text"]!); }
        public override void WriteJson(JsonWriter writer, (string, string) value, JsonSerializer serializer) => throw new NotSupportedException();
    }
}

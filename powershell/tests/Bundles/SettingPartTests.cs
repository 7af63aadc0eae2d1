using System.Collections;
using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>Settings that one data file cannot hold: the steps lie in files beside it.</summary>
public sealed class SettingPartTests() : Bench("MIMSYNC", OwnPlan.All[1])
{
    static readonly Hashtable[] Steps = [.. ((IEnumerable)OwnPlan.All[1]["Steps"]!).Cast<Hashtable>()];

    static readonly int At = Array.FindIndex(Steps, s => (string)s["Id"]! == "F-02@MIMSYNC");

    /// <summary>The same plan in two parts; the second begins with one prerequisite of the last step of the first.</summary>
    void Split(string name)
    {
        var last = (Hashtable)Steps[At].Clone();
        var after = ((IEnumerable)last["After"]!).Cast<string>().ToArray();
        last["After"] = after[..^1];
        var rest = Table(("Id", last["Id"]!), ("After", new[] { after[^1] }));
        Write("settings-1.psd1", Table(("Steps", (Hashtable[])[.. Steps[..At], last])));
        Write("settings-2.psd1", Table(("Steps", (Hashtable[])[rest, .. Steps[(At + 1)..]])));
        var head = (Hashtable)Bundle.Settings.Clone();
        head["Steps"] = Array.Empty<Hashtable>();
        head["Parts"] = new[] { name, "settings-2.psd1" };
        Write("settings.psd1", head);
        Bundle.WriteManifest();
    }

    void Write(string file, Hashtable data) => File.WriteAllText(Path.Combine(Bundle.Folder, file), Psd1.Write(data));

    [Fact]
    public void Say_the_same_as_one_file()
    {
        var whole = Ends(0, "");
        Split("settings-1.psd1");
        Assert.Equal(whole, Ends(0, ""));
        Assert.Contains("F-01@MIMSYNC must be finished", Ends(2, "-Step F-02@MIMSYNC"));
    }

    [Fact]
    public void Name_data_files_of_this_bundle_only()
    {
        Split(@"..\settings-1.psd1");
        Refused(2, "names a data file that is none", "");
    }
}

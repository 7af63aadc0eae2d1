using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>What a run leaves behind, and what an undo makes of it.</summary>
public sealed class ResultTests() : Bench("MIMSYNC", SyncPlan())
{
    string Folder => Bundle.StateFolder(Machine);
    string Result => Directory.GetFiles(Folder, "result-*.json").Order(StringComparer.Ordinal).First();

    [Fact]
    public void A_journal_cut_off_by_a_crash_still_gives_a_result()
    {
        Ends(0, "-Step F-01");
        var (journal, result) = (Directory.GetFiles(Folder, "run-*.jsonl").Single(), Result);
        File.Delete(result);
        File.AppendAllText(journal, "{\"id\":\"F-02@MIM");
        Ends(0, "-Verify F-01");
        Assert.Contains("\"state\":\"Changed\"", File.ReadAllText(result));
        Assert.Contains("\"finishedAt\":null", File.ReadAllText(result));
    }

    [Fact]
    public void A_journal_that_was_changed_is_noticed()
    {
        Ends(1, "-Verify F-01,F-02");
        var journal = Directory.GetFiles(Folder, "run-*.jsonl").Order(StringComparer.Ordinal).Last();
        foreach (var result in Directory.GetFiles(Folder, "result-*.json")) File.Delete(result);
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("is Running", "is running"));
        Assert.Contains("was changed", Ends(1, "-Verify F-01"));
    }

    [Fact]
    public void An_entry_is_on_the_disk_before_the_next_step_begins()
    {
        Machine.Operator = _ =>
        {
            Assert.Contains("\"state\":\"Changed\"", File.ReadAllText(Directory.GetFiles(Folder, "run-*.jsonl").Single()));
            Assert.Empty(Directory.GetFiles(Folder, "result-*.json"));
            Setup();
            return "stop";
        };
        Ends(4, "-Resume");
    }

    [Fact]
    public void Undo_starts_the_service_that_was_stopped_and_only_once()
    {
        Ends(0, "-Step F-01");
        World.Now = World.Now.AddDays(3);
        Ends(0, "-Undo F-01");
        Assert.Equal("Running", State);
        Machine.Set("service:" + Sync, "State", "Stopped");
        Assert.Contains("changed nothing here", Ends(0, "-Undo F-01"));
        Assert.Equal("Stopped", State);
    }

    [Fact]
    public void Undo_of_what_a_person_did_is_left_to_a_person()
    {
        Ends(0, "-Step F-01");
        Machine.Operator = _ => { Setup(); return ""; };
        Ends(0, "-Step F-02");
        Assert.Contains("a person did this step", Ends(4, "-Undo F-02"));
        Assert.Equal("Running", State);
    }

    [Fact]
    public void The_state_of_before_is_the_first_one_also_when_a_run_was_cut_off()
    {
        World.AfterChange = _ => { World.AfterChange = null; World.PowerIsOff = true; throw new InvalidOperationException("power cut"); };
        Assert.NotEqual(0, Run("-Step F-01").Code);
        World.PowerIsOff = false;
        Ends(0, "-Step F-01");
        Ends(0, "-Undo F-01");
        Assert.Equal("Running", State);
    }

    /// <summary>The result of a run on the host, and the same bundle on a host that knows nothing of it.</summary>
    (string File, string Head) Elsewhere()
    {
        var text = Ends(0, "-Step F-01");
        var file = Path.Combine(Machine.Disk, "D", "brought.json");
        File.Copy(Result, file);
        Directory.Delete(Machine.FileAt(@"C:\ProgramData\MimGmsa"), recursive: true);
        Assert.Contains("changed nothing here", Ends(0, "-Undo F-01"));
        return (file, text[(text.LastIndexOf("Chain head: ", StringComparison.Ordinal) + 12)..].Trim());
    }

    const string Undo = @"-Undo F-01 -ResultFile D:\brought.json";

    [Fact]
    public void Another_host_undoes_with_the_result_file_and_the_head_of_its_chain()
    {
        var (file, head) = Elsewhere();
        Assert.Equal(16, head.Length);
        Machine.Operator = _ => head[..15] + "0";
        Refused(2, "not the chain head", Undo);
        Machine.Operator = prompt => { Assert.Contains("as MIMSYNC showed it", prompt); return head; };
        Refused(2, "A rehearsal takes over no result file", Undo + " -WhatIf");
        Ends(0, Undo);
        Assert.Equal("Running", State);
        Assert.Single(Directory.GetFiles(Folder, "foreign-*.json"));
    }

    [Fact]
    public void A_result_file_that_was_changed_is_refused()
    {
        var (file, head) = Elsewhere();
        Machine.Operator = _ => head;
        var text = File.ReadAllText(file);
        File.WriteAllText(file, text.Replace("\"State\":\"Running\"", "\"State\":\"Stopped\""));
        Refused(2, "was changed", Undo);
        File.WriteAllText(file, "{\"type\":\"something\"}");
        Refused(2, "is no result file", Undo);
        File.Delete(file);
        Refused(2, "There is no result file", Undo);
    }

    [Fact]
    public void A_result_file_of_another_bundle_is_refused()
    {
        var (_, head) = Elsewhere();
        Machine.Operator = _ => head;
        Use(SyncPlan("G-01@MIMSVC"));
        Refused(2, "was written by another bundle", Undo);
    }

    [Theory]
    [InlineData("\"\\\b\f\n\r\t\u0001\u001f\u007f</script>&'")]
    [InlineData("\u00e4\u2028\u2029\ud83d\ude00")]
    public void The_module_writes_JSON_as_RFC_8785_does(string text)
    {
        Machine.Set("service:" + Sync, "StartName", text);
        Ends(1, "-Verify F-02");
        var result = (JObject)Newtonsoft.Json.JsonConvert.DeserializeObject<JToken>(File.ReadAllText(Result), new Newtonsoft.Json.JsonSerializerSettings { DateParseHandling = Newtonsoft.Json.DateParseHandling.None })!;
        Assert.Equal(text, result["steps"]![0]!["after"]!["Account"]);
        Assert.Equal(Jcs.Write(result), File.ReadAllText(Result));
    }
}

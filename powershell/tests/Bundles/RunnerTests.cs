using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;
using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>What the runner refuses before anything has happened, and how it goes on after an interruption.</summary>
public sealed class RunnerTests : IDisposable
{
    const string Sync = "FIMSynchronizationService";
    readonly World world = new() { Now = new(2026, 11, 29, 21, 0, 0, DateTimeKind.Utc) };
    readonly FakeWindowsServer machine;
    Bundle bundle;
    readonly Session session;

    public RunnerTests()
    {
        machine = new FakeWindowsServer(world, "MIMSYNC").WithService(Sync, @"CONTOSO\svcMIMSync");
        world.With("dc|dc.contoso.com", ("Domain", "contoso.com"));
        bundle = Bundle.Of(Settings());
        session = new Session(machine);
    }

    static Hashtable Settings(params string[] after)
    {
        var stop = Table(("Id", "F-01@MIMSYNC"), ("Step", "F-01"), ("Title", "Stop Sync"), ("Window", "conversion"), ("Automation", "automated"), ("Changes", "yes"), ("After", after), ("Instructions", Array.Empty<string>()), ("Parameters", Table(("Service", Sync))));
        var setup = Table(("Id", "F-02@MIMSYNC"), ("Step", "F-02"), ("Title", "Setup"), ("Window", "conversion"), ("Automation", "verified"), ("Changes", "yes"), ("After", new[] { "F-01@MIMSYNC" }), ("Instructions", new[] { "Type MIMSync$" }), ("Parameters", Table(("Service", Sync), ("Account", @"CONTOSO\gmsaSync$"))));
        var note = Table(("Id", "F-07@MIMSYNC"), ("Step", "F-07"), ("Title", "Schedules"), ("Window", "conversion"), ("Automation", "manual"), ("Changes", "yes"), ("After", new[] { "F-02@MIMSYNC" }), ("Instructions", new[] { "Switch on" }), ("Parameters", Table()));
        return OwnPlan.Settings("MIMSYNC", "mim", stop, setup, note);
    }

    (int Code, string Text) Run(string arguments, bool demo = true)
    {
        var (code, lines) = bundle.Run(session, arguments + (demo ? " -AllowDemo" : "") + " -Confirm:$false");
        return (code, string.Join('\n', lines));
    }

    void Refused(int code, string words, string arguments = "-Step F-01@MIMSYNC", bool demo = true)
    {
        var before = world.Snapshot();
        var (actual, text) = Run(arguments, demo);
        Assert.Contains(words, text);
        Assert.Equal(code, actual);
        Assert.Equal(before, world.Snapshot());
        Assert.Empty(world.Changes);
    }

    [Theory]
    [InlineData("IsElevated", false, "Run as administrator")]
    [InlineData("Is64Bit", false, "64-bit")]
    [InlineData("IsRemote", true, "remote session")]
    [InlineData("HostName", "Windows PowerShell ISE Host", "ISE")]
    [InlineData("LanguageMode", "ConstrainedLanguage", "language mode")]
    [InlineData("Edition", "Core", "Windows PowerShell 5.1")]
    [InlineData("EngineVersion", "4.0", "Windows PowerShell 5.1")]
    public void An_unsuitable_session_is_refused(string fact, object value, string words)
    {
        machine.Session[fact] = value;
        Refused(2, words);
    }

    [Theory, InlineData("ComputerName", "MIMSVC"), InlineData("Domain", "fabrikam.com")]
    public void Another_host_is_refused(string fact, string value)
    {
        machine.Session[fact] = value;
        Refused(3, "This runbook is for mimsync.contoso.com");
    }

    [Fact] public void A_demo_bundle_needs_AllowDemo() => Refused(2, "DEMO bundle", demo: false);

    [Fact]
    public void A_changed_file_is_refused()
    {
        File.AppendAllText(Path.Combine(bundle.Folder, "modules", "MimGmsa", "Sql.psm1"), " ");
        Refused(2, "Changed: modules/MimGmsa/Sql.psm1");
    }

    [Fact]
    public void An_added_file_is_refused()
    {
        File.WriteAllText(Path.Combine(bundle.Folder, "modules", "MimGmsa", "more.psm1"), "");
        Refused(2, "Added: modules/MimGmsa/more.psm1");
    }

    [Fact]
    public void A_missing_file_is_refused()
    {
        File.Delete(Path.Combine(bundle.Folder, "modules", "MimGmsa", "Web.psm1"));
        Refused(2, "Missing: modules/MimGmsa/Web.psm1");
    }

    [Fact]
    public void A_bundle_without_manifest_is_refused()
    {
        File.Delete(Path.Combine(bundle.Folder, "manifest.json"));
        Refused(2, "no manifest.json");
    }

    [Fact]
    public void Before_its_window_nothing_changes_but_rehearsing_and_verifying_work()
    {
        world.Now = new(2026, 11, 29, 19, 59, 0, DateTimeKind.Utc);
        Refused(2, "opens at 2026-11-29T20:00:00Z");
        Assert.Equal(0, Run("-Step F-01@MIMSYNC -WhatIf").Code);
        var (code, text) = Run("-Verify F-01,F-07");
        Assert.Equal(1, code);
        Assert.Contains("FIMSynchronizationService is Running", text);
    }

    [Fact]
    public void After_its_window_a_group_may_finish_but_not_begin()
    {
        world.Now = new(2026, 11, 30, 4, 1, 0, DateTimeKind.Utc);
        Refused(2, "closed at 2026-11-30T04:00:00Z");
        world.Now = new(2026, 11, 30, 3, 59, 0, DateTimeKind.Utc);
        Assert.Equal(0, Run("-Step F-01").Code);
        world.Now = new(2026, 11, 30, 6, 0, 0, DateTimeKind.Utc);
        machine.Operator = _ => { machine.Set("service:" + Sync, "StartName", @"CONTOSO\gmsaSync$"); machine.Set("service:" + Sync, "State", "Running"); machine.Set(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + Sync, "ServiceAccountManaged", 1); return ""; };
        Assert.Equal(0, Run("-Step F-02").Code);
    }

    [Fact]
    public void A_group_that_began_on_another_target_may_finish_after_its_window()
    {
        bundle.Dispose();
        bundle = Bundle.Of(Settings("G-01@MIMSVC"));
        world.Now = new(2026, 11, 30, 6, 0, 0, DateTimeKind.Utc);
        machine.Operator = prompt => prompt[(prompt.LastIndexOf(' ') + 1)..];
        Assert.Equal(0, Run("-Step F-01").Code);
    }

    [Fact]
    public void A_step_of_another_target_must_be_confirmed_by_its_id()
    {
        bundle.Dispose();
        bundle = Bundle.Of(Settings("G-01@MIMSVC"));
        machine.Operator = _ => "yes";
        Refused(4, "G-01@MIMSVC was not confirmed");
        machine.Operator = prompt => prompt[(prompt.LastIndexOf(' ') + 1)..];
        Assert.Equal(0, Run("-Step F-01").Code);
    }

    [Fact]
    public void A_step_whose_predecessor_is_not_finished_is_refused() => Refused(2, "F-01@MIMSYNC must be finished first", "-Step F-02@MIMSYNC");

    [Fact] public void An_unknown_step_is_refused() => Refused(2, "0 steps called X-99", "-Step X-99");

    [Fact]
    public void A_window_step_waits_until_the_result_is_right_and_can_be_stopped()
    {
        Assert.Equal(0, Run("-Step F-01").Code);
        machine.Operator = _ => "stop";
        var (code, text) = Run("-Step F-02");
        Assert.Equal(4, code);
        Assert.Contains("Type MIMSync$", text);
        var visits = 0;
        machine.Operator = _ =>
        {
            if (++visits == 2) { machine.With("service:" + Sync, ("StartName", @"CONTOSO\gmsaSync$"), ("State", "Running")); machine.With(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + Sync, ("ServiceAccountManaged", 1)); }
            return "";
        };
        (code, text) = Run("-Resume");
        Assert.Equal(2, visits - 1); // twice for Setup, once for the manual step, which was not confirmed
        Assert.Equal(4, code);
        Assert.Contains(@"Still open: FIMSynchronizationService runs as CONTOSO\svcMIMSync", text);
        machine.Operator = prompt => prompt[(prompt.LastIndexOf(' ') + 1)..];
        Assert.Equal(0, Run("-Resume").Code);
        Assert.Contains("AlreadyOk   F-01@MIMSYNC", Run("-Resume").Text); // the service runs again, and is not stopped a second time
        Assert.Equal("Running", machine.Get("service:" + Sync, "State"));
    }

    [Fact]
    public void The_list_shows_every_step_and_writes_nothing()
    {
        var (code, text) = Run("");
        Assert.Equal(0, code);
        Assert.Contains("open   automated F-01@MIMSYNC  Stop Sync", text);
        Assert.False(Directory.Exists(bundle.StateFolder(machine)));
    }

    [Fact]
    public void A_state_folder_that_somebody_else_made_is_refused()
    {
        machine.WithFolder(@"C:\ProgramData\MimGmsa").With(@"acl:C:\ProgramData\MimGmsa", ("Sddl", "O:S-1-5-21-9-9-9-1001G:SYD:AI(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-5-21-9-9-9-1001)"));
        Refused(2, "not for administrators only");
    }

    [Fact]
    public void A_second_runbook_on_the_same_host_is_told_who_works_there()
    {
        machine.WithFolder(@"C:\ProgramData\MimGmsa").With(@"acl:C:\ProgramData\MimGmsa", ("Sddl", "O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)"));
        machine.WithFile(@"C:\ProgramData\MimGmsa\running.txt", @"CONTOSO\other, process 7");
        using var held = new Mutex(false, "MimGmsa-" + Path.GetFileName(machine.Disk));
        using var free = new ManualResetEventSlim();
        using var taken = new ManualResetEventSlim();
        var holder = new Thread(() => { held.WaitOne(); taken.Set(); free.Wait(); held.ReleaseMutex(); });
        holder.Start();
        taken.Wait();
        Refused(2, @"CONTOSO\other, process 7");
        free.Set();
        holder.Join();
        Assert.Equal(0, Run("-Step F-01").Code);
    }

    [Fact]
    public void A_journal_cut_off_by_a_crash_still_gives_a_result_and_a_changed_one_is_noticed()
    {
        Assert.Equal(0, Run("-Step F-01").Code);
        var folder = bundle.StateFolder(machine);
        var journal = Directory.GetFiles(folder, "run-*.jsonl").Single();
        var result = Directory.GetFiles(folder, "result-*.json").Single();
        File.Delete(result);
        File.AppendAllText(journal, "{\"id\":\"F-02@MIM");
        Assert.Equal(0, Run("-Verify F-01").Code);
        Assert.Contains("\"state\":\"Changed\"", File.ReadAllText(result));
        File.Delete(result);
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("Changed", "Skipped").Replace("}\n", "}\n{\"previous\":\"00\"}\n"));
        Assert.Contains("was changed", Run("-Verify F-01").Text);
    }

    [Fact]
    public void Undo_starts_the_service_that_was_stopped_and_only_once()
    {
        Assert.Equal(0, Run("-Step F-01").Code);
        world.Now = world.Now.AddDays(3);
        Assert.Equal(0, Run("-Undo F-01").Code);
        Assert.Equal("Running", machine.Get("service:" + Sync, "State"));
        machine.Set("service:" + Sync, "State", "Stopped");
        Assert.Contains("changed nothing here", Run("-Undo F-01").Text);
    }

    [Fact]
    public void A_person_who_says_no_is_obeyed()
    {
        var (code, _) = bundle.Run(session, "-Step F-01 -AllowDemo"); // no -Confirm:$false: the session has no screen to ask on
        Assert.Equal(1, code);
        Assert.Empty(world.Changes);
    }

    public void Dispose() { session.Dispose(); machine.Dispose(); bundle.Dispose(); }
}

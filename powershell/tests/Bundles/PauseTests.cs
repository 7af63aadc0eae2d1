using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>Steps that a person does: the runner says what to do, waits, and looks at the result itself.</summary>
public sealed class PauseTests() : Bench("MIMSYNC", SyncPlan())
{
    [Fact]
    public void A_window_step_waits_until_the_result_is_right_and_can_be_stopped()
    {
        Ends(0, "-Step F-01");
        Machine.Operator = _ => "stop";
        Assert.Contains("Do what F-02@MIMSYNC says", Ends(4, "-Step F-02"));
        var list = Ends(0, "");
        Assert.Contains("done   automated F-01@MIMSYNC", list);
        Assert.Contains("begun  verified  F-02@MIMSYNC", list);
        Assert.Contains("open   manual    F-07@MIMSYNC", list);
        var visits = 0;
        Machine.Operator = _ => { if (++visits == 2) Setup(); return ""; };
        var text = Ends(4, "-Resume");
        Assert.Equal(2, visits - 1); // twice for Setup, once for the manual step, which was not confirmed
        Assert.Contains(@"Still open: FIMSynchronizationService runs as CONTOSO\svcMIMSync", text);
        Machine.Operator = Confirm;
        Ends(0, "-Resume");
        Assert.Contains("AlreadyOk   F-01@MIMSYNC", Ends(0, "-Resume")); // the service runs again, and is not stopped a second time
        Assert.Equal("Running", State);
    }

    [Fact]
    public void A_reboot_in_the_middle_of_a_window_step_loses_nothing()
    {
        Ends(0, "-Step F-01");
        Machine.Operator = _ => throw new InvalidOperationException("the server restarts");
        Run("-Resume");
        Restart();
        Setup(); // Windows finished Setup while it started
        Machine.Operator = Confirm;
        var text = Ends(0, "-Resume");
        Assert.Contains("AlreadyOk   F-01@MIMSYNC", text);
        Assert.Contains("AlreadyOk   F-02@MIMSYNC", text);
        Assert.Equal("Running", State);
    }

    [Fact]
    public void A_rollback_step_runs_only_when_it_is_asked_for()
    {
        Ends(0, "-Step F-01");
        Setup();
        var asked = new List<string>();
        Machine.Operator = prompt => { asked.Add(prompt); return Confirm(prompt); };
        Ends(0, "-Resume");
        Assert.DoesNotContain(asked, a => a.Contains("R-01"));
        Ends(0, "-Step R-01");
        Assert.Contains(asked, a => a.Contains("R-01"));
    }

    [Fact]
    public void A_wizard_of_two_steps_is_confirmed_in_the_middle_and_verified_at_its_end()
    {
        Machine.WithFile(@"D:\keys.bin", "keys");
        Use(OwnPlan.Settings("MIMSYNC", "mim",
            OwnPlan.Auto("F-01@MIMSYNC", "conversion", [], Table(("Service", Sync))),
            OwnPlan.Hand("F-02@MIMSYNC", "conversion", ["F-01@MIMSYNC"], OwnPlan.Identity(Sync, OwnPlan.SyncAccount)),
            OwnPlan.Hand("F-03@MIMSYNC", "conversion", ["F-02@MIMSYNC"], OwnPlan.Identity(Sync, OwnPlan.SyncAccount, ("KeyFile", @"D:\keys.bin")))));
        Ends(0, "-Step F-01");
        Machine.Operator = _ => "no";
        Ends(4, "-Step F-02");
        Ends(4, "-Step F-03"); // asks whether F-02 is done, and is told no
        Machine.Operator = prompt => { if (!prompt.Contains("press Enter")) return Confirm(prompt); Setup(); return ""; };
        Ends(0, "-Step F-02");
        Assert.Equal("Stopped", State);
        Ends(0, "-Step F-03");
        Assert.Contains("AlreadyOk   F-02@MIMSYNC", Ends(0, "-Verify F-02,F-03"));
    }

    [Fact]
    public void A_step_of_another_target_must_be_confirmed_by_its_id_and_is_then_remembered()
    {
        Use(SyncPlan("G-01@MIMSVC"));
        Machine.Operator = _ => "yes";
        Refused(4, "G-01@MIMSVC was not confirmed", "-Step F-01");
        Machine.Operator = Confirm;
        Ends(0, "-Step F-01");
        Machine.Operator = _ => throw new InvalidOperationException("asked again");
        Machine.Set("service:" + Sync, "State", "Running");
        Ends(0, "-Step F-01");
    }

    [Fact]
    public void Before_a_service_stops_Windows_must_not_wait_for_a_restart()
    {
        Machine.With(@"registry:HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending", ("x", 1));
        Refused(3010, "waits for a restart", "-Step F-01");
        Assert.Contains("waits for a restart", Ends(0, "-Step F-01 -WhatIf"));
    }

    [Theory, InlineData("a1.msi"), InlineData("b2.msp")]
    public void Before_a_service_stops_the_packages_of_the_installer_must_be_there(string lost)
    {
        Furnish.Machine(Machine, "mim");
        File.Delete(Machine.FileAt(@"C:\Windows\Installer\" + lost));
        Refused(2, @"has lost its package ""C:\Windows\Installer\" + lost, "-Step F-01");
        Machine.WithFile(@"C:\Windows\Installer\" + lost, "");
        Ends(0, "-Step F-01");
    }

    [Fact]
    public void A_read_only_step_that_fails_stops_the_run()
    {
        Use(OwnPlan.Settings("MIMSYNC", "mim", OwnPlan.Look("A-01@MIMSYNC", [], OwnPlan.Inventory(Sync, "SYNC", @"CONTOSO\somebody", OwnPlan.SyncAccount)), OwnPlan.Auto("F-01@MIMSYNC", "conversion", [], Table(("Service", Sync)))));
        Assert.Contains(@"runs as CONTOSO\svcMIMSync, planned are CONTOSO\somebody and", Ends(1, "-Resume"));
        Assert.Equal("Running", State);
    }

    [Fact]
    public void Before_a_service_stops_the_original_media_must_be_reachable()
    {
        Use(OwnPlan.Settings("MIMSYNC", "mim", OwnPlan.Auto("F-01@MIMSYNC", "conversion", [], Table(("Service", Sync), ("Media", @"D:\Install\MIM")))));
        Refused(2, @"The original media in D:\Install\MIM cannot be reached", "-Step F-01");
        Machine.WithFolder(@"D:\Install\MIM");
        Ends(0, "-Step F-01");
    }
}

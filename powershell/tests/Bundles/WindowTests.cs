namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>The first changing step of a group falls inside its window; a group that has begun may finish.</summary>
public sealed class WindowTests() : Bench("MIMSYNC", SyncPlan())
{
    static DateTime At(int day, int hour, int minute = 0) => new(2026, 11, day, hour, minute, 0, DateTimeKind.Utc);

    [Fact]
    public void Before_its_window_nothing_changes_but_rehearsing_and_verifying_work()
    {
        World.Now = At(29, 19, 59);
        Refused(2, "opens at 2026-11-29T20:00:00Z", "-Step F-01");
        var text = Ends(0, "-Step F-01 -WhatIf");
        Assert.Contains("opens at 2026-11-29T20:00:00Z", text);
        Assert.Contains("WouldChange F-01@MIMSYNC", text);
        Assert.Contains("FIMSynchronizationService is Running", Ends(1, "-Verify F-01,F-07"));
    }

    [Fact]
    public void After_its_window_a_group_may_finish_but_not_begin()
    {
        World.Now = At(30, 4, 1);
        Refused(2, "closed at 2026-11-30T04:00:00Z", "-Step F-01");
        World.Now = At(30, 3, 59);
        Ends(0, "-Step F-01");
        World.Now = At(30, 6);
        Machine.Operator = _ => { Setup(); return ""; };
        Ends(0, "-Step F-02");
    }

    [Fact]
    public void A_step_that_was_declined_has_begun_nothing()
    {
        Assert.Equal(1, RunAsking("-Step F-01"));
        World.Now = At(30, 4, 1);
        Refused(2, "closed at", "-Step F-01");
    }

    [Fact]
    public void A_group_that_began_on_another_target_may_finish_after_its_window()
    {
        Use(SyncPlan("G-01@MIMSVC"));
        World.Now = At(30, 6);
        Machine.Operator = Confirm;
        Ends(0, "-Step F-01");
    }

    [Fact]
    public void A_conversion_that_a_person_began_by_hand_may_be_finished_by_the_runner()
    {
        World.Now = At(30, 6);
        Setup();
        Machine.Set(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + Sync, "ServiceAccountManaged", 0);
        Use(OwnPlan.Settings("MIMSYNC", "mim",
            OwnPlan.Hand("F-02@MIMSYNC", "conversion", [], OwnPlan.Identity(Sync, OwnPlan.SyncAccount)),
            OwnPlan.Auto("F-04@MIMSYNC", "conversion", ["F-03@MIMSYNC"], OwnPlan.Identity(Sync, OwnPlan.SyncAccount)),
            OwnPlan.Hand("F-03@MIMSYNC", "conversion", ["F-02@MIMSYNC"], OwnPlan.Identity(Sync, OwnPlan.SyncAccount, ("KeyFile", @"D:\keys.bin")))));
        // F-03 is not finished: Windows does not know yet that the account is managed
        Refused(2, "F-03@MIMSYNC must be finished first", "-Step F-04");
        Machine.WithFile(@"D:\keys.bin", "keys");
        Machine.Set(@"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + Sync, "ServiceAccountManaged", 1);
        Ends(0, "-Step F-04");
    }

    [Fact]
    public void A_step_done_by_hand_outside_its_window_is_accepted_late_and_flagged()
    {
        World.Now = At(29, 19, 59);
        Setup();
        var text = Ends(0, "-Verify F-02");
        Assert.Contains("Done without -Step: whether it might begin was not checked.", text);
        Assert.Contains("opens at 2026-11-29T20:00:00Z", text);
    }

    [Fact]
    public void A_step_that_the_runner_began_is_not_flagged()
    {
        Ends(0, "-Step F-01");
        Machine.Operator = _ => { Setup(); return ""; };
        Ends(0, "-Step F-02");
        Assert.DoesNotContain("Done without -Step", Ends(0, "-Verify F-02"));
    }

    [Fact]
    public void Undo_works_after_the_window()
    {
        Ends(0, "-Step F-01");
        World.Now = At(30, 6);
        Ends(0, "-Undo F-01");
        Assert.Equal("Running", State);
    }
}

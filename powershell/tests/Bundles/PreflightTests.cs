using System.Collections;
using MimGmsa.PowerShell.Tests.Machine;
using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>A-05 and A-06: what is wrong in the forest stops phase D, what could not be seen is said and never taken for absent.</summary>
public sealed class PreflightTests : Bench
{
    const string Spn = "FIMService/mim.contoso.com", Key = "kds|00000000-0000-0000-0000-00000000000a";

    public PreflightTests() : base("ADMINWS", OwnPlan.Settings("directory", "directory"))
    {
        World.With("ad|CN=Schema,CN=Configuration,DC=contoso,DC=com", ("objectVersion", "88"), ("objectClass", "dMD"));
        foreach (var holder in new[] { World.Root, "CN=Partitions,CN=Configuration," + World.Root }) World.With("ad|" + holder, ("msDS-Behavior-Version", "7"));
        FakeWindowsServer.WithObject(World, "MIMSVC$", "computer");
        FakeWindowsServer.WithObject(World, "svcMIMService", "user", ("servicePrincipalName", new[] { Spn }));
        World.With(Key, ("EffectiveTime", World.Now.AddYears(-1)), ("CreationTime", World.Now.AddYears(-1)));
        Plan("found");
    }

    void Plan(string rootKey) => Use(OwnPlan.Settings("directory", "directory",
        OwnPlan.Look("A-05@directory", [], Table(("MinimumSchemaVersion", "56"), ("RootKey", rootKey))),
        OwnPlan.Look("A-06@directory", [], Table(("MaximumSkewSeconds", "300"), ("WarningSkewSeconds", "60"))),
        OwnPlan.Auto("D-03@directory#SvcHosts", "", ["A-05@directory"], OwnPlan.Group("SvcHosts", "MIMSVC$")),
        OwnPlan.Auto("D-05@directory#gmsaSvc", "", ["D-03@directory#SvcHosts"], OwnPlan.Account("gmsaSvc", "SvcHosts")),
        OwnPlan.Auto("D-07@directory#gmsaSvc", "", ["D-05@directory#gmsaSvc"], OwnPlan.Names("gmsaSvc", "svcMIMService", Spn))));

    void Gmsa(params (string, object?)[] properties) => FakeWindowsServer.WithObject(World, "gmsaSvc$", "msDS-GroupManagedServiceAccount",
        [("retrievers", Array.Empty<string>()), ("dNSHostName", "gmsaSvc.contoso.com"), ("msDS-SupportedEncryptionTypes", "24"), ("msDS-ManagedPasswordInterval", "30"), .. properties]);
    void Joined(DateTime at)
    {
        var group = FakeWindowsServer.WithObject(World, "SvcHosts", "group", ("groupType", "-2147483646"), ("member", new[] { Named("MIMSVC$") }));
        World.With($"joined|{group}|{Named("MIMSVC$")}", ("At", at));
    }

    [Theory, InlineData("56", "6.2 (9200)", 0), InlineData("55", "10.0 (17763)", 1), InlineData("56", "6.1 (7601)", 1)]
    public void A05_wants_the_schema_and_one_writable_controller_of_2012(string schema, string system, int code)
    {
        World.With("ad|CN=Schema,CN=Configuration,DC=contoso,DC=com", ("objectVersion", schema)).With("dc|dc.contoso.com", ("OperatingSystemVersion", system));
        World.With("dc|rodc.contoso.com", ("Domain", "contoso.com"), ("IsReadOnly", true));
        Ends(code, "-Step A-05");
    }

    [Fact]
    public void Levels_below_2012_and_levels_that_cannot_be_read_are_said()
    {
        World.With("ad|" + World.Root, ("msDS-Behavior-Version", "4")).With("ad|CN=Partitions,CN=Configuration," + World.Root, ("msDS-Behavior-Version", null));
        var text = Ends(0, "-Step A-05");
        Assert.Contains("functional level of the domain is below Windows Server 2012 (4)", text);
        Assert.Contains("functional level of the forest cannot be read", text);
    }

    [Theory, InlineData("found"), InlineData("absent"), InlineData("unknown")]
    public void Root_keys_that_cannot_be_read_are_unknown_whatever_the_plan_says(string plan)
    {
        Machine.IsDomainController = false;
        Restart();
        Plan(plan);
        Assert.Contains("KDS root keys: unknown, which is not absent", Ends(0, "-Step A-05"));
    }

    [Theory, InlineData("found", true), InlineData("unknown", true), InlineData("absent", false)]
    public void No_visible_root_key_is_taken_for_absent_only_where_somebody_approved_that(string plan, bool said)
    {
        World.Delete(Key);
        Plan(plan);
        Assert.Equal(said, Ends(0, "-Step A-05").Contains("this account sees none"));
    }

    [Fact]
    public void The_age_of_the_root_key_and_a_second_key_are_said()
    {
        World.With(Key, ("EffectiveTime", World.Now), ("CreationTime", World.Now)).With("kds|00000000-0000-0000-0000-00000000000b", ("EffectiveTime", World.Now.AddDays(1)), ("CreationTime", World.Now));
        var text = Ends(0, "-Step A-05");
        Assert.Contains("The root key may be used from 2026-11-30T07:00:00Z", text);
        Assert.Contains("there are 2", text);
    }

    [Theory, InlineData("CN=gmsaSvc,DC=eu,DC=contoso,DC=com", "msDS-GroupManagedServiceAccount"), InlineData("CN=gmsaSvc,CN=Users,DC=contoso,DC=com", "computer")]
    public void A_name_that_anything_in_the_forest_has_stops_phase_D(string holder, string kind)
    {
        World.With("ad|" + holder, ("sAMAccountName", "gmsaSvc$"), ("objectClass", kind));
        Refused(1, $"taken in this forest by {holder}", "-Step A-05");
        Refused(2, "A-05@directory must be finished first", "-Step D-03");
    }

    [Theory, InlineData("60", "24", "password interval of 60 days, planned are 30"), InlineData("30", "28", "other encryption types (28)")]
    public void An_account_that_exists_with_other_properties_is_said(string interval, string types, string words)
    {
        Gmsa(("msDS-ManagedPasswordInterval", interval), ("msDS-SupportedEncryptionTypes", types));
        Assert.Contains(words, Ends(0, "-Step A-05"));
    }

    [Fact]
    public void A_planned_name_on_a_stranger_stops_phase_D()
    {
        World.With("ad|CN=far,DC=eu,DC=contoso,DC=com", ("sAMAccountName", "far"), ("servicePrincipalName", new[] { Spn }));
        Refused(1, "held by CN=far,DC=eu,DC=contoso,DC=com, which the plan does not know", "-Step A-05");
    }

    [Fact]
    public void Other_duplicates_of_the_same_kind_and_a_name_that_nobody_holds_are_said()
    {
        World.With("ad|" + Named("svcMIMService"), ("servicePrincipalName", new[] { "FIMService/other" }));
        World.With("ad|CN=far,DC=eu,DC=contoso,DC=com", ("sAMAccountName", "far"), ("servicePrincipalName", new[] { "fimservice/OTHER" }));
        var text = Ends(0, "-Step A-05");
        Assert.Contains("Held twice in this forest: fimservice/other: CN=", text);
        Assert.Contains($"Nobody holds {Spn} today", text);
    }

    [Fact]
    public void Hosts_that_still_must_join_their_group_are_said()
    {
        Assert.Contains("SvcHosts lacks CN=MIMSVC", Ends(0, "-Step A-05"));
        Joined(new DateTime(2026, 11, 28, 9, 0, 0, DateTimeKind.Utc));
        Assert.Contains("The last host joined SvcHosts at 2026-11-28T09:00:00Z (UTC)", Ends(0, "-Step A-05"));
    }

    [Fact]
    public void A_controller_without_web_services_is_said_and_not_taken_for_well()
    {
        World.With("dc|dc2.contoso.com", ("Domain", "contoso.com"), ("Down", true));
        Assert.Contains("dc2.contoso.com does not answer on Active Directory Web Services (TCP 9389)", Ends(0, "-Step A-05"));
        Assert.Contains("its replication and its clock are unknown", Ends(0, "-Step A-06"));
    }

    [Theory, InlineData(-301, 1, "differ by 301 seconds"), InlineData(61, 0, "61 seconds off"), InlineData(60, 0, "AlreadyOk   A-06@directory  ")]
    public void A_clock_that_Kerberos_refuses_stops_and_one_near_it_is_said(int skew, int code, string words)
    {
        World.With("dc|dc2.contoso.com", ("Domain", "contoso.com"), ("SkewSeconds", skew));
        Assert.Contains(words, Ends(code, "-Step A-06"));
    }

    [Fact]
    public void A_controller_that_receives_nothing_stops_phase_D()
    {
        World.With("dc|dc2.contoso.com", ("Domain", "contoso.com"), ("ReplicationFailures", 3));
        Refused(1, "dc2.contoso.com did not receive", "-Step A-06");
    }
}

using System.Collections;
using static MimGmsa.PowerShell.Tests.Bundles.Psd1;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>A small plan written by hand that has every code the runner knows, also those that the samples need not.</summary>
static class OwnPlan
{
    const string Program = @"C:\Program Files\Microsoft Forefront Identity Manager\2010";
    const string Sync = "FIMSynchronizationService", Service = "FIMService";
    public const string SyncAccount = @"CONTOSO\gmsaSync$", ServiceAccount = @"CONTOSO\gmsaSvc$", SsprAccount = @"CONTOSO\gmsaSspr$";

    public static Hashtable Step(string id, string automation, bool changes, string window, string[] after, Hashtable? parameters = null) => Table(("Id", id), ("Step", id.Split('@')[0]), ("Title", "Title of " + id),
        ("Window", window), ("Automation", automation), ("Changes", changes ? "yes" : "no"), ("After", after), ("Instructions", new[] { "Do what " + id + " says" }), ("Parameters", parameters ?? []));
    public static Hashtable Auto(string id, string window, string[] after, Hashtable parameters) => Step(id, "automated", true, window, after, parameters);
    public static Hashtable Look(string id, string[] after, Hashtable parameters) => Step(id, "automated", false, "", after, parameters);
    public static Hashtable Hand(string id, string window, string[] after, Hashtable parameters) => Step(id, "verified", true, window, after, parameters);

    public static Hashtable Settings(string target, string kind, params Hashtable[] steps) => Table(("FormatVersion", "1"), ("RequestId", "MG-0001"), ("Revision", "0"), ("Mode", "demo"), ("Target", target), ("TargetKind", kind),
        ("Fqdn", kind is "mim" or "sql" ? target.ToLowerInvariant() + ".contoso.com" : ""), ("GeneratorVersion", "1.0.0"), ("Domain", Table(("DnsName", "contoso.com"), ("NetBiosName", "CONTOSO"))),
        ("Windows", new[] { Table(("Group", "directory"), ("NotBefore", "2026-11-26T08:00:00Z"), ("NotAfter", "2026-11-29T08:00:00Z")), Table(("Group", "conversion"), ("NotBefore", "2026-11-29T20:00:00Z"), ("NotAfter", "2026-11-30T04:00:00Z")) }), ("Steps", steps));

    public static Hashtable[] All => [Directory, SyncHost, ServiceHost, SqlHost];

    public static Hashtable Group(string name, params string[] hosts) => Table(("Name", name), ("Scope", "Global"), ("Container", ""), ("Members", hosts));
    public static Hashtable Account(string name, string group) => Table(("Name", name), ("DnsHostName", name + ".contoso.com"), ("HostGroup", group), ("EncryptionTypes", new[] { "AES128", "AES256" }), ("IntervalDays", "30"), ("Container", ""));
    public static Hashtable Names(string account, string old, params string[] names) => Table(("Account", account), ("OldAccount", old), ("ServicePrincipalNames", names));
    static readonly string[] SvcNames = ["FIMService/mimsvc", "FIMService/mimsvc.contoso.com"];

    static Hashtable Directory => Settings("directory", "directory",
        Step("A-08@directory", "manual", true, "", []),
        Look("A-04@directory#svcMIMService", ["A-08@directory"], Table(("Account", "svcMIMService"), ("Domain", "contoso.com"))),
        Look("A-05@directory", ["A-08@directory"], Table(("MinimumSchemaVersion", "56"), ("RootKey", "absent"))),
        Look("A-06@directory", ["A-08@directory"], Table(("MaximumSkewSeconds", "300"), ("WarningSkewSeconds", "60"))),
        Auto("D-01@directory", "directory", ["A-05@directory", "A-06@directory"], Table(("LabShortcut", "no"))),
        Look("D-02@directory", ["D-01@directory"], Table(("MinimumAgeHours", "10"), ("LabShortcut", "no"))),
        Auto("D-03@directory#SyncHosts", "directory", ["A-05@directory"], Group("SyncHosts", "MIMSYNC$")),
        Auto("D-03@directory#SvcHosts", "directory", ["A-05@directory"], Group("SvcHosts", "MIMSVC$")),
        Auto("D-05@directory#gmsaSync", "directory", ["D-02@directory", "D-03@directory#SyncHosts"], Account("gmsaSync", "SyncHosts")),
        Auto("D-05@directory#gmsaSvc", "directory", ["D-02@directory", "D-03@directory#SvcHosts"], Account("gmsaSvc", "SvcHosts")),
        Auto("D-05@directory#gmsaSspr", "directory", ["D-02@directory", "D-03@directory#SvcHosts"], Account("gmsaSspr", "SvcHosts")),
        Auto("D-06@directory", "directory", ["D-05@directory#gmsaSvc"], Table(("Member", "gmsaSvc"), ("Groups", new[] { "MIMSyncBrowse", "MIMSyncPasswordSet" }))),
        Auto("D-08@directory#gmsaSvc", "directory", ["D-05@directory#gmsaSvc"], Table(("Account", "gmsaSvc"), ("Targets", SvcNames))),
        Auto("D-07@directory#gmsaSync", "conversion", ["D-05@directory#gmsaSync", "F-01@MIMSYNC"], Names("gmsaSync", "svcMIMSync", "PCNSCLNT/mimsync.contoso.com")),
        Auto("D-07@directory#gmsaSvc", "conversion", ["D-05@directory#gmsaSvc", "G-01@MIMSVC"], Names("gmsaSvc", "svcMIMService", SvcNames)),
        Look("J-06@directory", ["D-07@directory#gmsaSvc"], Table(("ServicePrincipalNames", SvcNames.Select(n => Table(("Name", n), ("Account", "gmsaSvc"))).ToArray()))),
        Look("J-12@directory", ["J-06@directory", "G-09@MIMSVC"], Table(("Accounts", new[] { "gmsaSync", "gmsaSvc" }), ("IntervalDays", "30"))),
        Auto("K-02@directory#svcMIMService", "", ["J-12@directory"], Table(("Account", "svcMIMService"), ("IdleDays", "14"))));

    public static Hashtable Inventory(string service, string component, string old, string account) => Table(("Services", new[] { Table(("Name", service), ("Component", component), ("OldAccount", old), ("NewAccount", account)) }));
    public static Hashtable Identity(string service, string account, params (string, object)[] more) => Table([("Service", service), ("Account", account), .. more]);
    static Hashtable Backup(string service, string web) => Table(("Keys", new[] { Table(("Key", @"HKLM\SYSTEM\CurrentControlSet\Services\" + service), ("File", service + ".reg")) }), ("Folder", @"D:\Backup"), ("WebConfigurationBackup", web));

    static Hashtable SyncHost => Settings("MIMSYNC", "mim",
        Step("A-08@MIMSYNC", "manual", true, "", []),
        Look("A-01@MIMSYNC", ["A-08@MIMSYNC"], Inventory(Sync, "SYNC", @"CONTOSO\svcMIMSync", SyncAccount)),
        Look("A-02@MIMSYNC", ["A-08@MIMSYNC"], Table(("Products", new[] { Table(("Component", "SYNC"), ("Path", Program + @"\Synchronization Service\Bin\miiserver.exe"), ("Build", "4.6.673.0")) }))),
        Hand("B-02@MIMSYNC", "", ["A-01@MIMSYNC"], Table(("KeyFile", @"D:\Backup\keys-pre.bin"))),
        Auto("B-03@MIMSYNC", "", ["A-08@MIMSYNC"], Table(("Source", Program), ("Destination", @"D:\Backup\2010"))),
        Auto("B-04@MIMSYNC", "", ["A-08@MIMSYNC"], Backup(Sync, "")),
        Look("C-01@MIMSYNC", ["A-08@MIMSYNC"], Table(("MinimumDotNetRelease", "393295"))),
        Auto("E-00@MIMSYNC", "directory", ["A-08@MIMSYNC"], Table(("DomainController", "dc.contoso.com"))),
        Step("D-04@MIMSYNC", "manual", true, "directory", ["D-03@directory#SyncHosts"]),
        Auto("D-10@MIMSYNC#gmsaSync", "directory", ["D-04@MIMSYNC", "E-00@MIMSYNC", "D-05@directory#gmsaSync"], Table(("Account", "gmsaSync"))),
        Hand("E-01@MIMSYNC", "directory", ["D-10@MIMSYNC#gmsaSync"], Table(("Accounts", new[] { SyncAccount }))),
        Look("E-02@MIMSYNC", ["D-10@MIMSYNC#gmsaSync"], Table(("Rules", new[] { Table(("Account", SyncAccount), ("Right", "SeDenyServiceLogonRight")) }))),
        Auto("E-03@MIMSYNC", "directory", ["D-10@MIMSYNC#gmsaSync"], Table(("Folders", new[] { Table(("Path", @"C:\Data"), ("Account", SyncAccount), ("Right", "Modify")), Table(("Path", @"C:\Extensions"), ("Account", SyncAccount), ("Right", "ReadAndExecute")) }))),
        Auto("F-01@MIMSYNC", "conversion", ["B-02@MIMSYNC", "D-10@MIMSYNC#gmsaSync", "E-01@MIMSYNC"], Table(("Service", Sync))),
        Hand("F-02@MIMSYNC", "conversion", ["F-01@MIMSYNC", "D-07@directory#gmsaSync", "E-04@SQL", "B-01@SQL"], Identity(Sync, SyncAccount)),
        Hand("F-03@MIMSYNC", "conversion", ["F-02@MIMSYNC"], Identity(Sync, SyncAccount, ("KeyFile", @"D:\Backup\keys-pre.bin"))),
        Auto("F-04@MIMSYNC", "conversion", ["F-03@MIMSYNC"], Identity(Sync, SyncAccount)),
        Look("F-06@MIMSYNC", ["F-04@MIMSYNC"], Table(("ServicePrincipalName", "PCNSCLNT/mimsync.contoso.com"), ("Account", "gmsaSync"))),
        Hand("F-08@MIMSYNC", "conversion", ["F-04@MIMSYNC"], Table(("KeyFile", @"D:\Backup\keys-post.bin"))),
        Back("R-01@MIMSYNC", Sync, @"CONTOSO\svcMIMSync"));

    static Hashtable Back(string id, string service, string old, object? sites = null) => Hand(id, "", [],
        Table(("Services", service == "" ? Array.Empty<Hashtable>() : new[] { Table(("Name", service), ("Account", old), ("Rests", "no")) }), ("Sites", sites ?? Array.Empty<Hashtable>())));
    static Hashtable Sites(params (string Key, object Value)[] more) => Table(("Sites", new[] { ("REG", "Password Registration Portal"), ("RST", "Password Reset Portal") }.Select(s => Table([("Component", s.Item1), ("PathEnd", s.Item2), .. more])).ToArray()));

    static Hashtable ServiceHost => Settings("MIMSVC", "mim",
        Step("A-08@MIMSVC", "manual", true, "", []),
        Look("A-01@MIMSVC", ["A-08@MIMSVC"], Inventory(Service, "SVC", @"CONTOSO\svcMIMService", ServiceAccount)),
        Look("A-03@MIMSVC", ["A-08@MIMSVC"], Sites(("OldAccount", @"CONTOSO\svcMIMSspr"), ("NewAccount", SsprAccount))),
        Auto("B-04@MIMSVC", "", ["A-08@MIMSVC"], Backup(Service, "pre-gmsa")),
        Auto("E-00@MIMSVC", "directory", ["A-08@MIMSVC"], Table(("DomainController", "dc.contoso.com"))),
        Auto("D-10@MIMSVC#gmsaSvc", "directory", ["E-00@MIMSVC", "D-05@directory#gmsaSvc"], Table(("Account", "gmsaSvc"))), // no restart before: the runner renews the tickets
        Auto("G-01@MIMSVC", "conversion", ["D-10@MIMSVC#gmsaSvc", "F-01@MIMSYNC"], Table(("Service", Service))),
        Hand("G-05@MIMSVC", "conversion", ["G-01@MIMSVC", "D-07@directory#gmsaSvc", "E-04@SQL"], Identity(Service, ServiceAccount)),
        Auto("G-09@MIMSVC", "conversion", ["G-05@MIMSVC"], Identity(Service, ServiceAccount, ("Ports", new[] { "5725", "5726" }), ("HostName", "mimsvc.contoso.com"))),
        Hand("H-01@MIMSVC", "conversion", ["G-09@MIMSVC"], Sites(("Account", SsprAccount))),
        Auto("H-02@MIMSVC", "conversion", ["H-01@MIMSVC"], Sites()),
        Look("J-01@MIMSVC", ["H-02@MIMSVC"], Table(("Services", new[] { Table(("Name", Service), ("Account", ServiceAccount), ("Rests", "no")) }), ("Sites", Sites(("Account", SsprAccount))["Sites"]!))),
        Back("R-02@MIMSVC", Service, @"CONTOSO\svcMIMService"), Back("R-03@MIMSVC", "", "", Sites(("Account", @"CONTOSO\svcMIMSspr"))["Sites"]!));

    static Hashtable SqlHost => Settings("SQL", "sql",
        Step("A-08@SQL", "manual", true, "", []),
        Auto("E-04@SQL", "directory", ["A-08@SQL", "D-05@directory#gmsaSync", "D-05@directory#gmsaSvc"], Table(("Instance", "sql.contoso.com"), ("Logins", new[] { Table(("Account", SyncAccount), ("Database", Sync)), Table(("Account", ServiceAccount), ("Database", Service)) }))),
        Auto("B-01@SQL", "conversion", ["A-08@SQL", "F-01@MIMSYNC"], Table(("Instance", "sql.contoso.com"), ("Databases", new[] { Sync, Service }), ("Folder", @"D:\Backup"))));
}

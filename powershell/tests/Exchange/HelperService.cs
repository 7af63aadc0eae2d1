using System.IO.Pipes;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Exchange;

/// <summary>
/// Microsoft's helper service on a fake server: installed, started and deleted through the service control manager, and serving a real pipe.
/// What it "encrypts" only this class can read back.
/// </summary>
sealed class HelperService : IDisposable
{
    public const string Name = "MIMKeyProtectService", Account = @"CONTOSO\gmsaSvc$";
    static readonly ConditionalWeakTable<FakeWindowsServer, HelperService> Of = [];
    static readonly byte[] Header = Convert.FromHexString("01000000D08C9DDF0115D1118C7A00C04FC297EB");
    readonly FakeWindowsServer machine;
    readonly Func<Call, IEnumerable<object?>> otherServices = _ => [];
    CancellationTokenSource? running;
    Task serving = Task.CompletedTask;
    int deleting = -1;

    public string Pipe { get; } = "mim-" + Guid.NewGuid().ToString("N")[..12];
    public int TimeoutMs { get; set; } = 5000;
    public bool ForeignPipe { get; set; }
    public int ServerId { get; set; } = 4242;
    public bool OpensPipe { get; set; } = true;
    public bool Answers { get; set; } = true;
    public bool Starts { get; set; } = true;
    public string? RunsAs { get; set; }
    /// <summary>How often the service is still seen after it was deleted.</summary>
    public int Lingers { get; set; } = 1;
    public Dictionary<string, int> Codes { get; } = [];
    public Func<byte[], byte[]> Answer { get; set; } = plain => System.Text.Encoding.ASCII.GetBytes(Protect(plain));
    public byte[] Received { get; private set; } = [];
    public ManualResetEventSlim HasReceived { get; } = new();
    public List<string> Transcripts { get; } = [];
    public List<X509Certificate2> Certificates { get; } = [];

    public static HelperService On(FakeWindowsServer machine) => Of.TryGetValue(machine, out var found) ? found : throw new InvalidOperationException("This machine has no helper service.");
    public static HelperService Here => On(FakeWindowsServer.Of());
    public static string Protect(byte[] plain) => Convert.ToBase64String([.. Header, 1, 2, 3, .. plain.Select(b => (byte)(b ^ 0x5a))]);
    public static string Reveal(string value) => System.Text.Encoding.UTF8.GetString([.. Convert.FromBase64String(value)[(Header.Length + 3)..].Select(b => (byte)(b ^ 0x5a))]);

    string Thing => "service:" + Name;
    public bool Installed => machine.World.Exists(machine.Mine(Thing));

    public HelperService(FakeWindowsServer machine, Func<Call, IEnumerable<object?>> services)
    {
        (this.machine, otherServices) = (machine, services);
        Of.Add(machine, this);
        var control = machine.Native("sc.exe");
        machine.On("New-Service", Install);
        machine.On("Get-CimInstance", call => { if (call.Get<string>("Filter") == $"Name='{Name}'" && deleting >= 0 && deleting-- == 0) Vanish(); return otherServices(call); });
        machine.On("Stop-Transcript", _ => Transcripts.Count == 0 ? throw new CommandError("InvalidOperation", ErrorCategory.InvalidOperation, "The host is not currently transcribing.", terminating: true) : [StopTranscript()]);
        machine.On("Start-Transcript", call => { Transcripts.Add(call.Has("Append") ? call.Get<string>("LiteralPath")! : throw new InvalidOperationException("A transcript was overwritten.")); return []; });
        machine.OnNative("sc.exe", a => a.Length > 1 && a[1] == Name && a[0] != "managedaccount" ? Control(a) : a[0] == "managedaccount" && Codes.TryGetValue("managedaccount", out var code) ? (code, []) : control(a));
    }

    object StopTranscript()
    {
        var stopped = new PSObject("Transkript beendet");
        stopped.Properties.Add(new PSNoteProperty("Path", Transcripts[^1]));
        Transcripts.RemoveAt(Transcripts.Count - 1);
        return stopped;
    }

    IEnumerable<object?> Install(Call call)
    {
        var path = call.Get<string>("BinaryPathName")!;
        if (call.Get<string>("Name") != Name) throw new InvalidOperationException("Another service: " + call.Get<string>("Name"));
        if (!call.Cmdlet.ShouldProcess(Name)) return [];
        if (Installed) throw new CommandError("CouldNotNewService", ErrorCategory.PermissionDenied, "The specified service already exists", terminating: true);
        // a path with blanks and without quotation marks starts C:\Program.exe
        if (path[0] != '"' || path[^1] != '"' || !File.Exists(machine.FileAt(path.Trim('"')))) throw new InvalidOperationException("No program: " + path);
        machine.World.Create(machine.Mine(Thing), ("Name", Name), ("StartName", "LocalSystem"), ("State", "Stopped"), ("ProcessId", 0), ("PathName", path));
        return [];
    }

    (int, string[]) Control(string[] a)
    {
        if (Codes.TryGetValue(a[0], out var code)) return (code, ["FEHLER"]);
        if (!Installed) return (1060, []);
        switch (a)
        {
            case ["config", _, "obj=", var account]:
                machine.Set(Thing, "StartName", account);
                return (0, []);
            case ["start", _, "e"]:
                if ((string)machine.Get(Thing, "StartName")! is not { } name || !machine.MayFetchPassword(name.Split('\\')[^1])) return (1069, []);
                if (RunsAs is not null) machine.Set(Thing, "StartName", RunsAs);
                machine.Set(Thing, "State", Starts ? "Running" : "Start Pending");
                machine.With(Thing, ("ProcessId", 4242));
                if (Starts && OpensPipe) Serve();
                return (0, []);
            case ["stop", _]:
                if (Equals(machine.Get(Thing, "State"), "Stopped")) return (1062, []);
                Halt();
                machine.Set(Thing, "State", "Stopped");
                return (0, []);
            case ["delete", _]:
                if (!machine.World.Exists(machine.Mine(Thing))) return (1060, []);
                machine.World.Set(machine.Mine(Thing), "DeleteFlag", "1");
                deleting = Lingers;
                return (0, []);
            default: return (1639, []);
        }
    }

    // the deletion was what the script did; that the service then vanishes is Windows' own doing and no point to break
    void Vanish()
    {
        var hook = machine.World.BeforeChange;
        (deleting, machine.World.BeforeChange) = (-1, null);
        foreach (var thing in new[] { Thing, @"registry:HKLM\SYSTEM\CurrentControlSet\Services\" + Name }) if (machine.World.Exists(machine.Mine(thing))) machine.World.Delete(machine.Mine(thing));
        machine.World.BeforeChange = hook;
    }

    void Serve()
    {
        running = new CancellationTokenSource();
        var stop = running.Token;
        var server = new NamedPipeServerStream(Pipe, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        serving = Task.Run(async () =>
        {
            await using var pipe = server;
            await pipe.WaitForConnectionAsync(stop);
            using var received = new MemoryStream();
            await pipe.CopyToAsync(received, stop);
            Received = received.ToArray();
            HasReceived.Set();
            pipe.Disconnect();
            await pipe.WaitForConnectionAsync(stop);
            if (!Answers) await Task.Delay(Timeout.Infinite, stop);
            await pipe.WriteAsync(Answer(Received), stop);
        }, stop);
    }

    void Halt()
    {
        running?.Cancel();
        try { serving.Wait(TimeSpan.FromSeconds(10)); } catch (AggregateException) { /* stopped in the middle, or the client went away */ }
    }

    public void Forget() => Received = [];

    /// <summary>After a power cut no process runs, and what was marked for deletion is gone.</summary>
    public void PowerOn()
    {
        Halt();
        if (!Installed) return;
        if (machine.Get(Thing, "DeleteFlag") is not null) Vanish(); else machine.With(Thing, ("State", "Stopped"), ("ProcessId", 0));
        deleting = -1;
    }

    /// <summary>Puts a helper service there that somebody else left behind.</summary>
    public void LeftByAnother(string state = "Stopped") => machine.With(Thing, ("Name", Name), ("StartName", Account), ("State", state), ("ProcessId", 0));

    public void Dispose() { Halt(); HasReceived.Dispose(); foreach (var c in Certificates) c.Dispose(); }
}

static class PipeDoubles
{
    public static readonly (string Function, string Command, Type Type)[] All =
    [
        ("Get-MimGmsaPipeContact", "Get-FakePipeContact", typeof(GetFakePipeContact)), ("Test-MimGmsaPipe", "Test-FakePipe", typeof(TestFakePipe)),
        ("Get-MimGmsaPipeServerId", "Get-FakePipeServerId", typeof(GetFakePipeServerId)), ("Get-MimGmsaMachineCertificate", "Get-FakeMachineCertificate", typeof(GetFakeMachineCertificate)),
    ];
}

[Cmdlet("Get", "FakePipeContact")]
public sealed class GetFakePipeContact : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(new System.Collections.Hashtable { ["Name"] = HelperService.Here.Pipe, ["TimeoutMs"] = HelperService.Here.TimeoutMs });
}

[Cmdlet("Test", "FakePipe")]
public sealed class TestFakePipe : PSCmdlet
{
    [Parameter(Mandatory = true)] public string Name { get; set; } = "";
    protected override void ProcessRecord() => WriteObject(Name == HelperService.Here.Pipe && HelperService.Here.ForeignPipe);
}

[Cmdlet("Get", "FakePipeServerId")]
public sealed class GetFakePipeServerId : PSCmdlet
{
    [Parameter(Mandatory = true)] public PipeStream Pipe { get; set; } = null!;
    protected override void ProcessRecord() => WriteObject(Pipe.IsConnected ? HelperService.Here.ServerId : throw new InvalidOperationException("Not connected."));
}

[Cmdlet("Get", "FakeMachineCertificate")]
public sealed class GetFakeMachineCertificate : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(HelperService.Here.Certificates, true);
}

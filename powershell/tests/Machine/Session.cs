using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>One PowerShell session on a fake server: the real engine, 5.1's command declarations, the machine's answers.</summary>
public sealed class Session : IDisposable
{
    internal static readonly Lazy<CommandProfile> Windows = new(() => CommandProfile.Load(Places.Profile2016));
    internal static readonly Lazy<CommandProfile[]> Modules = new(() => [.. Places.Declarations.Select(CommandProfile.Load)]);
    readonly Runspace runspace;

    public Session(FakeWindowsServer machine, params string[] modules)
    {
        runspace = RunspaceFactory.CreateRunspace(new QuietHost(), State(machine));
        runspace.Open();
        machine.Own(runspace);
        foreach (var drive in FakeWindowsServer.Drives)
            Script($"$null = $ExecutionContext.SessionState.Drive.New([System.Management.Automation.PSDriveInfo]::new('{drive}', $ExecutionContext.SessionState.Provider.GetOne('FileSystem'), '{Path.Combine(machine.Disk, drive)}', '', $null), 'Global')").Ok();
        foreach (var module in modules) Invoke("Import-Module", ("Name", Places.Module(module + ".psm1"))).Ok();
    }

    internal static InitialSessionState State(FakeWindowsServer machine, bool doubles = true)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, type) in StandIns.All.Cmdlets) state.Commands.Add(new SessionStateCmdletEntry(name, type, null));
        foreach (var (function, command, type) in doubles ? Doubles.All : [])
        {
            state.Commands.Add(new SessionStateCmdletEntry(command, type, null));
            state.Commands.Add(new SessionStateAliasEntry(function, command));
        }
        foreach (var name in machine.Commands) state.Commands.Add(new SessionStateCmdletEntry(name, StubFactory.Make(Declared(name)), null));
        foreach (var native in machine.Natives) state.Commands.Add(new SessionStateFunctionEntry(native,
            $"$__r = $__machine.Run('{native}', [string[]]$args); $global:LASTEXITCODE = $__r.Item1; $__r.Item2"));
        state.Variables.Add(new SessionStateVariableEntry("__machine", machine, null));
        state.Providers.Add(new SessionStateProviderEntry("Registry", typeof(RegistryProvider), null));
        return state;
    }

    internal static CommandSignature Declared(string name) => Windows.Value.Commands.GetValueOrDefault(name) ?? Modules.Value.Select(m => m.Commands.GetValueOrDefault(name)).FirstOrDefault(c => c is not null)
        ?? throw new InvalidOperationException($"{name} is declared in no profile.");

    public Outcome Invoke(string command, params (string Name, object? Value)[] parameters) => Run(command, p => { foreach (var (n, v) in parameters) p.AddParameter(n, v); });
    public Outcome Script(string text) => Run(text, _ => { }, script: true);

    /// <summary>Starts a script and presses Ctrl+C once it has got somewhere. Returns when the engine has ended it.</summary>
    public void Interrupt(string text, Action wait)
    {
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        shell.AddScript(text);
        var running = shell.BeginInvoke();
        wait();
        shell.Stop();
        try { shell.EndInvoke(running); } catch (PipelineStoppedException) { /* that is what was asked for */ }
    }

    Outcome Run(string command, Action<System.Management.Automation.PowerShell> add, bool script = false)
    {
        using var shell = System.Management.Automation.PowerShell.Create(runspace);
        if (script) shell.AddScript(command); else shell.AddCommand(command);
        add(shell);
        RuntimeException? thrown = null;
        IReadOnlyList<PSObject> output = [];
        try { output = [.. shell.Invoke()]; }
        catch (RuntimeException e) { thrown = e; }
        return new(output, [.. shell.Streams.Error], [.. shell.Streams.Information.Select(i => i.MessageData?.ToString() ?? ""), .. shell.Streams.Warning.Select(w => w.Message)], thrown);
    }

    public void Constrain() => runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;
    public void Dispose() => runspace.Dispose();
}

/// <summary>What a command gave back; Lines are what a person would have read.</summary>
public sealed record Outcome(IReadOnlyList<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Lines, RuntimeException? Thrown)
{
    public Outcome Ok() => Thrown is not null ? throw new Xunit.Sdk.XunitException(Thrown.ErrorRecord + "\n" + Thrown.ErrorRecord.ScriptStackTrace) : Errors.Count > 0 ? throw new Xunit.Sdk.XunitException(string.Join('\n', Errors)) : this;
}

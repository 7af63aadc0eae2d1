using System.Management.Automation.Language;
using MimGmsa.PowerShell.Tests.Machine;

namespace MimGmsa.PowerShell.Tests.Language;

/// <summary>Stricter than the analyzer, which lets every command pass that none of its profiles knows.</summary>
static class Known51
{
    public static IEnumerable<string> Unknown(ScriptFile script, IReadOnlyDictionary<string, HashSet<string>> own, IReadOnlyList<CommandProfile> systems, IReadOnlyList<CommandProfile> modules)
    {
        foreach (var command in script.All<CommandAst>())
        {
            var name = command.GetCommandName();
            if (name is null) continue;
            var line = command.Extent.StartLineNumber;
            if (own.TryGetValue(name, out var parameters))
            {
                foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
                    if (!Common.Contains(parameter.ParameterName) && !parameters.Contains(parameter.ParameterName))
                        yield return $"{line}: {name} has no parameter -{parameter.ParameterName}";
                continue;
            }
            if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var s in systems) if (!s.Natives.Contains(name)) yield return $"{line}: {name} is not on every server";
                continue;
            }
            var known = modules.Any(m => m.Commands.ContainsKey(name)) ? modules.Where(m => m.Commands.ContainsKey(name)).ToList() : systems;
            if (known.Any(p => !p.Commands.ContainsKey(name))) { yield return $"{line}: {name} is not a command of 5.1"; continue; }
            foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
                if (!Common.Contains(parameter.ParameterName) && known.Any(p => !p.Has(name, parameter.ParameterName)))
                    yield return $"{line}: {name} has no full parameter name -{parameter.ParameterName} in 5.1";
        }
    }

    /// <summary>The functions of the product and their parameters.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> Own(IEnumerable<ScriptFile> scripts)
    {
        var own = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in scripts.SelectMany(s => s.All<FunctionDefinitionAst>()))
            own[function.Name] = (function.Body.ParamBlock?.Parameters ?? function.Parameters ?? (IEnumerable<ParameterAst>)[]).Select(p => p.Name.VariablePath.UserPath).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return own;
    }

    static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase) { "Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "PipelineVariable", "WhatIf", "Confirm" };
}

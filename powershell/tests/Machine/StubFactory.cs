using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;

namespace MimGmsa.PowerShell.Tests.Machine;

/// <summary>Makes a compiled cmdlet from a signature: the engine itself then refuses misspelt, missing and conflicting parameters.</summary>
static class StubFactory
{
    static readonly ModuleBuilder Module = AssemblyBuilder.DefineDynamicAssembly(new("Stubs"), AssemblyBuilderAccess.Run).DefineDynamicModule("Stubs");
    static readonly Dictionary<string, Type> Made = new(StringComparer.OrdinalIgnoreCase);

    public static Type Make(CommandSignature command)
    {
        lock (Made)
        {
            if (!Made.TryGetValue(command.Name, out var type)) Made[command.Name] = type = Define(command);
            return type;
        }
    }

    static Type Define(CommandSignature command)
    {
        var type = Module.DefineType("Stub." + command.Name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(StubCommand));
        var dash = command.Name.IndexOf('-');
        var properties = new List<(string, object?)> { ("SupportsShouldProcess", command.SupportsShouldProcess) };
        if (command.DefaultSet is not null) properties.Add(("DefaultParameterSetName", command.DefaultSet));
        type.SetCustomAttribute(Attribute(typeof(CmdletAttribute), [command.Name[..dash], command.Name[(dash + 1)..]], properties));
        foreach (var parameter in command.Parameters) DefineParameter(type, parameter);
        return type.CreateType();
    }

    static void DefineParameter(TypeBuilder type, ParameterSignature parameter)
    {
        var clr = WindowsTypes.Resolve(parameter.Type);
        var field = type.DefineField("_" + parameter.Name, clr, FieldAttributes.Private);
        var property = type.DefineProperty(parameter.Name, PropertyAttributes.None, clr, null);
        const MethodAttributes Accessor = MethodAttributes.Public | MethodAttributes.SpecialName | MethodAttributes.HideBySig;
        var getter = type.DefineMethod("get_" + parameter.Name, Accessor, clr, Type.EmptyTypes);
        var il = getter.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0); il.Emit(OpCodes.Ldfld, field); il.Emit(OpCodes.Ret);
        var setter = type.DefineMethod("set_" + parameter.Name, Accessor, null, [clr]);
        il = setter.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0); il.Emit(OpCodes.Ldarg_1); il.Emit(OpCodes.Stfld, field); il.Emit(OpCodes.Ret);
        property.SetGetMethod(getter); property.SetSetMethod(setter);
        foreach (var set in parameter.Sets)
        {
            var values = new List<(string, object?)> { ("Mandatory", set.Mandatory), ("ValueFromPipeline", set.FromPipeline),
                ("ValueFromPipelineByPropertyName", set.FromPipelineByName), ("ValueFromRemainingArguments", set.FromRemaining) };
            if (set.Position is { } position) values.Add(("Position", position));
            if (set.Set is not null) values.Add(("ParameterSetName", set.Set));
            property.SetCustomAttribute(Attribute(typeof(ParameterAttribute), [], values));
        }
        if (parameter.Aliases.Count > 0) property.SetCustomAttribute(Attribute(typeof(AliasAttribute), [parameter.Aliases.ToArray()], []));
    }

    static CustomAttributeBuilder Attribute(Type type, object[] arguments, List<(string Name, object? Value)> properties) => new(
        type.GetConstructor([.. arguments.Select(a => a.GetType())])!, arguments,
        [.. properties.Select(p => type.GetProperty(p.Name)!)], [.. properties.Select(p => p.Value)]);
}

/// <summary>Hands every call to the machine that its runspace belongs to.</summary>
public abstract class StubCommand : PSCmdlet
{
    protected override void ProcessRecord()
    {
        var machine = FakeWindowsServer.Of();
        var call = new Call(MyInvocation.MyCommand.Name, MyInvocation.BoundParameters, ParameterSetName, this);
        try { foreach (var result in machine.Answer(call)) WriteObject(result); }
        catch (CommandError error)
        {
            var record = new ErrorRecord(error, error.Id, error.Category, error.Target);
            if (error.Terminating) ThrowTerminatingError(record); else WriteError(record);
        }
    }
}

public sealed class CommandError(string id, ErrorCategory category, string message, object? target = null, bool terminating = false) : Exception(message)
{
    public string Id => id;
    public ErrorCategory Category => category;
    public object? Target => target;
    public bool Terminating => terminating;
}

public sealed record Call(string Command, IReadOnlyDictionary<string, object> Bound, string Set, PSCmdlet Cmdlet)
{
    public bool Has(string parameter) => Bound.ContainsKey(parameter);
    public T? Get<T>(string parameter) => Bound.TryGetValue(parameter, out var value) ? (T?)LanguagePrimitives.ConvertTo(value, typeof(T)) : default;
    public override string ToString() => Command + string.Concat(Bound.OrderBy(b => b.Key).Select(b => $" -{b.Key} {LanguagePrimitives.ConvertTo<string>(b.Value)}"));
}

static class WindowsTypes
{
    static readonly Dictionary<string, Type> Own = new()
    {
        ["System.ServiceProcess.ServiceController"] = typeof(FakeService),
        ["Microsoft.Management.Infrastructure.CimInstance"] = typeof(FakeCimInstance),
        ["System.Security.Principal.SecurityIdentifier"] = typeof(string),
    };

    /// <summary>A type that exists here, or object: enumerations and classes of Windows take any value.</summary>
    public static Type Resolve(string name)
    {
        if (name.EndsWith("[]", StringComparison.Ordinal)) return Resolve(name[..^2]).MakeArrayType();
        return Own.GetValueOrDefault(name) ?? Type.GetType(name) ?? typeof(PSObject).Assembly.GetType(name) ?? Type.GetType(name + ", System.Collections") ?? typeof(object);
    }
}

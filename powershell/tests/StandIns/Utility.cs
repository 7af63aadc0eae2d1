using System.Collections;
using System.Management.Automation;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

// Stand-ins for the everyday cmdlets that System.Management.Automation lacks. They do what 5.1 and 7 agree on and refuse the rest.
namespace MimGmsa.PowerShell.Tests.StandIns;

[Cmdlet("Write", "Output")]
public sealed class WriteOutput : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true), AllowNull, AllowEmptyCollection] public PSObject? InputObject { get; set; }
    [Parameter] public SwitchParameter NoEnumerate { get; set; }
    protected override void ProcessRecord() => WriteObject(InputObject, !NoEnumerate);
}

[Cmdlet("Write", "Verbose")]
public sealed class WriteVerboseStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowEmptyString] public string Message { get; set; } = "";
    protected override void ProcessRecord() => WriteVerbose(Message);
}

[Cmdlet("Write", "Warning")]
public sealed class WriteWarningStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowEmptyString] public string Message { get; set; } = "";
    protected override void ProcessRecord() => WriteWarning(Message);
}

[Cmdlet("Write", "Information")]
public sealed class WriteInformationStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0), Alias("Msg")] public object? MessageData { get; set; }
    [Parameter(Position = 1)] public string[] Tags { get; set; } = [];
    protected override void ProcessRecord() => WriteInformation(MessageData, Tags);
}

[Cmdlet("Write", "Error", DefaultParameterSetName = "NoException")]
public sealed class WriteErrorStandIn : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "NoException", ValueFromPipeline = true), AllowEmptyString] public string Message { get; set; } = "";
    [Parameter(Mandatory = true, ParameterSetName = "ErrorRecord")] public ErrorRecord? ErrorRecord { get; set; }
    [Parameter] public ErrorCategory Category { get; set; }
    [Parameter] public string ErrorId { get; set; } = "";
    [Parameter] public object? TargetObject { get; set; }
    protected override void ProcessRecord() => WriteError(ErrorRecord ?? new ErrorRecord(new WriteErrorException(Message), ErrorId, Category, TargetObject));
    sealed class WriteErrorException(string message) : Exception(message);
}

[Cmdlet("New", "Object", DefaultParameterSetName = "Net")]
public sealed class NewObject : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Net")] public string TypeName { get; set; } = "";
    [Parameter(Position = 1, ParameterSetName = "Net"), Alias("Args")] public object[] ArgumentList { get; set; } = [];
    [Parameter] public IDictionary? Property { get; set; }
    protected override void ProcessRecord()
    {
        var type = LanguagePrimitives.ConvertTo<Type>(TypeName);
        var made = type == typeof(PSObject) ? new PSObject()
            : PSObject.AsPSObject(Activator.CreateInstance(type, [.. ArgumentList.Select(a => a is PSObject p ? p.BaseObject : a)])!);
        foreach (DictionaryEntry e in Property ?? new Hashtable()) made.Properties.Add(new PSNoteProperty((string)e.Key, e.Value));
        WriteObject(made);
    }
}

[Cmdlet("Select", "Object")]
public sealed class SelectObject : PSCmdlet
{
    int seen;
    [Parameter(ValueFromPipeline = true)] public PSObject? InputObject { get; set; }
    [Parameter(Position = 0)] public string[]? Property { get; set; }
    [Parameter] public string? ExpandProperty { get; set; }
    [Parameter] public int First { get; set; } = int.MaxValue;
    protected override void ProcessRecord()
    {
        if (InputObject is null || seen++ >= First) return;
        if (ExpandProperty is not null) { WriteObject(InputObject.Properties[ExpandProperty].Value, true); return; }
        if (Property is null) { WriteObject(InputObject); return; }
        var made = new PSObject();
        foreach (var p in Property) made.Properties.Add(new PSNoteProperty(p, InputObject.Properties[p]?.Value));
        WriteObject(made);
    }
}

[Cmdlet("Get", "Date")]
public sealed class GetDate : PSCmdlet
{
        protected override void ProcessRecord() => WriteObject(Machine.FakeWindowsServer.Of().World.Now);
}

[Cmdlet("Start", "Sleep", DefaultParameterSetName = "Seconds")]
public sealed class StartSleep : PSCmdlet // nobody waits, but the world's clock goes on
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Seconds")] public int Seconds { get; set; }
    [Parameter(Mandatory = true, ParameterSetName = "Milliseconds")] public int Milliseconds { get; set; }
    protected override void ProcessRecord() => Machine.FakeWindowsServer.Of().World.Sleep(TimeSpan.FromSeconds(Seconds) + TimeSpan.FromMilliseconds(Milliseconds));
}

[Cmdlet("Get", "Variable")]
public sealed class GetVariable : PSCmdlet
{
    [Parameter(Position = 0)] public string[] Name { get; set; } = [];
    [Parameter] public SwitchParameter ValueOnly { get; set; }
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            if (SessionState.PSVariable.Get(name) is { } found) WriteObject(ValueOnly ? found.Value : found);
            else WriteError(new ErrorRecord(new ItemNotFoundException("Cannot find a variable with the name '" + name + "'."), "VariableNotFound", ErrorCategory.ObjectNotFound, name));
    }
}

[Cmdlet("Import", "PowerShellDataFile", DefaultParameterSetName = "ByPath")]
public sealed class ImportPowerShellDataFile : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")] public string[] Path { get; set; } = [];
    [Parameter(Mandatory = true, ParameterSetName = "ByLiteralPath"), Alias("PSPath")] public string[] LiteralPath { get; set; } = [];
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == "ByPath" ? Path : LiteralPath)
            WriteObject(Language.ScriptFile.Read(SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)).Data());
    }
}

[Cmdlet("ConvertFrom", "Json")]
public sealed class ConvertFromJson : PSCmdlet
{
    readonly StringBuilder text = new();
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowEmptyString] public string InputObject { get; set; } = "";
    protected override void ProcessRecord() => text.AppendLine(InputObject);
    protected override void EndProcessing()
    {
        using var reader = new JsonTextReader(new StringReader(text.ToString())) { DateParseHandling = DateParseHandling.None };
        var token = JToken.ReadFrom(reader);
        if (token is JArray) throw new NotSupportedException("5.1 emits a top-level array whole, 7 emits its items: wrap it in an object.");
        WriteObject(Value(token));
    }
    static object? Value(JToken token) => token switch
    {
        JObject o => o.Properties().Aggregate(new PSObject(), (made, p) => { made.Properties.Add(new PSNoteProperty(p.Name, Value(p.Value))); return made; }),
        JArray a => a.Select(Value).ToArray(),
        JValue { Type: JTokenType.Integer } v => Convert.ToInt64(v.Value, null) is >= int.MinValue and <= int.MaxValue and var n ? (int)n : (object)Convert.ToInt64(v.Value, null),
        JValue v => v.Value,
        _ => throw new NotSupportedException(token.Type.ToString()),
    };
}

[Cmdlet("ConvertTo", "Json")]
public sealed class ConvertToJson : PSCmdlet
{
    readonly List<object?> items = [];
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true), AllowNull] public object? InputObject { get; set; }
    [Parameter] public int Depth { get; set; } = 2;
    [Parameter] public SwitchParameter Compress { get; set; }
    protected override void ProcessRecord() => items.Add(InputObject);
    protected override void EndProcessing()
    {
        if (!Compress) throw new NotSupportedException("5.1 and 7 indent differently: use -Compress.");
        WriteObject(JsonConvert.SerializeObject(Token(items.Count == 1 ? items[0] : items, 0), Formatting.None));
    }
    JToken Token(object? value, int level)
    {
        var o = value is PSObject p ? p.BaseObject : value;
        if (o is DateTime) throw new NotSupportedException("5.1 writes a date as \\/Date()\\/: turn it into text first.");
        if (o is null) return JValue.CreateNull();
        if (o is string or bool or int or long or uint or double or decimal) return new JValue(o);
        if (level > Depth) throw new NotSupportedException($"Deeper than -Depth {Depth}: both engines would write it as text.");
        if (o is IDictionary d) return new JObject(d.Keys.Cast<object>().Select(k => new JProperty(k.ToString()!, Token(d[k], level + 1))));
        if (o is IEnumerable e) return new JArray(e.Cast<object?>().Select(x => Token(x, level + 1)));
        if (value is PSObject { BaseObject: PSCustomObject } c) return new JObject(c.Properties.Select(x => new JProperty(x.Name, Token(x.Value, level + 1))));
        throw new NotSupportedException("Not plain data: " + o.GetType());
    }
}

using System.Collections;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>Writes a data file as the generator does: nothing but single-quoted literals.</summary>
static class Psd1
{
    public static string Write(object value) => value switch
    {
        string s => "'" + System.Management.Automation.Language.CodeGeneration.EscapeSingleQuotedStringContent(s) + "'",
        IDictionary d => "@{ " + string.Join("; ", d.Keys.Cast<string>().Select(k => $"{k} = {Write(d[k]!)}")) + " }",
        IEnumerable e => "@(" + string.Join(", ", e.Cast<object>().Select(Write)) + ")",
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    public static Hashtable Table(params (string Key, object Value)[] rows)
    {
        var table = new Hashtable();
        foreach (var (key, value) in rows) table[key] = value;
        return table;
    }
}

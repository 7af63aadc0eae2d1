using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace MimGmsa.PowerShell.Tests.Bundles;

/// <summary>RFC 8785 for what results hold, written apart from the module's own writer so that the two check each other.</summary>
static class Jcs
{
    public static string Write(JToken token) => token switch
    {
        JObject o => "{" + string.Join(',', o.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => JsonConvert.ToString(p.Name) + ":" + Write(p.Value))) + "}",
        JArray a => "[" + string.Join(',', a.Select(Write)) + "]",
        JValue { Type: JTokenType.String } v => JsonConvert.ToString((string)v!, '"', StringEscapeHandling.Default).Replace("\\u0085", "\u0085").Replace("\\u2028", "\u2028").Replace("\\u2029", "\u2029"),
        JValue v => v.ToString(Formatting.None),
        _ => throw new NotSupportedException(token.Type.ToString()),
    };

    public static string Digest(JToken token) => Bundle.Sha256(Encoding.UTF8.GetBytes(Write(token)));
}

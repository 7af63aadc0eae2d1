using System.Globalization;
using System.Text.RegularExpressions;

namespace MimGmsa.PowerShell.Tests.Discovery;

/// <summary>An LDAP filter (RFC 4515) over attributes as texts: and, or, not, equality, presence, beginning, and the bitwise rule of Active Directory.</summary>
sealed class LdapFilter
{
    readonly string text;
    int position;

    LdapFilter(string text) => this.text = text;

    public static Func<Func<string, string[]>, bool> Parse(string text)
    {
        var parser = new LdapFilter(text);
        var filter = parser.One();
        return parser.position == text.Length ? filter : throw new FormatException("More than one filter: " + text);
    }

    Func<Func<string, string[]>, bool> One()
    {
        Expect('(');
        Func<Func<string, string[]>, bool> result;
        if (text[position] is '&' or '|' or '!')
        {
            var kind = text[position++];
            var parts = new List<Func<Func<string, string[]>, bool>>();
            while (text[position] == '(') parts.Add(One());
            result = kind switch { '&' => o => parts.All(p => p(o)), '|' => o => parts.Any(p => p(o)), _ => o => !parts.Single()(o) };
        }
        else result = Item();
        Expect(')');
        return result;
    }

    Func<Func<string, string[]>, bool> Item()
    {
        var match = Regex.Match(text[position..], @"^([A-Za-z-]+)(?::1\.2\.840\.113556\.1\.4\.803:)?=((?:[^()\\\0]|\\[0-9a-f]{2})*)");
        if (!match.Success) throw new FormatException("Not a plain, escaped filter: " + text);
        position += match.Length;
        var (attribute, raw) = (match.Groups[1].Value, match.Groups[2].Value);
        if (match.Value.Contains(".803:="))
        {
            var bits = long.Parse(raw, CultureInfo.InvariantCulture);
            return o => o(attribute).Any(v => (long.Parse(v, CultureInfo.InvariantCulture) & bits) == bits);
        }
        if (raw == "*") return o => o(attribute).Length > 0;
        var begins = raw.EndsWith('*');
        if (raw.TrimEnd('*').Contains('*')) throw new FormatException("Only name* is understood: " + text);
        var value = Regex.Replace(raw.TrimEnd('*'), @"\\([0-9a-f]{2})", m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return begins ? o => o(attribute).Any(v => v.StartsWith(value, StringComparison.OrdinalIgnoreCase)) : o => o(attribute).Contains(value, StringComparer.OrdinalIgnoreCase);
    }

    void Expect(char wanted)
    {
        if (position >= text.Length || text[position++] != wanted) throw new FormatException($"{wanted} expected in {text}");
    }
}

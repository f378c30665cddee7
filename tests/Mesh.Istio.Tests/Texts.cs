using System.Text;

namespace Mesh.Istio.Tests;

/// <summary>Texts that YAML likes to take for something else, and random ones.</summary>
internal static class Texts
{
    public static string[] Awkward { get; } =
    [
        "", " ", "  leading", "trailing ", "\ttab", "tab\t", "a\tb", "\n", "a\nb", "a\n", "\na", "\r\n", "a\r\nb", "\r",
        "on", "ON", "On", "off", "Off", "yes", "YES", "no", "NO", "y", "Y", "n", "N", "true", "True", "TRUE", "false", "tRuE", "null",
            "Null", "NULL", "~",
        "0", "1", "-1", "+1", "017", "0o17", "08", "0x1F", "0b101", "1_000", "12:30:45", "190:20:30", "1.5", ".5", "5.", "1e3", "1E+3",
            "-.5", "0.0", "1.30", "1.30.3", "6.8523015e+5", "1__0",
        ".inf", "-.inf", "+.INF", ".nan", ".NaN", "NaN", "Infinity", "2001-12-14", "2001-12-14t21:59:43.10-05:00",
            "2001-12-14 21:59:43.10 -5", "2024-01-01T00:00:00Z",
        "=", "<<", "-", "--", "---", "...", "--- a", "- a", "-a", "?", "? a", ":", ": a", "a:", "a: b", "a:b", "a : b", "#", "# a", "a #b",
            "a#b", "#a",
        "*", "*a", "&a", "!a", "!!str a", "|", "|-", ">", ">-", "%", "%YAML 1.1", "@", "@a", "`", "`a", "[", "[a]", "]", "{", "{a}",
            "{a: b}", "}", ",", "a,b", ", a",
        "'", "\"", "'a'", "\"a\"", "it's", "say \"x\"", "\\", "\\n", "a\\", "C:\\dir", "\\u0041", "*.example.com", "./*", "~/*", "*/*",
            ".", "..", "/", "/a/b", "//", "$", "^a$", "^(?:/[a-z]+)+$",
        "\u0000", "\u0001", "\b", "\f", "\v", "\u001b[31m", "\u007f", "\u0080", "\u0085", "a\u0085b", "\u009f", "\u00a0", "a\u00a0",
            "\u2028", "a\u2028b", "\u2029", "\ufeff", "\ufeffa", "a\ufeff",
        "\ufffe", "\uffff", "\ufffd", "\u200b", "\u202e", "é", "e\u0301", "ß", "日本語", "العربية", "😀", "a😀b", "👩‍👩‍👧", "\U0010ffff",
            "\U00010000", "\ufdd0",
        "spiffe://cluster.local/ns/a/sa/b", "outbound_.9080_.local_.details.bookinfo.svc.cluster.local", "region/zone/subzone", "10.1.2.3",
            "10.0.0.0/8", "::1", "fe80::1%eth0", "2001:db8::/32", "1h30m", "5s",
        "application/json", "app.kubernetes.io/name", "a=b", "a==b", "a;b", "a&b", "<a>", "a|b", "100%", "%20", "~user",
            "key: |\n  block\n", "e3", "E", "Yes ", " no", "nullable", "truely", "oN", "yEs",
    ];

    /// <summary>A text of any kind; well-formed, so that it can be read back.</summary>
    public static string Any(Random random) => random.Next(3) switch
    {
        0 => Awkward[random.Next(Awkward.Length)],
        1 => Name(random),
        _ => Unicode(random),
    };

    public static string Name(Random random)
    {
        const string Characters = "abcdefghijklmnopqrstuvwxyz";
        return string.Create(random.Next(1, 12), random, static (text, random) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = Characters[random.Next(Characters.Length)];
            }
        });
    }

    public static string Unicode(Random random)
    {
        var text = new StringBuilder();
        for (int count = random.Next(12); count > 0; count--)
        {
            int code = random.Next(5) switch
            {
                0 => random.Next(0x20),
                1 => random.Next(0x80),
                2 => random.Next(0x7F, 0x100),
                3 => random.Next(0x2000, 0x2100),
                _ => random.Next(0x110000),
            };
            text.Append(Rune.IsValid(code) ? new Rune(code).ToString() : "x");
        }

        return text.ToString();
    }
}

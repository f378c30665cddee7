using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesh.Istio.Tests.Crds;

/// <summary>Go's duration syntax, restated for the tests on its own.</summary>
internal static partial class GoDuration
{
    public static decimal Seconds(string text)
    {
        string unsigned = text.TrimStart('-', '+');
        if (unsigned == "0")
        {
            return 0;
        }

        Match all = Syntax().Match(unsigned);
        Assert.True(all.Success, $"'{text}' is no duration");
        decimal seconds = 0;
        for (int i = 0; i < all.Groups["number"].Captures.Count; i++)
        {
            decimal number = decimal.Parse(all.Groups["number"].Captures[i].Value, CultureInfo.InvariantCulture);
            seconds += number * all.Groups["unit"].Captures[i].Value switch
            {
                "h" => 3600m,
                "m" => 60m,
                "s" => 1m,
                "ms" => 0.001m,
                "us" or "µs" or "μs" => 0.000001m,
                _ => 0.000000001m,
            };
        }

        return text[0] == '-' ? -seconds : seconds;
    }

    [GeneratedRegex(@"^((?<number>[0-9]+\.?[0-9]*|\.[0-9]+)(?<unit>h|ms|m|s|us|µs|μs|ns))+$")]
    private static partial Regex Syntax();
}

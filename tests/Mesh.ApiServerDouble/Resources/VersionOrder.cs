using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>The order of versions in discovery: GA before beta before alpha, newer first.</summary>
internal sealed partial class VersionOrder : IComparer<string>
{
    public static readonly VersionOrder Instance = new();

    public int Compare(string? x, string? y) => Rank(y ?? "").CompareTo(Rank(x ?? ""));

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        Match match = Form().Match(version);
        if (!match.Success)
        {
            return (-1, 0, 0);
        }

        int stability = match.Groups[2].Value switch { "beta" => 1, "alpha" => 0, _ => 2 };
        int minor = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
        return (stability, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), minor);
    }

    [GeneratedRegex("^v([0-9]+)(?:(alpha|beta)([0-9]+))?$")]
    private static partial Regex Form();
}

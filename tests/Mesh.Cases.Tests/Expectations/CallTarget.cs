using System.Text.RegularExpressions;

namespace Mesh.Cases.Tests.Expectations;

/// <summary>What is called: <c>HOST:PORT</c>, and <c>/PATH</c> or <c>/SUBSET</c> where the check has one.</summary>
internal sealed partial record CallTarget(string Host, int Port, string Suffix)
{
    /// <exception cref="FormatException">The text is no host with a port.</exception>
    public static CallTarget Parse(string text)
    {
        Match match = Pattern().Match(text);
        return match.Success
            ? new CallTarget(match.Groups[1].Value, Numbers.Whole(match.Groups[2].Value), match.Groups[3].Value)
            : throw new FormatException($"'{text}' is not HOST:PORT");
    }

    /// <summary>The same for a check without a path or subset.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static CallTarget ParseWithoutSuffix(string text) => Parse(text) is { Suffix: "" } target
        ? target
        : throw new FormatException($"'{text}' has a path, but this check asks for a host only");

    [GeneratedRegex(@"^([^:/\s]+):(\d+)(/\S*)?$")]
    private static partial Regex Pattern();
}

using System.Text.RegularExpressions;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>
/// What of a line of an access log does not depend on chance: everything but times, ports of callers, ids and which of the equal pods it
/// was.
/// </summary>
internal static partial class LogShape
{
    internal static string Of(string proxy, string line)
    {
        Match match = Format().Match(line);
        Assert.True(match.Success, $"Not a line of Istio's default format: {line}");
        string Group(string name) => match.Groups[name].Value;
        // Two pods of one cluster differ in the last digit of their address.
        string host = PodAddress().Replace(Group("host"), "$1*:");
        bool tcp = Group("request") == "- - -";
        return string.Join(
            ' ',
            proxy,
            Group("request"),
            Group("status"),
            Group("flags"),
            Group("details"),
            Group("transport"),
            tcp || Group("status") == "200" ? "" : Group("sent"),
            Group("service") == "-" ? "-" : "n",
            host,
            Group("cluster"),
            Group("local") == "-" ? "-" : "address",
            Group("sni"),
            Group("route"));
    }

    [GeneratedRegex("""^\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\] "(?<request>\S+ \S+ \S+)" (?<status>\d+) (?<flags>\S+) """
        + """(?<details>\S+) - "(?<transport>[^"]*)" \d+ (?<sent>\d+) \d+ (?<service>\d+|-) "(?<forwarded>[^"]*)" "(?<"""
        + """agent>[^"]*)" "(?<id>[^"]*)" "(?<authority>[^"]*)" "(?<host>[^"]*)" (?<cluster>\S+) """
        + """(?<local>\S+) (?<down>\S+) (?<remote>\S+) (?<sni>\S+) (?<route>\S+)$""")]
    private static partial Regex Format();

    [GeneratedRegex(@"^(127\.\d+\.\d+\.1)[12]:")]
    private static partial Regex PodAddress();
}

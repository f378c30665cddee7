using System.Globalization;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>What a run of the second round calls, from where and how, read from its own words.</summary>
internal sealed partial record RigTarget
{
    private RigTarget(string text)
    {
        Match caller = Caller().Match(text);
        (Cluster, Workload) = caller.Groups["pod"].Success ? (caller.Groups["cluster"].Value, caller.Groups["pod"].Value)
            : caller.Groups["of"].Success ? (caller.Groups["of"].Value, "productpage") : ("aws", "productpage");
        IsOutside = caller.Groups["outside"].Success;
        Protocol = Tcp().IsMatch(text) ? "tcp" : Grpc().IsMatch(text) ? "grpc" : Http().IsMatch(text) ? "http"
            : throw new UnknownInputException($"The reader does not know this target: {text}.");
        Match host = Host().Match(text);
        Match address = Address().Match(text);
        this.Name = host.Groups["host"].Value;
        this.IpAddress = address.Groups["address"].Value;
        Port = address.Groups["port"].Success ? Number(address.Groups["port"]) : host.Groups["port"].Success
            ? Number(host.Groups["port"]) : 80;
        if (this.Name.Length == 0 && this.IpAddress.Length == 0)
        {
            throw new UnknownInputException($"The reader finds no host in this target: {text}.");
        }

        Match limit = Limit().Match(text);
        GivesUpAfter = limit.Success ? TimeSpan.FromSeconds(Number(limit.Groups["seconds"])) : null;
        Match callers = Callers().Match(text);
        CallerCount = callers.Success ? Number(callers.Groups["callers"]) : 1;
        Keeps = text.Contains("kept session", StringComparison.Ordinal) || text.Contains("kept TCP session", StringComparison.Ordinal);
        Streams = text.Contains("streams", StringComparison.Ordinal);
    }

    internal string Cluster { get; }

    internal string Workload { get; }

    internal bool IsOutside { get; }

    /// <summary><c>tcp</c>, <c>grpc</c> or <c>http</c>.</summary>
    internal string Protocol { get; }

    internal string Name { get; }

    internal string IpAddress { get; }

    internal int Port { get; }

    internal TimeSpan? GivesUpAfter { get; }

    internal int CallerCount { get; }

    /// <summary>Whether one TCP connection is kept for all lines.</summary>
    internal bool Keeps { get; }

    /// <summary>Whether each call is a stream of several messages.</summary>
    internal bool Streams { get; }

    internal static RigTarget Parse(string text) => new(text);

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"from (?<outside>outside)|from productpage of (?<of>\w+)|from (?<cluster>\w+)[/-](?<pod>[\w-]+)")]
    private static partial Regex Caller();

    [GeneratedRegex(@"^tcp |TCP|^one line ")]
    private static partial Regex Tcp();

    [GeneratedRegex("^gRPC|^grpc")]
    private static partial Regex Grpc();

    [GeneratedRegex("^(http|GET|POST|GET,POST) ")]
    private static partial Regex Http();

    [GeneratedRegex(@"https?://(?<host>[a-z][\w.-]*)(:(?<port>\d+))?/|^\S+ (?<host>[a-z][\w-]*(\.[\w-]+)*)(:(?<port>\d+))? (at|every) "
        + @"|to (?<host>[a-z][\w-]*(\.[\w-]+)+):(?<port>\d+)")]
    private static partial Regex Host();

    [GeneratedRegex(@"(?<address>\d+\.\d+\.\d+\.\d+):(?<port>\d+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"(gives up after|deadline|answer awaited|awaited \() ?(?<seconds>\d+) s")]
    private static partial Regex Limit();

    [GeneratedRegex(@"(?<callers>\d+) (clients|caller\(s\))")]
    private static partial Regex Callers();
}

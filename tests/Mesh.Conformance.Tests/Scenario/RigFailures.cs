using System.Globalization;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Failures;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>What the events of the second round do, in the words of Mesh.</summary>
/// <param name="Pods">The pods of the service that is called, <c>namespace/name</c>, by cluster.</param>
/// <param name="Gateways">The gateway of every cluster that has one.</param>
/// <param name="Entry">The cluster whose gateway callers from outside call; empty for callers inside.</param>
internal sealed partial record RigFailures(IReadOnlyDictionary<string, string[]> Pods, IReadOnlyDictionary<string, string> Gateways,
    string Entry)
{
    private const int All = int.MaxValue;

    /// <summary>What begins to fail at an event.</summary>
    /// <param name="text">The event.</param>
    /// <param name="what">What the run is about, which says what fails where the event does not.</param>
    internal RigPart[] Parse(string text, string what)
    {
        if (text is "failure")
        {
            return [.. what[(what.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(", ").SelectMany(Golden)];
        }

        if (AtZero().Match(text) is { Success: true } atZero)
        {
            return Parts("scaled", atZero.Groups["cluster"].Value);
        }

        if (FrozenPod().Match(text) is { Success: true } frozen)
        {
            return Parts("frozen", frozen.Groups["cluster"].Value);
        }

        if (PathDown().Match(text) is { Success: true } path)
        {
            return [Part("path", path.Groups["from"].Value, failure =>
                failure.PathDown(path.Groups["from"].Value, path.Groups["to"].Value))];
        }

        Match prefixed = Prefixed().Match(text);
        string cluster = prefixed.Success ? prefixed.Groups["cluster"].Value : "aws";
        string[] kinds = (prefixed.Success ? prefixed.Groups["kind"].Value : text).Split('+');
        // Beside what the event says, such a run made the service of the next cluster go as well.
        string[] more = what.EndsWith("scaled+remote", StringComparison.Ordinal) ? ["scaled@gcp"] : [];
        return [.. kinds.Concat(more).Select(kind => kind.Split('@')).SelectMany(words =>
            Parts(words[0], words.Length > 1 ? words[1] : cluster))];
    }

    private static RigPart Part(string kind, string cluster, Action<FailureBuilder> fail) => new(kind, cluster, "", fail);

    private RigPart[] Parts(string kind, string cluster) => kind switch
    {
        "none" => [],
        "alldead" => [.. Pods.Keys.SelectMany(each => Parts("refused", each))],
        "allscaled" => [.. Pods.Keys.SelectMany(each => Parts("scaled", each))],
        "scaled" => Each(kind, cluster, All, (failure, pod) => failure.ServiceScaledToZero(cluster, pod)),
        "refused" => Each(kind, cluster, All, (failure, pod) => failure.ServiceDown(cluster, pod)),
        "onerefused" or "details-0 refuses" => Each(kind, cluster, 1, (failure, pod) => failure.ServiceDown(cluster, pod)),
        "one503" => Each(kind, cluster, 1, FailureKind.Answers503),
        "frozen" => Each(kind, cluster, 1, FailureKind.Hangs),
        "blackpod" => Each(kind, cluster, 1, FailureKind.Silent),
        "blackhole" => Each(kind, cluster, All, FailureKind.Silent),
        "appdead" => Each(kind, cluster, All, FailureKind.ApplicationDown),
        "status:503" => Each(kind, cluster, All, FailureKind.Answers503),
        "rst" => Each(kind, cluster, All, FailureKind.Reset),
        "gwdown" => [new RigPart(cluster == Entry ? "entry" : kind, cluster, "", failure =>
            failure.GatewayDown(cluster, Gateways[cluster]))],
        "gwhang" or "gateway vanishes" => [Part(kind, cluster, failure =>
            failure.PodsFail(cluster, Gateways[cluster], FailureKind.Silent))],
        "gwstop" => [Part(kind, cluster, failure => failure.PodsFail(cluster, Gateways[cluster], FailureKind.Hangs))],
        // Processes end; addresses stay and refuse.
        "clusterdown" => [.. Parts("gwdown", cluster), .. Pods.ContainsKey(cluster) ? Parts("scaled", cluster) : []],
        "cut" => [Part(kind, cluster, failure => Cut(failure, cluster))],
        _ when GrpcStatus().Match(kind) is { Success: true } status => Each(
            kind, cluster, All, (failure, pod) =>
                failure.PodsAnswerGrpc(cluster, pod, int.Parse(status.Groups["status"].Value, CultureInfo.InvariantCulture))),
        _ => throw new UnknownInputException($"The reader does not know this event: {kind}."),
    };

    private RigPart[] Each(string kind, string cluster, int count, FailureKind how) =>
        Each(kind, cluster, count, (failure, pod) => failure.PodsFail(cluster, pod, how));

    private RigPart[] Each(string kind, string cluster, int count, Action<FailureBuilder, string> fail) =>
        [.. Pods[cluster].Take(count).Select(pod => new RigPart(kind, cluster, pod.Split('/')[1], failure => fail(failure, pod)))];

    private void Cut(FailureBuilder failure, string cluster)
    {
        foreach (string other in Gateways.Keys.Where(other => other != cluster))
        {
            failure.PathDown(cluster, other).PathDown(other, cluster);
        }
    }

    private IEnumerable<RigPart> Golden(string text)
    {
        string[] words = text.Split(' ');
        return words switch
        {
            ["scaledToZero", string cluster, string service] => [Part(words[0], cluster, failure =>
                failure.ServiceScaledToZero(cluster, service))],
            ["serviceDown", string cluster, string service] => [Part(words[0], cluster, failure => failure.ServiceDown(cluster, service))],
            ["gatewayDown", string cluster, string gateway] => [Part(words[0], cluster, failure => failure.GatewayDown(cluster, gateway))],
            ["clusterDown", string cluster] => Parts("clusterdown", cluster),
            ["pathDown", string from, string to] => [Part(words[0], from, failure => failure.PathDown(from, to))],
            ["packets", "from", string from, "to", string to, "dropped"] => [Part(words[0], from, failure => failure.PathDown(from, to))],
            ["answers503", string cluster, string service] => [Part("status:503", cluster, failure =>
                failure.PodsFail(cluster, service, FailureKind.Answers503))],
            // The application alone; its sidecar lives.
            ["hangs", string cluster, string service] => [Part(words[0], cluster, failure =>
                failure.PodsFail(cluster, service, FailureKind.ApplicationHangs))],
            _ => throw new UnknownInputException($"The reader does not know this failure: {text}."),
        };
    }

    [GeneratedRegex(@"^(?<cluster>\w+) at 0( too)?$")]
    private static partial Regex AtZero();

    [GeneratedRegex(@"^\w+-0 of (?<cluster>\w+) frozen$")]
    private static partial Regex FrozenPod();

    [GeneratedRegex(@"^path (?<from>\w+) to (?<to>\w+) down$")]
    private static partial Regex PathDown();

    [GeneratedRegex(@"^(?<cluster>[a-z]\w*): (?<kind>.+)$")]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"^grpc:(?<status>\d+)$")]
    private static partial Regex GrpcStatus();
}

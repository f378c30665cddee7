using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// What the forecast says while nothing fails: an endpoint whose requests end at a gateway or pod, because of the configuration and not of
/// what was scaled down, is no place to fail over to.
/// </summary>
internal sealed class DeadEnds : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        var said = new HashSet<(string Path, string Reason)>();
        Dictionary<string, HashSet<string>> named = mesh.Clusters.ToDictionary(
            cluster => cluster.Name, cluster => cluster.Policies.Where(policy => policy.Policy.Tls?.Sni is { Length: > 0 }).Select(
                policy => policy.Service?.Host ?? "").ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (WrittenCall call in mesh.Calls)
        {
            // A rule that names the pod by its SNI has a finding of its own.
            if (call.Target.Tls?.Sni.StartsWith("outbound_.", StringComparison.Ordinal) == true
                && named[call.Cluster.Name].Contains(call.Target.Host))
            {
                continue;
            }

            foreach (((string address, int number), EndpointFate fate) in call.Fates.Where(fate => fate.Value.IsDeadEnd))
            {
                Report(mesh, call, address, number, fate, said, findings);
            }
        }
    }

    // Several ports of a host can end for one reason.
    private static void Report(
        AnalyzedMesh mesh, WrittenCall call, string address, int port, EndpointFate fate, HashSet<(string Path, string Reason)> said,
        Findings findings)
    {
        // What the gateway lacks may be in what was not read of its cluster, which is said once.
        bool mayBeUnread = mesh.Find(fate.Cluster)?.Unread.IsEmpty == false;
        if (!mayBeUnread && call.Written(address) is { } endpoint && said.Add((endpoint.Path, fate.Reason)))
        {
            findings.Add(
                AnalysisDiagnostics.DeadEnd,
                $"{endpoint.Path}address",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Requests of clients in {call.Cluster.Name} for {call.Target.Host}:{call.Target.Port} that go to {address}:{port} are "
                        + $"answered by nobody: {fate.Reason}."),
                "Make the gateway serve the host on that port, as clients call it (TLS mode and sni), or remove the endpoint.");
        }
    }
}

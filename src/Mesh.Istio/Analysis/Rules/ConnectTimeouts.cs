using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A request that ends before the connection is given up is not retried elsewhere, and the failed connection is counted late.
/// </summary>
internal sealed class ConnectTimeouts : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            ILookup<string, PolicyCase> cases = cluster.Policies
                .Where(policy => policy is { Ejects: true, Subset: null, Template: not null, Stated: not null })
                .ToLookup(policy => policy.Service!.Host, StringComparer.Ordinal);
            foreach (VirtualService routes in cluster.Objects.OfType<VirtualService>())
            {
                Check(cluster, routes, cases, findings);
            }
        }
    }

    private static void Check(AnalyzedCluster cluster, VirtualService routes, ILookup<string, PolicyCase> cases, Findings findings)
    {
        for (int i = 0; i < routes.Http.Count; i++)
        {
            if (routes.Http[i].Timeout is not { } timeout || timeout == TimeSpan.Zero)
            {
                continue;
            }

            foreach (Resources.Destination destination in routes.Http[i].Route.Select(target => target.Destination))
            {
                string host = HostName.Expand(destination.Host, routes.Metadata.Namespace ?? "", cluster.Index.Settings.CompletingDomain);
                if (cases[host].FirstOrDefault(policy => policy.Template!.Cluster.ConnectTimeout >= timeout) is { } slow)
                {
                    findings.Add(
                        AnalysisDiagnostics.ConnectTimeout,
                        cluster.PathOf(routes, string.Create(CultureInfo.InvariantCulture, $"http[{i}].timeout")),
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"timeout is {timeout.TotalSeconds} s, and connecting to {slow.Target} may take "
                                + $"{slow.Template!.Cluster.ConnectTimeout.TotalSeconds} s: while a place hangs, requests end before "
                                + $"another is tried."),
                        "Set connectionPool.tcp.connectTimeout of the DestinationRule well below the timeout.");
                }
            }
        }
    }
}

using System.Globalization;
using Mesh.Istio.Admission;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Each AUTO_PASSTHROUGH server makes a filter chain for each service that its hosts cover. Envoy refuses a listener with two of the same
/// match, whole. A server with a host that is written in an earlier one is left out before, with all its hosts.
/// </summary>
internal sealed class PassthroughTwice : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            var seen = new Dictionary<(string Workload, uint Port), List<(Resources.Gateway Gateway, Server Server)>>();
            foreach (Resources.Gateway gateway in cluster.Index.Gateways)
            {
                foreach (Server server in gateway.Servers.Where(server => server.Tls?.Mode == ServerTlsMode.AutoPassthrough))
                {
                    Check(cluster, seen, gateway, server, findings);
                }
            }
        }
    }

    private static void Check(
        AnalyzedCluster cluster, Dictionary<(string Workload, uint Port), List<(Resources.Gateway Gateway, Server Server)>> seen,
        Resources.Gateway gateway, Server server, Findings findings)
    {
        var key = (WorkloadOf(cluster, gateway), server.Port.Number);
        if (!seen.TryGetValue(key, out List<(Resources.Gateway Gateway, Server Server)>? others))
        {
            seen.Add(key, others = []);
        }

        string[] hosts = [.. server.Hosts.Select(host => Resolve(host, gateway))];
        string[] written = [.. others.SelectMany(other => other.Server.Hosts.Select(host => Resolve(host, other.Gateway)))];
        if (hosts.Intersect(written, StringComparer.Ordinal).FirstOrDefault() is { } twice)
        {
            CheckLeftOut(cluster, gateway, server, twice, [.. hosts.Where(host => !written.Any(other => Covers(other, host)))], findings);
            return;
        }

        if (others.Where(other => Meet(other, (gateway, server))).Select(other => other.Gateway).FirstOrDefault() is { } first)
        {
            findings.Add(
                AnalysisDiagnostics.PassthroughTwice,
                cluster.PathOf(gateway, string.Create(CultureInfo.InvariantCulture, $"servers[{server.Port.Name}].hosts")),
                $"{first} and {gateway} both pass the TLS of {string.Join(", ", server.Hosts)} through on port "
                    + $"{server.Port.Number.ToString(CultureInfo.InvariantCulture)} of the same proxies: Envoy refuses the listener, and "
                    + $"nothing on that port works.",
                "Keep one AUTO_PASSTHROUGH server for these hosts.");
        }

        others.Add((gateway, server));
    }

    private static void CheckLeftOut(
        AnalyzedCluster cluster, Resources.Gateway gateway, Server server, string twice, string[] lost, Findings findings)
    {
        if (lost.Length > 0)
        {
            findings.Add(
                AnalysisDiagnostics.PassthroughTwice,
                cluster.PathOf(gateway, string.Create(CultureInfo.InvariantCulture, $"servers[{server.Port.Name}].hosts")),
                $"The host {twice} of {gateway} is that of another server on port "
                    + $"{server.Port.Number.ToString(CultureInfo.InvariantCulture)} of the same proxies: istiod leaves the server out, and "
                    + $"nothing passes {string.Join(", ", lost)} through.",
                "Keep one AUTO_PASSTHROUGH server for these hosts.");
        }
    }

    private static string Resolve(string host, Resources.Gateway gateway) => $"{SpaceOf(host, gateway)}/{Server.NameOf(host)}";

    private static bool Covers(string wide, string host) => wide == host
        || (HostName.IsSubsetOf(Server.NameOf(host), Server.NameOf(wide)) && wide.StartsWith("*/", StringComparison.Ordinal));

    // The Service of the pods, where it was observed; gateways that select alike select the same pods.
    private static string WorkloadOf(AnalyzedCluster cluster, Resources.Gateway gateway) =>
        cluster.Gateways.Find(gateway.Metadata.Namespace ?? "", gateway.Selector)?.Service is { } service
            ? $"{service.Namespace}/{service.Name}"
            : string.Join(",", gateway.Selector.OrderBy(label => label.Key, StringComparer.Ordinal).Select(
                label => $"{label.Key}={label.Value}"));

    private static bool Meet(
        (Resources.Gateway Gateway, Server Server) left, (Resources.Gateway Gateway, Server Server) right) => left.Server.Hosts.Any(
        host => right.Server.Hosts.Any(other => HostCover.Meet(Server.NameOf(host), Server.NameOf(other))
            && (SpaceOf(host, left.Gateway), SpaceOf(other, right.Gateway)) is var (one, two) && (one == "*" || two == "*" || one == two)));

    private static string SpaceOf(string host, Resources.Gateway gateway)
    {
        int slash = host.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 ? "*" : host[..slash] == "." ? gateway.Metadata.Namespace ?? "" : host[..slash];
    }
}

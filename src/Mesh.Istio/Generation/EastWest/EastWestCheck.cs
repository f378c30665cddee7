using Mesh.Diagnostics;
using Mesh.Istio.Generation.Surroundings;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>Finds exposed services that cannot fail over, and what callers must still do themselves.</summary>
internal sealed class EastWestCheck(
    IReadOnlyDictionary<string, ServiceDirectory> directories, string sharedNamespace, ICollection<Diagnostic> diagnostics)
{
    public void Run(ExposedService service, IReadOnlyList<EastWestView> views, ClusterMap clusters)
    {
        string path = service.Entry.Path;
        ServiceInCluster[] serving = [.. service.InClusters.Values.Where(site => site.CanServe)];
        if (service.InClusters.Count == 1 && clusters.All.Count > 1 && clusters.All.All(cluster => cluster.IsObserved))
        {
            diagnostics.Add(GenerationDiagnostics.ServiceInOneCluster.At(
                path,
                $"Service '{service.Name}' runs in cluster '{service.InClusters.Keys
                    .First()}' only; when that dies there is nothing to fail over to.",
                "Deploy the service and the gateway in another cluster whose namespace the workspace owns."));
        }

        CheckNames(service, path);
        CheckDns(service, views, path);
        CheckRoutes(service, views, path);
        CheckTiers(service, views, path);
        CheckWeights(service, views, path);
        EastWestView[] routed = [.. views.Where(view => view.Endpoints.Count > 0 && view.Ports.Any(ServiceRoutes.IsHttp))];
        if (serving.Length > 0 && routed.Length > 0)
        {
            CheckRetries(service, routed, path);
        }
    }

    private void CheckRetries(ExposedService service, EastWestView[] routed, string path)
    {
        if (service.Settings.RequestTimeout is null)
        {
            diagnostics.Add(RetryFindings.Hang(path, "The exposed services have"));
        }

        if (routed.Any(view => view.Ports.Any(port => ServiceRoutes.IsHttp(port) && view.RetriesOf(port).IsByMethod)))
        {
            diagnostics.Add(RetryFindings.ByMethod(path, "the exposed services"));
        }

        if (routed.Any(view => view.Ports.Any(port => view.RetriesOf(port) is { IsGrpc: true, Attempts: > 0 })))
        {
            diagnostics.Add(RetryFindings.Grpc(path, $"service '{service.Name}'"));
        }

        string[] without = service.Settings.RequestTimeout is not null ? [] : [.. routed
            .Where(view => !view.Client.IstioVersion.SendsHttp2Keepalive && view.Ports.Any(HostProtocols.SharesConnections))
            .Select(view => view.Client.Name)];
        if (without.Length > 0)
        {
            diagnostics.Add(RetryFindings.NothingEnds(path, $"service '{service.Name}'", without));
        }

        if (service.Settings.Retries?.Attempts is null)
        {
            RetryFindings.AddUnreached(
                path, $"service '{service.Name}'", routed.Select(view => (view.Client, view.Fallbacks)), diagnostics);
        }

        string[] spilling = [.. routed.Where(view => view.SpillsByAddress).Select(view => view.Client.Name)];
        if (spilling.Length > 0)
        {
            diagnostics.Add(RetryFindings.Spill(path, $"service '{service.Name}'", spilling));
        }
    }

    private void CheckNames(ExposedService service, string path)
    {
        foreach (string name in (string[])[ObjectNames.EastWest(service.Name), service.SharedName])
        {
            if (name.EndsWith(StableHash.Of(service.Name.Fqdn), StringComparison.Ordinal)
                && name != service.SharedName)
            {
                diagnostics.Add(GenerationDiagnostics.NameShortened.At(
                    path,
                    $"The objects of service '{service.Name}' are named '{name}', because the plain name is too long or belongs to "
                        + $"another service too.",
                    "Nothing; the name is stable."));
            }
        }
    }

    private void CheckDns(ExposedService service, IReadOnlyList<EastWestView> views, string path)
    {
        EastWestView[] unknown = [.. views
            .Where(view => view.Local is null && view.Endpoints.Count > 0 && view.Client.Inventory?.MeshConfig?.CapturesDns != true)];
        if (unknown.Length > 0)
        {
            string clients = string.Join(", ", unknown.Select(view => view.Client.Name));
            diagnostics.Add(GenerationDiagnostics.DnsCaptureNeeded.At(
                path,
                $"Service '{service.Name}' does not exist in cluster(s) {clients}, so the cluster's DNS does not know its name there.",
                "Let sidecars answer DNS (meshConfig.defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE: \"true\"), or create the Service "
                    + "there without pods and generate again."));
            CheckTcp(service, unknown, clients, path);
        }
    }

    private void CheckTcp(ExposedService service, EastWestView[] unknown, string clients, string path)
    {
        int[] ports = [.. unknown.SelectMany(view => view.Ports).Where(port => PortProtocols.Of(port).IsToldByAddress())
            .Select(port => port.Number).Distinct().Order()];
        if (ports.Length > 0)
        {
            diagnostics.Add(SurroundingsDiagnostics.TcpWithoutAddress.At(
                path,
                $"In cluster(s) {clients} service '{service.Name}' does not exist and sidecars do not answer DNS, so its ServiceEntry has "
                    + $"no address: sidecars listen on port(s) {string.Join(", ", ports)} of every address, and send connections there "
                    + "to this service or to another without address that has the port too.",
                "Create the Service there without pods and generate again, or let sidecars answer DNS."));
        }
    }

    private void CheckRoutes(ExposedService service, IReadOnlyList<EastWestView> views, string path)
    {
        EastWestView[] routed = [.. views.Where(view => view.Endpoints.Count > 0 && view.Ports.Any(ServiceRoutes.IsHttp))];
        if (routed.Length == 0)
        {
            return;
        }

        (EastWestView View, RoutesBeside Beside)[] beside =
            [.. routed.Select(view => (view, EastWestRoutes.Beside(view, directories[view.Client.Name].Routes, sharedNamespace)))];
        foreach ((EastWestView view, RoutesBeside found) in beside.Where(
            pair => pair.Beside is { Older.IsEmpty: true, Unknown.IsEmpty: false }))
        {
            RetryPlan plan = view.RetriesOf(view.Ports.First(ServiceRoutes.IsHttp));
            diagnostics.Add(ServiceRoutes.ByHand(path, view.Client.Name, service.Name, found.Unknown[0], plan.ToString()));
        }

        RetryPlan most = routed.Select(view => view.RetriesOf(view.Ports.First(ServiceRoutes.IsHttp))).MaxBy(plan => plan.Attempts);
        RouteFindings.Add(
            path, $"service '{service.Name}'", beside.Select(pair => (pair.View.Client.Name, pair.Beside)), most.ToString(), diagnostics);
    }

    private void CheckTiers(ExposedService service, IReadOnlyList<EastWestView> views, string path)
    {
        string[] clients = [.. views.Where(view => view.SplitsOwnTier).Select(view => view.Client.Name)];
        if (clients.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.OwnPodsShareNoTier.At(
                path,
                $"The failover order puts cluster(s) {string.Join(
                    ", ", clients)} into a tier with others. Pods carry no weights, so callers of service '{service.Name}' there use "
                        + $"their own pods first, then the tier's other clusters.",
                "Nothing if that is right; to share traffic between clusters, call a gateway's host."));
        }
    }

    private void CheckWeights(ExposedService service, IReadOnlyList<EastWestView> views, string path)
    {
        string[] clients = [.. views.Where(view => view.HasRoundedWeights).Select(view => view.Client.Name)];
        if (clients.Length > 0)
        {
            diagnostics.Add(GenerationDiagnostics.WeightsRounded.At(
                path,
                $"In cluster(s) {string.Join(
                    ", ", clients)} the weights of service '{service.Name}', shared out over the gateways' addresses, add up to more than "
                        + $"the {uint.MaxValue} that Envoy holds; they are rounded.",
                "Use smaller weights of the same ratio, or give gateways of one tier the same number of addresses."));
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.EastWest.Pods;

/// <summary>Finds orders that no rule can write, and clusters whose pods the callers of another do not get.</summary>
internal sealed class PodCheck(ICollection<Diagnostic> diagnostics)
{
    public void Run(ExposedService service, IReadOnlyList<PodView> views)
    {
        if (service.IsMixed)
        {
            diagnostics.Add(SurroundingsDiagnostics.PodOrderNotPossible.At(
                $"{service.Entry.Path}/podToPod",
                $"Service '{service.Name}' is exposed twice, through gateways and from pod to pod.", "Expose it one way."));
        }

        CheckOrder(service, views);
        CheckReach(service, views);
        PodView[] routed = [.. views.Where(view => view.Order is not null && view.Ports.Any(ServiceRoutes.IsHttp))];
        if (routed.Length == 0)
        {
            return;
        }

        string path = service.Entry.Path;
        if (service.Settings.RequestTimeout is null)
        {
            diagnostics.Add(RetryFindings.Hang(path, "The exposed services have"));
        }

        if (routed.Any(view => view.Ports.Any(port => ServiceRoutes.IsHttp(port) && view.RetriesOf(port).IsByMethod)))
        {
            diagnostics.Add(RetryFindings.ByMethod(path, "the exposed services"));
        }

        if (service.Settings.Retries?.Attempts is null)
        {
            RetryFindings.AddUnreached(
                path, $"service '{service.Name}'", routed.Select(view => (view.Client, view.Fallbacks)), diagnostics);
        }
    }

    private void CheckOrder(ExposedService service, IReadOnlyList<PodView> views)
    {
        string path = $"{service.Entry.Path}/podToPod";
        string[] unwritten = [.. views.Where(view => view.Order is null || view.HasShares).Select(
            view => $"{view.Client.Name} ({view.Words}{(view.HasShares ? ", with shares" : "")})")];
        if (unwritten.Length > 0)
        {
            diagnostics.Add(SurroundingsDiagnostics.PodOrderNotPossible.At(
                path,
                $"The order of service '{service.Name}' cannot be written for callers in {string.Join("; ", unwritten)}. A rule over pods "
                    + $"of several clusters can say: {PodOrder.Possible}; pods carry no shares. Nothing is written there.",
                "Say one of these orders, or expose the service through gateways."));
        }

        string[] unnamed = [.. views.Select(view => view.Order?.First).OfType<ClusterFacts>()
            .Where(cluster => cluster.IstioClusterId is null).Select(cluster => cluster.Name).Distinct()];
        if (unnamed.Length > 0)
        {
            diagnostics.Add(SurroundingsDiagnostics.PodOrderNotPossible.At(
                path,
                $"Nothing tells by which name Istio knows cluster(s) {string.Join(", ", unnamed)}, which come first for service "
                    + $"'{service.Name}'.",
                "Read pods with their environment, or declare the name in the model (WithIstioClusterId)."));
        }
    }

    private void CheckReach(ExposedService service, IReadOnlyList<PodView> views)
    {
        string path = $"{service.Entry.Path}/podToPod";
        (ClusterFacts From, ClusterFacts To)[] pairs = [.. views.SelectMany(
            view => service.InClusters.Values.Select(site => site.Cluster).Where(other => other != view.Client),
            (view, other) => (view.Client, other))];
        string[] apart = [.. pairs.Where(pair => pair.From.Network != pair.To.Network).Select(
            pair => $"{pair.From.Name} to {pair.To.Name}")];
        if (apart.Length > 0)
        {
            diagnostics.Add(SurroundingsDiagnostics.PodsNotReached.At(
                path,
                $"From {string.Join(", ", apart)} pods are in another network: istiod puts its gateway in their place, which carries no "
                    + $"order, so calls of service '{service.Name}' do not go from pod to pod.",
                "Expose the service through gateways, or let the clusters be one network."));
        }

        string[] unread = [.. pairs.Where(pair => Reads(pair.From, pair.To) == false).Select(
            pair => $"{pair.From.Name} of {pair.To.Name}")];
        if (unread.Length > 0)
        {
            diagnostics.Add(SurroundingsDiagnostics.PodsNotReached.At(
                path,
                $"istiod has no remote secret in {string.Join(", ", unread)}, so callers of service '{service.Name}' get no pods of there.",
                "Create the remote secrets, or expose the service through gateways."));
        }

        string[] unknown = [.. pairs.Where(pair => Reads(pair.From, pair.To) is null).Select(pair => pair.From.Name).Distinct()];
        if (unknown.Length > 0)
        {
            diagnostics.Add(SurroundingsDiagnostics.PodsMaybeNotReached.At(
                path,
                $"Nothing tells whether the istiods of cluster(s) {string.Join(", ", unknown)} read the others, on which calls of service "
                    + $"'{service.Name}' from pod to pod rest.",
                "Read the names of the remote secrets."));
        }
    }

    private static bool? Reads(ClusterFacts client, ClusterFacts other) =>
        client.Inventory?.RemoteSecrets is not { } secrets ? null : secrets.Contains(other.IstioClusterId ?? other.Name);
}

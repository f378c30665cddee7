using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.EastWest;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// Finds what breaks services whose calls go only where Mesh sends them: a rule of somebody else takes the subset away, and then every call
/// fails with nothing dead; a route of somebody else leads past it.
/// </summary>
internal static class StrictCheck
{
    public static void Run(
        IReadOnlyList<ExposedService> services, ClusterMap clusters, IReadOnlyList<ServiceDirectory> directories,
        ICollection<Diagnostic> diagnostics)
    {
        foreach (ExposedService service in services.Where(service => service.IsStrict))
        {
            ClusterFacts[] where = [.. service.InClusters.Values.Select(site => site.Cluster).Concat(service.Absent.Values)];
            string[] unnamed = [.. where.Where(cluster => cluster.IstioClusterId is null).Select(cluster => cluster.Name)];
            if (unnamed.Length > 0)
            {
                diagnostics.Add(SurroundingsDiagnostics.StrictNotPossible.At(
                    $"{service.Entry.Path}/strict",
                    $"Nothing tells by which name Istio knows cluster(s) {string.Join(", ", unnamed)}, so calls of service "
                        + $"'{service.Name}' cannot be "
                        + "kept to what Mesh writes there.",
                    "Read pods with their environment, or declare the name in the model (WithIstioClusterId)."));
            }

            foreach (ClusterFacts cluster in where)
            {
                Check(service, cluster, directories, diagnostics);
            }
        }
    }

    private static void Check(
        ExposedService service, ClusterFacts cluster, IReadOnlyList<ServiceDirectory> directories, ICollection<Diagnostic> diagnostics)
    {
        foreach (DestinationRuleInfo rule in new ForeignRules(cluster).Before(service.Name))
        {
            diagnostics.Add(SurroundingsDiagnostics.StrictBroken.At(
                $"{service.Entry.Path}/strict",
                $"In cluster '{cluster.Name}' DestinationRule {rule.Namespace}/{rule.Name} is for service '{service.Name}' (host "
                    + $"'{rule.Host}'). For "
                    + "the callers that get it there is no subset 'here', to which calls are led: every one of them fails with nothing "
                    + "dead.",
                "Remove the rule, or move its settings into the model; or leave out Strict, and then the rule costs nothing or the "
                    + "order."));
        }

        RoutesBeside beside = directories.First(directory => directory.Cluster == cluster).Routes.Beside(
            service.Name.Fqdn, service.Name.Namespace, ObjectNames.EastWest(service.Name));
        foreach (string route in beside.Private.Concat(beside.Unknown).Concat(beside.Older))
        {
            diagnostics.Add(SurroundingsDiagnostics.StrictBroken.At(
                $"{service.Entry.Path}/strict",
                $"In cluster '{cluster.Name}' VirtualService {route} routes service '{service.Name}' for callers in the mesh and leads "
                    + "past subset "
                    + "'here': calls may go to what istiod reads from other clusters.",
                "Let its routes name the subset 'here', move them into the model, or leave out Strict."));
        }
    }
}

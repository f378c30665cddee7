using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Keeps gateways open whose pods run in a namespace that is closed to all who are not permitted: callers from outside have no identity.
/// What a limit says about a host is held by <see cref="ServerGuards"/> there.
/// </summary>
/// <remarks>Calls that an east-west gateway passes on meet no policy, so it needs none.</remarks>
internal sealed class OpenGateways(AccessLimit limit, ObjectLabels labels)
{
    public void Emit(ClusterFacts cluster, List<GeneratedObject> objects)
    {
        foreach (PlacedGateway gateway in limit.Workspace.Gateways.Where(
            gateway => gateway.Sites.ContainsKey(cluster.Name) && limit.Closes(cluster, gateway.Entry.Gateway.Namespace)))
        {
            GatewayEntry entry = gateway.Entry;
            string namespaceName = entry.Gateway.Namespace;
            var policy = new AuthorizationPolicy
            {
                Metadata = labels.ForGateway(entry, namespaceName, ObjectNames.AllowGateway(entry), entry.FullPath),
                Selector = new LabelSelector { MatchLabels = entry.Gateway.Workload },
                Action = AuthorizationAction.Allow,
                // A rule without conditions fits all.
                Rules = [new AuthorizationRule()],
            };
            objects.Add(new(policy, new GuardrailOrigin(
                limit.Workspace, "access", [$"the gateway's pods run in namespace {namespaceName}, which is closed to others"],
                entry.FullPath)));
        }
    }

    /// <summary>Says which gateways pods trust, because they run in a permitted namespace.</summary>
    public void Check(ICollection<Diagnostic> diagnostics)
    {
        foreach (PlacedGateway gateway in limit.Workspace.Gateways)
        {
            string namespaceName = gateway.Entry.Gateway.Namespace;
            string[] clusters = [.. gateway.Sites.Values
                .Where(site => limit.Principals.Any(
                    principal => principal.EndsWith($"/ns/{namespaceName}/sa/{SpiffeIdentity.AnyAccount}", StringComparison.Ordinal)))
                .Select(site => site.Cluster.Name)];
            if (clusters.Length > 0)
            {
                diagnostics.Add(GuardrailDiagnostics.PodsTrustGateway.At(
                    gateway.Entry.Path,
                    $"In cluster(s) {string.Join(", ", clusters)} the gateway's pods run in the permitted namespace '{namespaceName}', so "
                        + "all pods under the limit trust the gateway; the limit on its hosts rests on the policies at the gateway alone.",
                    "Nothing, or place the gateway in a namespace that no permitted workspace owns."));
            }
        }
    }
}

using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Services;

/// <summary>
/// The services that have settings of their own and are not exposed, ready to be generated for one cluster after the other.
/// </summary>
internal sealed class ServicePlan
{
    private readonly ObjectLabels _labels;
    private readonly Dictionary<string, ServiceDirectory> _directories;
    private readonly Func<ClusterFacts, ServiceName, bool> _isExposed;
    private readonly IReadOnlyList<ServicePolicy> _policies;

    public ServicePlan(
        ModelWalk model, ObjectLabels labels, IReadOnlyList<ServiceDirectory> directories, Func<ClusterFacts, ServiceName, bool> isExposed,
        ICollection<Diagnostic> diagnostics)
    {
        _labels = labels;
        _isExposed = isExposed;
        _directories = directories.ToDictionary(directory => directory.Cluster.Name, StringComparer.Ordinal);
        _policies = [.. model.Workspaces
            .SelectMany(workspace => workspace.ServiceSettings.Keys, (workspace, name) => new ServicePolicy(workspace, name))
            .OrderBy(policy => policy.FullPath, StringComparer.Ordinal)];
        foreach (ServicePolicy policy in _policies)
        {
            Check(policy, directories, diagnostics);
        }
    }

    /// <summary>Whether a DestinationRule for a service is generated in a cluster.</summary>
    public bool HasRuleFor(ClusterFacts client, ServiceName name) => _policies.Any(policy => policy.Name == name
        && !_isExposed(client, name) && ServiceIn(client, policy) is { } service && policy.HasRuleFor(service));

    /// <summary>The services that may get a rule.</summary>
    public IEnumerable<ServicePolicy> WithRules => _policies.Where(policy => policy.HasRule);

    public void Emit(ClusterFacts client, List<GeneratedObject> objects)
    {
        foreach (ServicePolicy policy in _policies)
        {
            var origin = new ServiceOrigin(policy, client);
            objects.AddRange(Emit(client, policy).Select(value => new GeneratedObject(value, origin)));
        }
    }

    private IEnumerable<IstioObject> Emit(ClusterFacts client, ServicePolicy policy)
    {
        if (ServiceIn(client, policy) is not { } service || _isExposed(client, policy.Name))
        {
            yield break;
        }

        ValueList<ServicePortInfo> ports = ServiceCheck.PortsOf(service);
        ObjectMeta metadata = _labels.ForWorkspace(
            policy.Workspace, policy.Name.Namespace, ObjectNames.Service(policy.Name), policy.FullPath);
        if (policy.HasRuleFor(service))
        {
            yield return policy.Rule(metadata, service, ports);
        }

        if (policy.HasRoutes && _directories[client.Name].RouteOf(policy.Name) is null && policy.Routes(metadata, ports) is { } routes)
        {
            yield return routes;
        }
    }

    private static ServiceInfo? ServiceIn(ClusterFacts cluster, ServicePolicy policy) =>
        policy.Workspace.Owns(cluster.Name, policy.Name.Namespace)
            ? cluster.FindService(policy.Name.Namespace, policy.Name.Name)
            : null;

    private void Check(ServicePolicy policy, IReadOnlyList<ServiceDirectory> directories, ICollection<Diagnostic> diagnostics)
    {
        string path = ModelPath.Short(policy.FullPath);
        ServiceDirectory[] places = [.. directories.Where(directory => ServiceIn(directory.Cluster, policy) is not null)];
        if (places.Length == 0 && directories.Any(directory => directory.IsKnown)
            && directories.All(directory => directory.Cluster.IsObserved))
        {
            diagnostics.Add(GenerationDiagnostics.ServiceWithSettingsMissing.At(
                path, $"Service '{policy.Name}' exists in no cluster whose namespace the workspace owns.",
                "Deploy the service, or correct its name."));
        }

        ServiceDirectory[] alone = [.. places.Where(directory => !_isExposed(directory.Cluster, policy.Name))];
        if (alone.Length > 0 && !policy.HasRule && !policy.HasRoutes)
        {
            diagnostics.Add(GenerationDiagnostics.SettingsWithoutEffect.At(
                path,
                $"Service '{policy.Name}' is not exposed by an east-west gateway in cluster(s) {Names(
                    alone)}, and nothing is set that could hold inside one cluster.",
                "Expose the service, set something else than a failover order, or remove the settings."));
        }

        foreach (ServiceDirectory directory in policy.HasRoutes ? alone : [])
        {
            if (directory.RouteOf(policy.Name) is { } route)
            {
                string limit = policy.Effective.Settings.RequestTimeout is { } timeout ? $"timeout: {GoDuration.Format(timeout)}, " : "";
                diagnostics.Add(ServiceRoutes.ByHand(path, directory.Cluster.Name, policy.Name, route, $"{limit}{policy.Plan}"));
            }
        }
    }

    private static string Names(IEnumerable<ServiceDirectory> directories) =>
        string.Join(", ", directories.Select(directory => directory.Cluster.Name));

    /// <summary>The origin of a service's policy in one cluster.</summary>
    private sealed class ServiceOrigin(ServicePolicy policy, ClusterFacts client) : Origin
    {
        protected override ValueList<string> ModelPaths => [policy.FullPath];

        protected override EffectiveSettings Settings => policy.Effective;

        protected override ValueList<string> Facts => [$"Service {policy.Name} exists in cluster {client.Name}"];
    }
}

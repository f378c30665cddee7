using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Guardrails;
using Mesh.Istio.Generation.Ownership;
using Mesh.Istio.Generation.Services;
using Mesh.Istio.Generation.Surroundings;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;
using Mesh.Validation;

namespace Mesh.Istio.Generation;

/// <summary>
/// A model and an inventory made ready for generation: everything that is the same for all clusters is worked out once, then each cluster
/// can be generated alone, in any order and in parallel.
/// </summary>
/// <remarks>Thread-safe. Two plans of equal inputs generate equal objects, whatever the order of anything in the inputs.</remarks>
public sealed class GenerationPlan
{
    private readonly Organization _organization;
    private readonly IstioGeneratorOptions _options;
    private readonly ObjectLabels _labels;
    private readonly ClusterMap _clusters;
    private readonly IngressPlan _ingress;
    private readonly OwnRulePlan _ownRules;
    private readonly TcpPassage _tcp;
    private readonly IReadOnlyList<ServedHost> _hosts;
    private readonly EastWestPlan _eastWest;
    private readonly ServicePlan _services;
    private readonly EdgePlan _edges;
    private readonly HostVisibility _visibility;
    private readonly GuardrailPlan _guardrails;
    private readonly OutputCheck _output;

    // Every stage takes what earlier ones returned, and returns a value that nobody changes any more.
    internal GenerationPlan(MeshModel model, Inventory inventory, IstioGeneratorOptions options, ValueList<Diagnostic> holding = default)
    {
        var walk = new ModelWalk(model);
        var diagnostics = new List<Diagnostic>(ModelValidator.Check(walk));
        Valid = !diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        diagnostics.AddRange(UnreadClusters(model, inventory));
        OwnershipCheck.Run(walk, inventory, options.ScopesGatewaysToNamespace, diagnostics);
        Holding = [.. diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Error), .. holding];
        MeshModel? part = Holding.IsEmpty ? model : UsablePart.Of(model, Holding);
        IsRefused = part is null;
        ModelWalk usable = ReferenceEquals(part, model) ? walk
            : new ModelWalk(part ?? model with { Organization = new Organization { Name = model.Organization.Name } });
        _organization = model.Organization;
        _options = options;
        _labels = new ObjectLabels(options.LabelPrefix);
        _clusters = new ClusterMap(usable.Organization, inventory, diagnostics);
        IReadOnlyList<PlacedGateway> gateways = PlacedGateway.All(usable, _clusters, diagnostics);
        IReadOnlyList<ServiceDirectory> directories = ServiceDirectory.All(usable, _clusters);
        IReadOnlyList<ExposedService> exposed = EastWestCatalog.Of(usable, _clusters, directories, gateways, diagnostics);
        Dictionary<string, ForeignGateways> foreign = _clusters.All.ToDictionary(
            cluster => cluster.Name, cluster => new ForeignGateways(cluster, options.ScopesGatewaysToNamespace), StringComparer.Ordinal);
        _eastWest = new EastWestPlan(exposed, options.MulticlusterNamespace, _labels, _clusters, directories, foreign, diagnostics);
        StrictCheck.Run(exposed, _clusters, directories, diagnostics);
        _services = new ServicePlan(usable, _labels, directories, _eastWest.Covers, diagnostics);
        _ownRules = new OwnRulePlan(gateways, _eastWest, _services.HasRuleFor, _clusters, diagnostics);
        _tcp = new TcpPassage(gateways, _ownRules, _eastWest, _clusters, diagnostics);
        MeshPortCheck.Run(gateways, foreign, _tcp, diagnostics);
        DeclaredPortCheck.Run(gateways, foreign, diagnostics);
        ControlPlaneCheck.Run(_clusters, diagnostics);
        NetworkGatewayCheck.Run(usable, _clusters, _eastWest, foreign, diagnostics);
        _hosts = HostsOf(gateways, diagnostics);
        RuleCheck.Run(_hosts, exposed, _eastWest, _services, _clusters, diagnostics);
        _edges = new EdgePlan(gateways, _hosts, _clusters, _labels, diagnostics);
        _visibility = new HostVisibility(usable, _hosts, _edges, _clusters, options.MulticlusterNamespace);
        _ingress = new IngressPlan(gateways, BackendOf, _tcp, _labels);
        ClusterIdCheck.Run(_clusters, cluster => _ownRules.AnyIn(cluster) || exposed.Any(
            service => service.InClusters.ContainsKey(cluster)), diagnostics);
        _guardrails = GuardrailPlan.Of(
            new GuardrailInputs
            {
                Model = usable,
                SharedNamespace = options.MulticlusterNamespace,
                Labels = _labels,
                Clusters = _clusters,
                Gateways = gateways,
                Hosts = _hosts,
                Edges = _edges,
                Visibility = _visibility,
                EastWest = _eastWest,
                Tcp = _tcp,
            },
            diagnostics);
        PolicyCheck.Run(gateways, _guardrails, _tcp, _clusters, diagnostics);
        _output = new OutputCheck(usable, options, _clusters);
        Diagnostics = new DiagnosticList(diagnostics);
    }

    /// <summary>Whether the model has no errors. From a workspace with errors nothing is generated.</summary>
    public bool Valid { get; }

    /// <summary>The errors for which workspaces were left out.</summary>
    internal ValueList<Diagnostic> Holding { get; }

    /// <summary>Whether errors of the organization or its clusters let nothing at all be generated.</summary>
    internal bool IsRefused { get; }

    /// <summary>Every finding about the model and about what generation needs of the inventory.</summary>
    public DiagnosticList Diagnostics { get; }

    /// <summary>
    /// The clusters that can be generated, in ordinal order; none when the organization or one of its clusters has errors.
    /// </summary>
    public ValueList<string> Clusters => _clusters.All.Select(cluster => cluster.Name).ToValueList();

    /// <summary>Generates the objects of one cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>The objects in apply order.</returns>
    /// <exception cref="ArgumentException">The plan has no such cluster.</exception>
    public ClusterResources Generate(string cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (!_clusters.Contains(cluster))
        {
            throw new ArgumentException($"The plan has no cluster '{cluster}'; it has: {string.Join(", ", Clusters)}.", nameof(cluster));
        }

        IReadOnlyList<GeneratedObject> objects = ObjectsOf(_clusters[cluster]);
        return new ClusterResources(cluster)
        {
            Objects = objects.Select(generated => generated.Value).ToValueList(),
            Origins = new ObjectOrigins(objects),
        };
    }

    /// <summary>Generates all clusters, one when it is asked for, so that only one is in memory.</summary>
    /// <returns>One entry per cluster in ordinal order.</returns>
    public IEnumerable<ClusterResources> GenerateAll() => Clusters.Select(Generate);

    /// <summary>Whatever was generated for one workspace and names another's.</summary>
    internal IEnumerable<Diagnostic> Check(ClusterResources generated) => _output.Run(generated);

    /// <summary>Says which parts of the model and which facts made an object.</summary>
    /// <param name="cluster">The object's cluster.</param>
    /// <param name="value">An object that this plan generated, or one of the same kind, namespace and name.</param>
    /// <returns>The explanation, or <see langword="null"/> for an object that this plan does not generate.</returns>
    /// <remarks>Generates the cluster again, as a plan keeps no objects.
    /// <see cref="MeshResources.Explain"/> looks up what it has.</remarks>
    public Explanation? Explain(string cluster, IstioObject value)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(value);
        return _clusters.Contains(cluster) ? Generate(cluster).Origins.OfSame(value)?.Explain(cluster, value) : null;
    }

    // A file that may be anybody's may hold the cluster that is missing; without it everybody's failover would lose a place.
    private static IEnumerable<Diagnostic> UnreadClusters(MeshModel model, Inventory inventory) =>
        model.Unread.FirstOrDefault(error => error.Concerns.Contains(RemovalGuard.Anybody)) is not { } unread ? []
            : inventory.Clusters.Select(cluster => cluster.Name).Except(model.Organization.Clusters.Select(cluster => cluster.Name))
                .Select(cluster => ModelDiagnostics.InvalidDocument.At(
                    $"clusters/{cluster}",
                    $"'{unread.Path}' cannot be read, and may hold cluster '{cluster}', which was observed.", unread.Help));

    private IReadOnlyList<ServedHost> HostsOf(IReadOnlyList<PlacedGateway> gateways, ICollection<Diagnostic> diagnostics)
    {
        IReadOnlyList<DeclaredHost> declared = HostCatalog.Of(gateways, _tcp, diagnostics);
        IReadOnlyList<ServedHost> hosts = ServedHost.All(
            declared, FirstChoices.Of(gateways, declared, diagnostics), new TransitCatalog(gateways, _clusters), _labels,
            _options.MulticlusterNamespace, diagnostics);
        HostCheck.Run(hosts, _clusters, diagnostics);
        TcpCheck.Run(hosts, _clusters, diagnostics);
        HostRouteCheck.Run(hosts, _clusters, diagnostics);
        return hosts;
    }

    private Backend BackendOf(GatewayEntry entry, ClusterFacts cluster, ServiceName service, int port) =>
        new(
            _eastWest.RetriesOf(cluster, service, port),
            _ownRules.SubsetOf(entry, cluster, service) ?? _eastWest.SubsetOf(cluster, service));

    private List<GeneratedObject> ObjectsOf(ClusterFacts client)
    {
        var objects = new List<GeneratedObject>((3 * _hosts.Count) + 1);
        if (_hosts.Count > 0 || _eastWest.UsesSharedNamespace(client))
        {
            objects.Add(NamespaceEmitter.Emit(_organization, _options.MulticlusterNamespace, _labels));
        }

        var hostEmitter = new HostEmitter(_labels, _visibility);
        foreach (ServedHost host in _hosts)
        {
            hostEmitter.Emit(HostView.From(client, host, _clusters.RegionOf), new HostOrigin(host, client, _clusters, _visibility),
                objects);
        }

        _ingress.Emit(client, objects);
        _ownRules.Emit(client, _tcp, _labels, objects);
        _eastWest.Emit(client, _tcp, objects);
        _services.Emit(client, objects);
        _edges.Emit(client, hostEmitter, BackendOf, objects);
        _guardrails.Emit(client, objects);
        return objects;
    }
}

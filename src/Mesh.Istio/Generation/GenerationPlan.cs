using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Guardrails;
using Mesh.Istio.Generation.Services;
using Mesh.Istio.Resources;
using Mesh.Validation;

namespace Mesh.Istio.Generation;

/// <summary>
/// A model and an inventory made ready for generation: everything that is the same for all clusters is worked out once, then each cluster can be
/// generated alone, in any order and in parallel.
/// </summary>
/// <remarks>Thread-safe. Two plans of equal inputs generate equal objects, whatever the order of anything in the inputs.</remarks>
public sealed class GenerationPlan
{
    private readonly MeshModel _model;
    private readonly IstioGeneratorOptions _options;
    private readonly ObjectLabels _labels;
    private readonly ClusterMap _clusters;
    private readonly List<PlacedGateway> _gateways = [];
    private readonly IReadOnlyList<ServedHost> _hosts;
    private readonly EastWestPlan _eastWest;
    private readonly ServicePlan _services;
    private readonly EdgePlan _edges;
    private readonly GuardrailPlan _guardrails;

    internal GenerationPlan(MeshModel model, Inventory inventory, IstioGeneratorOptions options)
    {
        _model = model;
        _options = options;
        _labels = new ObjectLabels(options.LabelPrefix);
        var diagnostics = new List<Diagnostic>(ModelValidator.Validate(model));
        Valid = !diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        MeshModel usable = Valid ? model : UsablePart.Of(model, diagnostics);
        _clusters = new ClusterMap(usable, inventory, diagnostics);
        GatewayResolver sites = new GatewayResolver(diagnostics);
        var hosts = new HostCatalog(options, _labels, diagnostics);
        foreach (GatewayEntry entry in GatewayEntry.All(usable))
        {
            NameCheck.Run(entry, diagnostics);
            var placed = new PlacedGateway(
                entry,
                _clusters.All.Select(cluster => sites.Resolve(entry, cluster)).OfType<GatewayInCluster>(),
                new IngressEmitter(entry, _labels));
            _gateways.Add(placed);
            hosts.Add(entry, placed.Sites.Values);
        }

        _hosts = hosts.Build(new TransitCatalog(_gateways, new NetworkReach(usable.Organization), _clusters).WaysTo);
        _edges = new EdgePlan(_gateways, _hosts, _clusters, _labels, diagnostics);
        HostCheck.Run(_hosts, _clusters, diagnostics);
        IReadOnlyList<ServiceDirectory> directories = ServiceDirectory.All(usable, _clusters);
        _eastWest = new EastWestPlan(usable, options, _labels, _clusters, directories, _gateways, diagnostics);
        _services = new ServicePlan(usable, _labels, directories, _eastWest.Covers, diagnostics);
        _guardrails = new GuardrailPlan(usable, options, _labels, _clusters, _gateways, diagnostics);
        Diagnostics = new DiagnosticList(diagnostics);
    }

    /// <summary>Whether the model has no errors. From a workspace with errors nothing is generated.</summary>
    public bool Valid { get; }

    /// <summary>Every finding about the model and about what generation needs of the inventory.</summary>
    public DiagnosticList Diagnostics { get; }

    /// <summary>The clusters that can be generated, in ordinal order; none when the organization or one of its clusters has errors.</summary>
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

        ClusterFacts client = _clusters[cluster];
        var objects = new List<IstioObject>((3 * _hosts.Count) + 1);
        if (_hosts.Count > 0 || _eastWest.UsesSharedNamespace(client))
        {
            objects.Add(NamespaceEmitter.Emit(_model.Organization, _options.MulticlusterNamespace, _labels));
        }

        var hostEmitter = new HostEmitter(_labels);
        foreach (ServedHost host in _hosts)
        {
            var view = HostView.From(client, host, _clusters.RegionOf);
            if (view.Endpoints.Count > 0)
            {
                hostEmitter.Emit(view, objects);
            }
        }

        foreach (PlacedGateway gateway in _gateways.Where(gateway => gateway.Sites.ContainsKey(cluster)))
        {
            objects.AddRange(gateway.Objects);
        }

        _eastWest.Emit(client, objects);
        _services.Emit(client, objects);
        _edges.Emit(client, hostEmitter, objects);
        _guardrails.Emit(client, objects);

        return new ClusterResources(cluster) { Objects = objects.ToValueList() };
    }

    /// <summary>Generates all clusters, one when it is asked for, so that only one is in memory.</summary>
    /// <returns>One entry per cluster in ordinal order.</returns>
    public IEnumerable<ClusterResources> GenerateAll() => Clusters.Select(Generate);

    /// <summary>Says which parts of the model and which facts made an object.</summary>
    /// <param name="cluster">The object's cluster.</param>
    /// <param name="value">An object that this plan generated.</param>
    /// <returns>The explanation, or <see langword="null"/> for an object that this plan does not generate.</returns>
    public Explanation? Explain(string cluster, IstioObject value)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(value);
        return _clusters.Contains(cluster)
            ? _eastWest.Explain(_clusters[cluster], value)
                ?? _services.Explain(_clusters[cluster], value)
                ?? new Explainer(_model, _options, _clusters, _gateways, _hosts, _edges, _guardrails).Explain(_clusters[cluster], value)
            : null;
    }
}

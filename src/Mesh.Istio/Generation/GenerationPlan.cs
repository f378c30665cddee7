using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Guardrails;
using Mesh.Istio.Generation.Ownership;
using Mesh.Istio.Generation.Reuse;
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
    private readonly MeshModel _model;
    private readonly Inventory _inventory;
    private readonly ValueList<Diagnostic> _given;

    // Of the model alone; null where they were not needed.
    private readonly ModelWalk? _walk;
    private readonly DiagnosticList? _validation;
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

    // Whoever only wants the findings does without.
    private readonly Lazy<AllHosts> _hostObjects;
    private readonly Lazy<GeneratedMesh> _made;
    private readonly Lazy<MeshResources> _resources;
    private GeneratedMesh? _earlier;

    // Where anything may differ from that; null for everywhere.
    private readonly HashSet<string>? _touched;
    private readonly GuardrailPlan _guardrails;

    // Every stage takes what earlier ones returned, and returns a value that nobody changes any more.
    internal GenerationPlan(
        MeshModel model, Inventory inventory, IstioGeneratorOptions options, ValueList<Diagnostic> holding = default,
        GenerationPlan? previous = null)
    {
        (_model, _inventory, _given) = (model, inventory, holding);
        bool isSame = previous is not null && ReferenceEquals(model, previous._model);
        ModelWalk walk = (isSame ? previous!._walk : null) ?? new ModelWalk(model);
        DiagnosticList validation = (isSame ? previous!._validation : null) ?? ModelValidator.Check(walk);
        (_walk, _validation) = (walk, validation);
        var diagnostics = new List<Diagnostic>(validation);
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
        _clusters = new ClusterMap(usable.Organization, inventory, diagnostics, previous?._clusters);
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
        _guardrails = GuardrailPlan.Of(Inputs(usable, gateways), diagnostics);
        PolicyCheck.Run(gateways, _guardrails, _tcp, _clusters, diagnostics);
        Output = new OutputCheck(usable, options, _clusters);
        Diagnostics = new DiagnosticList(diagnostics);
        // What was generated last, and not the plans before it; no longer held when this plan has generated.
        _earlier = previous?.Made ?? previous?._earlier;
        _hostObjects = new(() => AllHosts.Of(_hosts, _clusters, () => new HostEmitter(_labels, _visibility), _earlier?.Hosts));
        _made = new(Make);
        _resources = new(() => new MeshResources { Clusters = _made.Value.Clusters, Diagnostics = AllFindings(_made.Value.Findings) });
    }

    // Nothing but routes changed: every stage but the one that emits them stays.
    private GenerationPlan(GenerationPlan previous, MeshModel model, Inventory inventory, RouteChange change, DiagnosticList findings)
    {
        (_model, _inventory, _given, Valid) = (model, inventory, previous._given, previous.Valid);
        (_organization, _options, _labels, _clusters) = (previous._organization, previous._options, previous._labels, previous._clusters);
        (_ownRules, _tcp, _hosts, _eastWest) = (previous._ownRules, previous._tcp, previous._hosts, previous._eastWest);
        (_services, _edges, _visibility, _guardrails) = (previous._services, previous._edges, previous._visibility, previous._guardrails);
        (Output, _hostObjects, Diagnostics) = (previous.Output, previous._hostObjects, findings);
        _ingress = previous._ingress.With(change.Gateways);
        _earlier = previous.Made ?? previous._earlier;
        _touched = previous.Made is not null ? _ingress.Changed
            : previous._touched is { } touched ? [.. touched, .. _ingress.Changed] : null;
        _made = new(Make);
        _resources = new(() => new MeshResources { Clusters = _made.Value.Clusters, Diagnostics = AllFindings(_made.Value.Findings) });
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

    /// <summary>
    /// The objects of every cluster and all findings, those of the inventory included: generated on all cores when they are first asked
    /// for, and kept, so that a plan made from this one takes over what did not change.
    /// </summary>
    public MeshResources Resources => _resources.Value;

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

        ValueList<IstioObject> objects = ObjectsOf(_clusters[cluster]).Select(generated => generated.Value).ToValueList();
        return new ClusterResources(cluster)
        {
            Sorted = objects,
            // Only what is explained is asked for its origin; the same objects come in the same order again.
            Origins = new ObjectOrigins(objects, () => [.. ObjectsOf(_clusters[cluster]).Select(generated => generated.Origin)]),
        };
    }

    /// <summary>Generates all clusters, one when it is asked for, so that only one is in memory.</summary>
    /// <returns>One entry per cluster in ordinal order.</returns>
    public IEnumerable<ClusterResources> GenerateAll() => Clusters.Select(Generate);

    /// <summary>The second look at what is generated.</summary>
    internal OutputCheck Output { get; }

    /// <summary>What was found in what was generated: errors beside the plan's findings.</summary>
    internal ValueList<Diagnostic> OutputFindings => _made.Value.Findings;

    /// <summary>A plan of other inputs that takes over of this one what did not change; this one itself where nothing did.</summary>
    internal GenerationPlan Next(MeshModel model, Inventory inventory, ValueList<Diagnostic> holding)
    {
        (MeshModel joined, Inventory seen) = (EqualParts.Of(model, _model), EqualParts.Of(inventory, _inventory));
        if (ReferenceEquals(seen, _inventory) && holding == _given)
        {
            return ReferenceEquals(joined, _model) ? this
                : AfterRoutes(joined) ?? new GenerationPlan(joined, seen, _options, holding, this);
        }

        return new GenerationPlan(joined, seen, _options, holding, this);
    }

    // With errors workspaces are left out, which is for all stages to know.
    private GenerationPlan? AfterRoutes(MeshModel model)
    {
        if (!Valid || !Holding.IsEmpty || RouteChange.Of(_model, model) is not { } change)
        {
            return null;
        }

        (ValueList<Diagnostic> gone, ValueList<Diagnostic> come) = change.Findings();
        return come.Any(finding => finding.Severity == DiagnosticSeverity.Error) ? null
            : new GenerationPlan(
                this, model, _inventory, change,
                gone.IsEmpty && come.IsEmpty ? Diagnostics : new DiagnosticList(Diagnostics.Except(gone).Concat(come)));
    }

    internal IstioGeneratorOptions Options => _options;

    private GeneratedMesh? Made => _made.IsValueCreated ? _made.Value : null;

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

    private GuardrailInputs Inputs(ModelWalk usable, IReadOnlyList<PlacedGateway> gateways) => new()
    {
        Model = usable,
        SharedNamespace = _options.MulticlusterNamespace,
        Labels = _labels,
        Clusters = _clusters,
        Gateways = gateways,
        Hosts = _hosts,
        Edges = _edges,
        Visibility = _visibility,
        EastWest = _eastWest,
        Tcp = _tcp,
    };

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

    private GeneratedMesh Make()
    {
        GeneratedMesh made = GeneratedMesh.Of(
            _clusters, _hostObjects.Value, client => OthersOf(client).Select(generated => generated.Value).ToValueList(),
            client => [.. ObjectsOf(client).Select(generated => generated.Origin)], Output, _earlier, _touched);
        _earlier = null;
        return made;
    }

    private DiagnosticList AllFindings(ValueList<Diagnostic> output)
    {
        DiagnosticList facts = FactOwners.Resolve(_inventory.Diagnostics, _model);
        return facts.Count == 0 && output.IsEmpty ? Diagnostics : new([.. facts, .. Diagnostics, .. output]);
    }

    private IEnumerable<GeneratedObject> ObjectsOf(ClusterFacts client) =>
        ClusterAssembly.Merge(OfHosts(client), OthersOf(client), generated => generated.Value);

    private GeneratedObject[] OthersOf(ClusterFacts client)
    {
        var others = new List<GeneratedObject>();
        if (_hosts.Count > 0 || _eastWest.UsesSharedNamespace(client))
        {
            others.Add(NamespaceEmitter.Emit(_organization, _options.MulticlusterNamespace, _labels));
        }

        _ingress.Emit(client, others);
        _ownRules.Emit(client, _tcp, _labels, others);
        _eastWest.Emit(client, _tcp, others);
        _services.Emit(client, others);
        _edges.Emit(client, new HostEmitter(_labels, _visibility), BackendOf, others);
        _guardrails.Emit(client, others);
        return [.. others.OrderBy(generated => generated.Value, ApplyOrder.Instance)];
    }

    // Copies, so that the object itself says which cluster's it is.
    private IEnumerable<GeneratedObject> OfHosts(ClusterFacts client) => _hostObjects.Value.For(_clusters.PlaceOf(client.Name)).Select(
        pair => new GeneratedObject(pair.Value.Copy(), new HostOrigin(pair.Host, client, _clusters, _visibility)));
}

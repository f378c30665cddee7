using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Policies;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>One cluster: its objects, what its istiod makes of them, and who calls from there.</summary>
internal sealed class AnalyzedCluster
{
    private readonly Lazy<ControlPlaneView> _view;
    private readonly Lazy<ClientPlace[]> _clients;
    private readonly Lazy<PolicyCase[]> _policies;
    private readonly Lazy<StatedSetting[]> _settings;
    private readonly Lazy<WrittenEndpoint[]> _written;
    private readonly Lazy<ILookup<string, WrittenEndpoint>> _writtenByAddress;
    private readonly Lazy<AdmittedGateway[]> _admitted;
    private readonly Lazy<GatewayLookup> _gateways;
    private readonly Lazy<string> _labelPrefix;

    public AnalyzedCluster(string name, MeshResources resources, Inventory inventory, ValueList<string> remotes)
    {
        Name = name;
        Objects = resources.ObjectsOf(name);
        Unread = resources.UnreadOf(name);
        Remotes = remotes;
        Observed = inventory.Find(name) ?? new ClusterInventory { Name = name };
        _view = new Lazy<ControlPlaneView>(() => new ControlPlaneView(PushContext.Of(name, resources, inventory, remotes)));
        _settings = new Lazy<StatedSetting[]>(() => [.. FindSettings()]);
        _clients = new Lazy<ClientPlace[]>(() => ClientPlaces.Of(Observed, ComparedLabels()));
        _policies = new Lazy<PolicyCase[]>(() => [.. new PolicyCases(this).Find()]);
        _written = new Lazy<WrittenEndpoint[]>(() => [.. WrittenEndpoint.Of(this)]);
        _writtenByAddress = new Lazy<ILookup<string, WrittenEndpoint>>(
            () => Written.ToLookup(endpoint => endpoint.Address, StringComparer.Ordinal));
        _admitted = new Lazy<AdmittedGateway[]>(() => [.. new AdmittedGateways(this).Find()]);
        _gateways = new Lazy<GatewayLookup>(() => new GatewayLookup(Observed));
        _labelPrefix = new Lazy<string>(
            () => MeshLabels.PrefixOf(resources.Clusters.SelectMany(cluster => cluster.Objects.AsEnumerable())));
    }

    public string Name { get; }

    public ValueList<IstioObject> Objects { get; }

    /// <summary>What istiod follows and Mesh does not read.</summary>
    public ValueList<UnreadObject> Unread { get; }

    /// <summary>The other clusters whose services the istiod reads.</summary>
    public ValueList<string> Remotes { get; }

    public ClusterInventory Observed { get; }

    public ControlPlaneView View => _view.Value;

    public MeshIndex Index => View.Index;

    /// <summary>The places of the cluster's pods with a proxy; none when no pod was observed.</summary>
    public ClientPlace[] Clients => _clients.Value;

    /// <summary>The policy of every DestinationRule for every host, port and subset that it holds for.</summary>
    public PolicyCase[] Policies => _policies.Value;

    /// <summary>Every locality setting that is written, in DestinationRules and in MeshConfig.</summary>
    public StatedSetting[] Settings => _settings.Value;

    /// <summary>The prefix of Mesh's own labels with which the objects were generated.</summary>
    public string LabelPrefix => _labelPrefix.Value;

    public GatewayLookup Gateways => _gateways.Value;

    /// <summary>Whether a pod is a gateway: by what was observed of it, or because a Gateway is for it.</summary>
    public bool IsGateway(WorkloadInfo pod) => pod.IsGateway == true
        || Index.Gateways.Any(gateway => !gateway.Selector.IsEmpty && LabelMatch.Matches(gateway.Selector, pod.Labels));

    /// <summary>Whether the cluster's Services were observed, so that a host that is not among them is none.</summary>
    public bool KnowsServices => !Observed.Services.IsEmpty;

    public bool KnowsPlaces =>
        Observed.Nodes.Any(node => !node.Locality.Value.IsEmpty) || Observed.Workloads.Any(pod => !pod.Locality.Value.IsEmpty);

    public IEnumerable<string> Regions => Observed.Nodes.Select(node => node.Locality.Value)
        .Concat(Observed.Workloads.Select(pod => pod.Locality.Value))
        .Append(Observed.Locality.Value)
        .Concat(Written.Select(endpoint => Locality.Parse(endpoint.Value.Locality ?? "")))
        .Select(place => place.Region)
        .Where(region => region.Length > 0);

    /// <summary>The gateways that policies with a list of callers let in.</summary>
    public AdmittedGateway[] Admitted => _admitted.Value;

    /// <summary>Everything that is written as an endpoint.</summary>
    public WrittenEndpoint[] Written => _written.Value;

    /// <summary>The same by address.</summary>
    public ILookup<string, WrittenEndpoint> WrittenByAddress => _writtenByAddress.Value;

    /// <summary>The path of a field of an object.</summary>
    public string PathOf(IstioObject value, string field = "")
    {
        string home = $"{Name}/{value.Kind}/{value.Metadata.Namespace}/{value.Metadata.Name}";
        return field.Length == 0 ? home : $"{home}/{field}";
    }

    /// <summary>The path of a field of the cluster's MeshConfig.</summary>
    public string PathOfMeshConfig(string field) => $"{Name}/MeshConfig/{Observed.IstioNamespace}/istio/{field}";

    private IEnumerable<StatedSetting> FindSettings()
    {
        foreach (DestinationRule rule in Objects.OfType<DestinationRule>())
        {
            foreach (PolicyScope scope in PolicyScope.Of(rule))
            {
                if (LbSettings.Convert(scope.LoadBalancer?.LocalityLbSetting) is { } setting)
                {
                    yield return new StatedSetting(PathOf(rule, $"{scope.Field}.loadBalancer.localityLbSetting"), setting, rule);
                }
            }
        }

        if (Observed.MeshConfig?.LocalityLb is not null && Index.Settings.LocalityLb is { } ofMesh)
        {
            yield return new StatedSetting(PathOfMeshConfig("localityLbSetting"), ofMesh, null);
        }
    }

    private SortedSet<string> ComparedLabels() => new(
        Settings.SelectMany(setting => setting.Value.FailoverPriority ?? default).Select(key => key.Split('=')[0]),
        StringComparer.Ordinal);
}

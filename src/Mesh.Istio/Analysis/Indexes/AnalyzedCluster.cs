using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.GatewayApi;
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
    private readonly Lazy<SelectorIndex<Resources.Gateway>> _selectors;
    private readonly Lazy<ILookup<(string Namespace, string Name), Resources.Gateway>> _servedBy;
    private readonly Lazy<ILookup<string, WorkloadInfo>> _podsByAddress;
    private readonly Lazy<LabelIndex<WorkloadInfo>> _podsByLabel;
    private readonly Lazy<string> _labelPrefix;

    public AnalyzedCluster(string name, MeshResources resources, Inventory inventory, ValueList<string> remotes)
    {
        Name = name;
        Objects = resources.ObjectsOf(name);
        Unread = resources.GatewayApiOf(name);
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
        _selectors = new Lazy<SelectorIndex<Resources.Gateway>>(() => new SelectorIndex<Resources.Gateway>(
            Index.Gateways.Where(gateway => !gateway.Selector.IsEmpty), gateway => gateway.Selector));
        _servedBy = new Lazy<ILookup<(string Namespace, string Name), Resources.Gateway>>(() => Gatewayed()
            .ToLookup(found => (found.Service.Namespace, found.Service.Name), found => found.Gateway));
        _podsByAddress = new Lazy<ILookup<string, WorkloadInfo>>(
            () => Observed.Workloads.ToLookup(pod => pod.Address, StringComparer.Ordinal));
        _podsByLabel = new Lazy<LabelIndex<WorkloadInfo>>(() => new LabelIndex<WorkloadInfo>(Observed.Workloads, pod => pod.Labels));
        _labelPrefix = new Lazy<string>(
            () => MeshLabels.PrefixOf(resources.Clusters.SelectMany(cluster => cluster.Objects.AsEnumerable())));
    }

    public string Name { get; }

    public ValueList<IstioObject> Objects { get; }

    /// <summary>What istiod follows and Mesh does not read.</summary>
    public ValueList<GatewayApiObject> Unread { get; }

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

    /// <summary>The Gateways by the Service of their pods, the oldest first.</summary>
    public ILookup<(string Namespace, string Name), Resources.Gateway> GatewaysByService => _servedBy.Value;

    /// <summary>The pods by address.</summary>
    public ILookup<string, WorkloadInfo> PodsByAddress => _podsByAddress.Value;

    /// <summary>The pods by label.</summary>
    public LabelIndex<WorkloadInfo> PodsByLabel => _podsByLabel.Value;

    /// <summary>The Gateways whose pods have a Service, with it.</summary>
    public IEnumerable<(Resources.Gateway Gateway, ServiceInfo Service)> Gatewayed() =>
        from gateway in Index.Gateways
        let found = Gateways.Find(gateway.Metadata.Namespace ?? "", gateway.Selector)
        where found is not null
        select (gateway, found.Service);

    /// <summary>Whether a pod is a gateway: by what was observed of it, or because a Gateway is for it.</summary>
    public bool IsGateway(WorkloadInfo pod) => pod.IsGateway == true
        || _selectors.Value.Any(pod.Labels);

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

    /// <summary>The path of a field of an object; for a derived one that of the object that was written.</summary>
    public string PathOf(IstioObject value, string field = "")
    {
        if (DerivedNames.WrittenAs(value) is { } written)
        {
            return $"{Name}/{written}";
        }

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

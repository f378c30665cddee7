using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>Declares what is in a cluster. Made by <see cref="InventoryBuilder.AddCluster"/>.</summary>
public sealed class InventoryClusterBuilder
{
    private readonly List<InventoryNodeBuilder> _nodes = [];
    private readonly List<NamespaceInfo> _namespaces = [];
    private readonly List<VirtualServiceInfo> _virtualServices = [];
    private readonly List<DestinationRuleInfo> _destinationRules = [];
    private readonly List<IstioGatewayInfo> _istioGateways = [];
    private readonly List<AuthorizationPolicyInfo> _policies = [];
    private readonly List<InventoryServiceBuilder> _services = [];
    private readonly List<InventoryWorkloadBuilder> _workloads = [];
    private readonly List<InventoryGatewayBuilder> _gateways = [];
    private readonly List<ServiceAccountInfo> _serviceAccounts = [];
    private readonly List<AutoscalerInfo> _autoscalers = [];
    private readonly List<DisruptionBudgetInfo> _budgets = [];
    private Locality _locality;
    private string? _network;
    private string? _trustDomain;
    private IstioVersion? _version;
    private ValueList<string>? _remoteSecrets;
    private string? _controlPlane;
    private string? _clusterId;

    internal InventoryClusterBuilder(string name) => Name = name;

    internal string Name { get; }

    /// <summary>Says in which region the cluster is, and with it every node, pod and gateway that does not say itself.</summary>
    /// <param name="region">The region, for example <c>us-east-2</c>.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithRegion(string region)
    {
        ArgumentException.ThrowIfNullOrEmpty(region);
        return WithLocality(new Locality(region));
    }

    /// <summary>Says where the cluster is, and with it every node, pod and gateway that does not say itself.</summary>
    /// <param name="locality">The place, up to subzone.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithLocality(Locality locality)
    {
        _locality = locality;
        return this;
    }

    /// <summary>Names the cluster's network.</summary>
    /// <param name="network">The network, for example a VPC.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithNetwork(string network)
    {
        ArgumentException.ThrowIfNullOrEmpty(network);
        _network = network;
        return this;
    }

    /// <summary>Names the trust domain of workload identities.</summary>
    /// <param name="trustDomain">The trust domain.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithTrustDomain(string trustDomain)
    {
        ArgumentException.ThrowIfNullOrEmpty(trustDomain);
        _trustDomain = trustDomain;
        return this;
    }

    /// <summary>Says which version of Istio runs.</summary>
    /// <param name="version">The version.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithIstioVersion(IstioVersion version)
    {
        _version = version;
        return this;
    }

    /// <summary>Says which other clusters the istiod reads through remote secrets. Without, nobody knows, and none is assumed.</summary>
    /// <param name="clusters">The clusters; none for an istiod that reads only its own.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithRemoteSecrets(params string[] clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        _remoteSecrets = clusters.Where(name => name != Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList();
        return this;
    }

    /// <summary>Says that the istiod of another cluster configures the proxies here (primary-remote).</summary>
    /// <param name="cluster">The cluster whose istiod is used; it reads this one.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithControlPlane(string cluster)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        _controlPlane = cluster == Name ? null : cluster;
        return this;
    }

    /// <summary>Says by which name Istio knows the cluster (<c>CLUSTER_ID</c> of istiod).</summary>
    /// <param name="id">The name.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder WithIstioClusterId(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        _clusterId = id;
        return this;
    }

    /// <summary>Declares a node.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="configure">Says where it is; without it the node is where the cluster is.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddNode(string name, Action<InventoryNodeBuilder>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(_nodes, new InventoryNodeBuilder(name), configure);
    }

    /// <summary>Declares a namespace.</summary>
    /// <param name="name">The namespace's name.</param>
    /// <param name="labels">Its labels.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddNamespace(string name, ValueMap<string> labels = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _namespaces.Add(new NamespaceInfo { Name = name, Labels = labels });
        return this;
    }

    /// <summary>Declares a VirtualService that somebody wrote for callers in the mesh.</summary>
    /// <param name="namespaceName">The VirtualService's namespace.</param>
    /// <param name="name">The VirtualService's name.</param>
    /// <param name="hosts">The hosts that it routes.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddVirtualService(string namespaceName, string name, params string[] hosts)
    {
        ArgumentException.ThrowIfNullOrEmpty(namespaceName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(hosts);
        _virtualServices.Add(new VirtualServiceInfo { Name = name, Namespace = namespaceName, Hosts = [.. hosts] });
        return this;
    }

    /// <summary>Declares a DestinationRule that somebody wrote.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddDestinationRule(DestinationRuleInfo rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _destinationRules.Add(rule);
        return this;
    }

    /// <summary>Declares a Gateway of Istio that somebody wrote.</summary>
    /// <param name="gateway">The Gateway.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddIstioGateway(IstioGatewayInfo gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        _istioGateways.Add(gateway);
        return this;
    }

    /// <summary>Declares an AuthorizationPolicy that somebody wrote.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddAuthorizationPolicy(AuthorizationPolicyInfo policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _policies.Add(policy);
        return this;
    }

    /// <summary>Declares a Service.</summary>
    /// <param name="namespaceName">The Service's namespace.</param>
    /// <param name="name">The Service's name.</param>
    /// <param name="configure">Says what it selects and offers.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddService(string namespaceName, string name, Action<InventoryServiceBuilder>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(namespaceName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(_services, new InventoryServiceBuilder(namespaceName, name), configure);
    }

    /// <summary>Declares a pod, or another workload.</summary>
    /// <param name="namespaceName">The pod's namespace.</param>
    /// <param name="name">The pod's name.</param>
    /// <param name="configure">Says what it is and where.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddWorkload(string namespaceName, string name, Action<InventoryWorkloadBuilder>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(namespaceName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add(_workloads, new InventoryWorkloadBuilder(namespaceName, name), configure);
    }

    /// <summary>Declares a gateway: its Service, and one ready pod for each place given.</summary>
    /// <param name="namespaceName">The gateway's namespace.</param>
    /// <param name="name">The name of its Service; pods are named <c>NAME-0</c>, <c>NAME-1</c>, …</param>
    /// <param name="configure">Says what it is and where.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddGateway(string namespaceName, string name, Action<InventoryGatewayBuilder> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(namespaceName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(_gateways, new InventoryGatewayBuilder(namespaceName, name), configure);
    }

    /// <summary>Declares a service account.</summary>
    /// <param name="namespaceName">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddServiceAccount(string namespaceName, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(namespaceName);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _serviceAccounts.Add(new ServiceAccountInfo(namespaceName, name));
        return this;
    }

    /// <summary>Declares a HorizontalPodAutoscaler.</summary>
    /// <param name="autoscaler">The autoscaler.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddAutoscaler(AutoscalerInfo autoscaler)
    {
        ArgumentNullException.ThrowIfNull(autoscaler);
        _autoscalers.Add(autoscaler);
        return this;
    }

    /// <summary>Declares a PodDisruptionBudget.</summary>
    /// <param name="budget">The budget.</param>
    /// <returns>This builder.</returns>
    public InventoryClusterBuilder AddDisruptionBudget(DisruptionBudgetInfo budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        _budgets.Add(budget);
        return this;
    }

    internal ClusterInventory Build(List<Diagnostic> diagnostics)
    {
        string path = $"clusters/{Name}";
        List<NodeInfo> nodes = BuilderNames.Distinct(
            _nodes.Select(node => node.Build(_locality)), node => ("", node.Name), $"{path}/nodes", diagnostics);
        var byName = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        List<ServiceInfo> services = BuilderNames.Distinct(
            _services.Select(service => service.Build()).Concat(_gateways.Select(gateway => gateway.BuildService())),
            service => (service.Namespace, service.Name), $"{path}/services", diagnostics);
        List<WorkloadInfo> workloads = BuilderNames.Distinct(
            _workloads.Concat(_gateways.SelectMany(gateway => gateway.Pods())).Select(
                pod => pod.Build(_locality, byName, path, diagnostics)),
            pod => (pod.Namespace, pod.Name), $"{path}/workloads", diagnostics);
        return new ClusterInventory
        {
            Name = Name,
            IstioVersion = _version,
            TrustDomain = _trustDomain,
            Network = _network,
            RemoteSecrets = _remoteSecrets,
            ControlPlane = _controlPlane,
            Locality = _locality.IsEmpty ? ClusterLocality.OfNodes(nodes) : DeclaredLocality.In(_locality, "Cluster", Name),
            Nodes = nodes.ToValueList(),
            Namespaces = BuilderNames.Distinct(_namespaces, item => ("", item.Name), $"{path}/namespaces", diagnostics).ToValueList(),
            Services = services.ToValueList(),
            Workloads = workloads.ToValueList(),
            VirtualServices = BuilderNames.Distinct(
                _virtualServices, route => (route.Namespace, route.Name), $"{path}/virtualservices", diagnostics).ToValueList(),
            DestinationRules = BuilderNames.Distinct(
                _destinationRules, rule => (rule.Namespace, rule.Name), $"{path}/destinationrules", diagnostics).ToValueList(),
            IstioGateways = BuilderNames.Distinct(
                _istioGateways, gateway => (gateway.Namespace, gateway.Name), $"{path}/gateways", diagnostics).ToValueList(),
            AuthorizationPolicies = BuilderNames.Distinct(
                _policies, policy => (policy.Namespace, policy.Name), $"{path}/authorizationpolicies", diagnostics).ToValueList(),
            IstioClusterIds = _clusterId is { } id ? [id] : [],
            Endpoints = DeclaredEndpoints.Of(services, workloads),
            Autoscalers = BuilderNames.Distinct(
                _autoscalers, item => (item.Namespace, item.Name), $"{path}/horizontalpodautoscalers", diagnostics).ToValueList(),
            DisruptionBudgets = BuilderNames.Distinct(
                _budgets, item => (item.Namespace, item.Name), $"{path}/poddisruptionbudgets", diagnostics).ToValueList(),
            ServiceAccounts = BuilderNames.Distinct(
                _serviceAccounts, account => (account.Namespace, account.Name), $"{path}/serviceaccounts", diagnostics).ToValueList(),
        };
    }

    private InventoryClusterBuilder Add<T>(List<T> items, T item, Action<T>? configure)
    {
        configure?.Invoke(item);
        items.Add(item);
        return this;
    }
}

using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>All services that an istiod knows, with the endpoints of every cluster; built once.</summary>
internal sealed class ServiceRegistry
{
    private readonly Dictionary<(string Host, string Namespace), List<RegistryEndpoint>> _endpoints = [];
    private readonly Dictionary<(string Host, string Namespace), SortedSet<string>> _accounts = [];
    private readonly ILookup<string, string> _aliases;
    private readonly Dictionary<string, Dictionary<string, MeshService>> _byHost = new(StringComparer.Ordinal);

    public ServiceRegistry(PushContext mesh)
    {
        Settings = mesh.Settings;
        Gateways = GatewayDiscovery.Find(mesh);
        var services = new List<MeshService>();
        var workloads = mesh.Clusters
            .OrderByDescending(cluster => cluster.Inventory.Name == mesh.Cluster)
            .ThenBy(cluster => cluster.Inventory.Name, StringComparer.Ordinal)
            .Select(cluster => (Snapshot: cluster, Workloads: new ClusterWorkloads(cluster.Inventory, mesh)))
            .ToArray();
        var selectable = new List<WorkloadInstance>();
        foreach ((ClusterSnapshot snapshot, ClusterWorkloads reader) in workloads)
        {
            WorkloadInstance[] entries = [.. snapshot.Objects.OfType<WorkloadEntry>().Select(reader.OfWorkloadEntry)];
            AddCluster(snapshot.Inventory, reader, entries, services);
            selectable.AddRange(reader.Pods());
            selectable.AddRange(entries);
        }

        var own = workloads.FirstOrDefault(cluster => cluster.Snapshot.Inventory.Name == mesh.Cluster);
        if (own.Workloads is not null)
        {
            AddServiceEntries(own.Workloads, mesh.Configuration, selectable, services);
        }

        Services = [.. services.OrderBy(service => service.Name, StringComparer.Ordinal).ThenBy(
            service => service.Namespace, StringComparer.Ordinal)];
        _aliases = Services.Where(service => service.AliasOf.Length > 0).ToLookup(
            service => service.AliasOf, service => service.Host, StringComparer.Ordinal);
        foreach (MeshService service in Services)
        {
            Index(service);
        }

        _selecting = new Lazy<Dictionary<string, SelectorIndex<int>>>(() => Enumerable.Range(0, Services.Length)
            .Where(place => Services[place] is { FromKubernetes: true, Selector.IsEmpty: false })
            .GroupBy(place => Services[place].Namespace, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => new SelectorIndex<int>(group, place => Services[place].Selector), StringComparer.Ordinal));
        _places = new Lazy<ILookup<string, int>>(() => Enumerable.Range(0, Services.Length)
            .SelectMany(place => EndpointsOf(Services[place]).Select(endpoint => endpoint.Value.Address).Distinct(StringComparer.Ordinal)
                .Select(address => (Address: address, Place: place)))
            .ToLookup(entry => entry.Address, entry => entry.Place, StringComparer.Ordinal));
    }

    private readonly Lazy<Dictionary<string, SelectorIndex<int>>> _selecting;
    private readonly Lazy<ILookup<string, int>> _places;

    public MeshConfig Settings { get; }

    /// <summary>Every service in istiod's order, which it breaks ties by.</summary>
    public MeshService[] Services { get; }

    public NetworkGateways Gateways { get; }

    /// <summary>The service of every namespace that has the host.</summary>
    public IReadOnlyDictionary<string, MeshService> ByNamespace(string host) =>
        _byHost.TryGetValue(host, out Dictionary<string, MeshService>? services) ? services : NoServices;

    /// <summary>The endpoints of a host in a namespace for all its ports, of every cluster and kind of registry.</summary>
    public IReadOnlyList<RegistryEndpoint> EndpointsOf(MeshService service) =>
        _endpoints.TryGetValue((service.Host, service.Namespace), out List<RegistryEndpoint>? list) ? list : [];

    /// <summary>The Services of Kubernetes that select pods with these labels in a namespace, in istiod's order.</summary>
    public IEnumerable<MeshService> Selecting(string namespaceName, ValueMap<string> labels) =>
        PlacesOf(namespaceName, labels).Select(place => Services[place]);

    /// <summary>
    /// The services that are in front of a pod: those that select it or have an endpoint of its address, in istiod's order.
    /// </summary>
    public IEnumerable<MeshService> InFrontOf(string namespaceName, ValueMap<string> labels, string? address)
    {
        IEnumerable<int> selecting = PlacesOf(namespaceName, labels);
        return (address is null ? selecting : selecting.Concat(_places.Value[address]).Distinct().Order())
            .Select(place => Services[place]);
    }

    /// <summary>The Services of type ExternalName that stand for a host.</summary>
    public IEnumerable<string> AliasesOf(string host) => _aliases[host];

    /// <summary>The identities that clients accept from the service, in ordinal order.</summary>
    public ValueList<string> AccountsOf(MeshService service) =>
        _accounts.TryGetValue((service.Host, service.Namespace), out SortedSet<string>? accounts)
            ? SpiffeIdentity.Expand(accounts, Settings.TrustDomainAliases)
            : default;

    private IEnumerable<int> PlacesOf(string namespaceName, ValueMap<string> labels) =>
        _selecting.Value.TryGetValue(namespaceName, out SelectorIndex<int>? selectors) ? selectors.Find(labels) : [];

    private static readonly Dictionary<string, MeshService> NoServices = [];

    private void AddCluster(ClusterInventory cluster, ClusterWorkloads reader, WorkloadInstance[] entries, List<MeshService> services)
    {
        var kubernetes = new KubernetesServices(cluster, reader, Settings);
        foreach (MeshService service in kubernetes.Services())
        {
            // A service of several clusters is one; the istiod's own cluster comes first and decides.
            if (!_byHost.ContainsKey(service.Host))
            {
                _byHost.Add(service.Host, []);
                services.Add(service);
            }
        }

        foreach (((string ns, string name), List<RegistryEndpoint> list) in kubernetes.Endpoints(
            entries.ToLookup(entry => entry.Namespace, StringComparer.Ordinal)))
        {
            Add($"{name}.{ns}.svc.{Settings.Domain}", ns, list);
        }
    }

    private void AddServiceEntries(
        ClusterWorkloads reader, ValueList<IstioObject> objects, List<WorkloadInstance> selectable, List<MeshService> services)
    {
        var entries = new ServiceEntryServices(reader, selectable
            .OrderBy(workload => workload.IsPod)
            .ThenBy(workload => workload.Name, StringComparer.Ordinal)
            .ToLookup(workload => workload.Namespace, StringComparer.Ordinal));
        foreach (ServiceEntry entry in objects.OfType<ServiceEntry>())
        {
            foreach (MeshService service in ServiceEntryServices.Services(entry))
            {
                services.Add(service);
                Add(service.Host, service.Namespace, entries.Endpoints(entry, service.Host));
            }
        }
    }

    private void Add(string host, string namespaceName, IEnumerable<RegistryEndpoint> endpoints)
    {
        if (!_endpoints.TryGetValue((host, namespaceName), out List<RegistryEndpoint>? list))
        {
            _endpoints.Add((host, namespaceName), list = []);
        }

        foreach (RegistryEndpoint endpoint in endpoints)
        {
            list.Add(endpoint);
            if (endpoint.Account.Length > 0)
            {
                AccountsAt(host, namespaceName).Add(endpoint.Account);
            }
        }
    }

    private void Index(MeshService service)
    {
        if (!_byHost.TryGetValue(service.Host, out Dictionary<string, MeshService>? namespaces))
        {
            _byHost.Add(service.Host, namespaces = []);
        }

        // The first of a namespace wins, but nobody takes the name of a Kubernetes service away.
        if (!namespaces.TryGetValue(service.Namespace, out MeshService? existing) || (!existing.FromKubernetes && service.FromKubernetes))
        {
            namespaces[service.Namespace] = service;
        }

        if (!service.Accounts.IsEmpty)
        {
            AccountsAt(service.Host, service.Namespace).UnionWith(service.Accounts);
        }
    }

    private SortedSet<string> AccountsAt(string host, string namespaceName)
    {
        if (!_accounts.TryGetValue((host, namespaceName), out SortedSet<string>? accounts))
        {
            _accounts.Add((host, namespaceName), accounts = new SortedSet<string>(StringComparer.Ordinal));
        }

        return accounts;
    }
}

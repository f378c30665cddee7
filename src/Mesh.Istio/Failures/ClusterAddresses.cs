using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>What the addresses of one cluster belong to.</summary>
internal sealed class ClusterAddresses
{
    private readonly Dictionary<(string Address, int Port), AddressOwner.Pod> _ports = [];
    private readonly Dictionary<string, AddressOwner.Pod> _pods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ServiceInfo>> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ServiceInfo>> _external = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Address, int Port), (ServiceInfo Service, int Port)> _nodePorts = [];
    private readonly Dictionary<(string Namespace, string Name), ServiceInfo> _byName = [];
    private readonly string _suffix = $".svc.{new ControlPlane.MeshConfig().Domain}";

    // Gateways of a cluster whose pods nobody looked at are taken to work.
    private readonly bool _hasPods;

    /// <param name="name">The cluster's name.</param>
    /// <param name="states">What was observed of it, at one or at several times.</param>
    public ClusterAddresses(string name, IReadOnlyList<ClusterInventory> states)
    {
        Name = name;
        Network = states[0].Network ?? "";
        _hasPods = states.Any(state => !(state.Workloads.IsEmpty && state.Endpoints.IsEmpty));
        foreach (ClusterInventory state in states)
        {
            Add(state);
        }
    }

    public string Name { get; }

    public string Network { get; }

    /// <summary>The addresses of pods and of endpoints.</summary>
    public IEnumerable<string> Pods => _pods.Keys;

    /// <summary>The addresses and names of Services that are reached from outside.</summary>
    public IEnumerable<string> External => _external.Keys;

    /// <summary>
    /// The owner of an IP address, or of a name that a load balancer has; <see langword="null"/> when nothing here has it.
    /// </summary>
    public AddressOwner? Find(string address, int port)
    {
        // Pods in the network of their node share its address; an endpoint's port says which is meant.
        if (_ports.TryGetValue((address, port), out AddressOwner.Pod? listed))
        {
            return listed;
        }

        if (_nodePorts.TryGetValue((address, port), out (ServiceInfo Service, int Port) onNode))
        {
            return OwnerOf(onNode.Service, onNode.Port);
        }

        if (_pods.TryGetValue(address, out listed))
        {
            return listed;
        }

        return (ServiceOf(_services, address, port) ?? ServiceOf(_external, address, port)) is { } service ? OwnerOf(service, port) : null;
    }

    /// <summary>The addresses of the nodes that a port of a Service is on.</summary>
    public IEnumerable<string> Nodes => _nodePorts.Keys.Select(key => key.Address).Distinct(StringComparer.Ordinal);

    /// <summary>What a name of type ExternalName stands for; <see langword="null"/> when no such Service has the name.</summary>
    public string? StandsFor(AddressQuestion question) => Service(question) is { Type: "ExternalName", ExternalName.Length: > 0 } alias
        ? alias.ExternalName.TrimEnd('.')
        : null;

    /// <summary>The owner of a Service's name as the cluster's DNS completes it; <see langword="null"/> when no Service has it.</summary>
    public AddressOwner? Named(AddressQuestion question) => Service(question) is { } known ? OwnerOf(known, question.Port) : null;

    private ServiceInfo? Service(AddressQuestion question)
    {
        string name = question.Address.TrimEnd('.');
        bool isFull = name.EndsWith(_suffix, StringComparison.Ordinal) || name.EndsWith(".svc", StringComparison.Ordinal);
        name = name.EndsWith(_suffix, StringComparison.Ordinal) ? name[..^_suffix.Length] : isFull ? name[..^".svc".Length] : name;
        (string Namespace, string Name)? key = name.Split('.') switch
        {
            [var service, var home] => (home, service),
            [var service] when !isFull => (question.Namespace, service),
            _ => null,
        };
        return key is { } found ? _byName.GetValueOrDefault(found) : null;
    }

    public AddressOwner OwnerOf(ServiceInfo service, int port) =>
        service.Type == "ExternalName"
            ? new AddressOwner.Nobody("", $"Service {service.Namespace}/{service.Name} in {Name} is the name of something outside")
        : _hasPods ? new AddressOwner.Service(Name, service, port)
        : new AddressOwner.Nobody(Name, $"no pod of cluster {Name} was observed");

    public ServiceInfo? ExternalService(string address) => _external.GetValueOrDefault(address)?[0];

    // Of several Services with one address the one that has the port.
    private static ServiceInfo? ServiceOf(Dictionary<string, List<ServiceInfo>> index, string address, int port) =>
        !index.TryGetValue(address, out List<ServiceInfo>? services) ? null
        : services.Find(service => service.Ports.Any(candidate => candidate.Number == port)) ?? services[0];

    private void Add(ClusterInventory state)
    {
        var pods = new Dictionary<(string, string), WorkloadInfo>();
        foreach (WorkloadInfo pod in state.Workloads)
        {
            pods.TryAdd((pod.Namespace, pod.Name), pod);
        }

        foreach (EndpointInfo endpoint in state.Endpoints)
        {
            var owner = new AddressOwner.Pod(
                BackendKey.Of(Name, endpoint), pods.GetValueOrDefault((endpoint.Namespace, endpoint.Workload)), endpoint.Ready);
            _pods.TryAdd(endpoint.Address, owner);
            foreach (int port in endpoint.Ports.Values)
            {
                _ports.TryAdd((endpoint.Address, port), owner);
            }
        }

        foreach (WorkloadInfo pod in state.Workloads.Where(pod => pod.Address.Length > 0))
        {
            _pods.TryAdd(pod.Address, new AddressOwner.Pod(new BackendKey(Name, pod.Namespace, pod.Name), pod, pod.Ready));
        }

        foreach (ServiceInfo service in state.Services)
        {
            if (_byName.TryAdd((service.Namespace, service.Name), service))
            {
                Index(_services, service.ClusterIps, service);
                Index(_external, service.ExternalAddresses, service);
                AddNodePorts(state, service);
            }
        }
    }

    // Every node takes the port, whichever pods it has.
    private void AddNodePorts(ClusterInventory state, ServiceInfo service)
    {
        foreach (ServicePortInfo port in service.Ports)
        {
            foreach (string node in port.NodePort is null ? [] : AddressesOfNodes(state))
            {
                _nodePorts.TryAdd((node, port.NodePort!.Value), (service, port.Number));
            }
        }
    }

    private static IEnumerable<string> AddressesOfNodes(ClusterInventory state) => state.Nodes.SelectMany(node => node.Addresses)
        .Concat(state.Workloads.Select(pod => pod.NodeAddress))
        .Where(address => address.Length > 0)
        .Distinct(StringComparer.Ordinal);

    private static void Index(Dictionary<string, List<ServiceInfo>> index, ValueList<string> addresses, ServiceInfo service)
    {
        foreach (string address in addresses)
        {
            if (!index.TryGetValue(address, out List<ServiceInfo>? services))
            {
                index.Add(address, services = []);
            }

            services.Add(service);
        }
    }
}

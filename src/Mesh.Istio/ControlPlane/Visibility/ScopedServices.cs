using Mesh.Istio.ControlPlane.Registry;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>The services that a proxy sees, of each host one, in istiod's order. Not changed any more once it is shared.</summary>
internal sealed class ScopedServices
{
    private readonly List<MeshService> _services = [];
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, MeshService>> _byAddress;

    public ScopedServices() => _byAddress = new Lazy<ILookup<string, MeshService>>(() => _services
        .SelectMany(service => service.Addresses.Distinct(), (service, address) => (Service: service, Address: address))
        .ToLookup(entry => entry.Address, entry => entry.Service, StringComparer.Ordinal));

    public ScopedServices(IEnumerable<MeshService> services)
        : this()
    {
        foreach (MeshService service in services)
        {
            Add(service);
        }
    }

    public IReadOnlyList<MeshService> All => _services;

    /// <summary>The services that have a virtual address, in istiod's order.</summary>
    public IEnumerable<MeshService> At(string address) => _byAddress.Value[address];

    public MeshService? Find(string host) => _positions.TryGetValue(host, out int position) ? _services[position] : null;

    /// <summary>Adds a service, or what it says of a host that is there already.</summary>
    public void Add(MeshService service)
    {
        if (!_positions.TryGetValue(service.Host, out int position))
        {
            _positions.Add(service.Host, _services.Count);
            _services.Add(service);
            return;
        }

        MeshService existing = _services[position];
        if (existing.FromKubernetes != service.FromKubernetes)
        {
            _services[position] = existing.FromKubernetes ? existing : service;
        }
        else if (existing.Ports != service.Ports && CanMerge(existing, service))
        {
            _services[position] = existing with
            {
                Ports = existing.Ports.AddRange(service.Ports.Where(port => existing.FindPort(port.Number) is null)),
            };
        }
    }

    private static bool CanMerge(MeshService left, MeshService right) =>
        left.Namespace == right.Namespace
        && left.Resolution == right.Resolution
        && left.Labels == right.Labels
        && left.Selector == right.Selector
        && Exports.SameSet(left.ExportTo, right.ExportTo);
}

using Mesh.Inventories;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;
using Mesh.Resolution;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>
/// Turns the pods and WorkloadEntries of a cluster into endpoints without port (istio <c>kube/controller/endpoint_builder.go</c>,
/// <c>serviceentry/conversion.go</c>).
/// </summary>
internal sealed class ClusterWorkloads
{
    private const string TlsModeLabel = "security.istio.io/tlsMode";
    private const string DisabledTls = "disabled";
    private const string IstioTls = "istio";
    private const string UnixPrefix = "unix://";

    private readonly ClusterInventory _cluster;
    private readonly MeshConfig _settings;
    private readonly LocalityResolver _localities;
    private readonly NetworkResolver _networks;
    private readonly bool _isOwn;
    private readonly Dictionary<(string Namespace, string Name), WorkloadInfo> _pods = [];

    public ClusterWorkloads(ClusterInventory cluster, PushContext mesh)
    {
        _cluster = cluster;
        _settings = mesh.Settings;
        _isOwn = cluster.Name == mesh.Cluster;
        _localities = new LocalityResolver(mesh.Version);
        _networks = new NetworkResolver(cluster with { MeshNetworks = mesh.Networks });
        foreach (WorkloadInfo pod in cluster.Workloads)
        {
            _pods.TryAdd((pod.Namespace, pod.Name), pod);
        }
    }

    public WorkloadInfo? FindPod(string namespaceName, string name) => _pods.GetValueOrDefault((namespaceName, name));

    /// <summary>The endpoint of a pod, or of an address that no pod stands behind.</summary>
    public LocalityEndpoint OfPod(WorkloadInfo? pod, string address)
    {
        ValueMap<string> labels = pod?.Labels ?? default;
        string text = pod is null ? "" : LocalityText(pod.Locality);
        string network = NetworkOf(labels, address);
        return new LocalityEndpoint(address, 0)
        {
            LocalityText = text,
            Labels = TopologyLabels.Augment(
                labels, Locality.Parse(text), _cluster.IstioClusterId ?? _cluster.Name, pod?.Node ?? "", network),
            Network = network,
            Cluster = _cluster.Name,
            TlsMode = TlsModeOf(pod),
        };
    }

    public string AccountOf(WorkloadInfo? pod) =>
        pod is null ? "" : new SpiffeIdentity(_cluster.TrustDomain ?? _settings.TrustDomain, pod.Namespace, pod.ServiceAccount).ToString();

    /// <summary>The ready pods, which ServiceEntries can select.</summary>
    public IEnumerable<WorkloadInstance> Pods() =>
        from pod in _cluster.Workloads
        where pod.Ready && pod.Address.Length > 0
        select new WorkloadInstance
        {
            Namespace = pod.Namespace,
            Name = pod.Name,
            IsPod = true,
            Endpoint = OfPod(pod, pod.Address),
            Ports = pod.NamedPorts,
            State = EndpointState.Healthy,
            Account = AccountOf(pod),
        };

    public WorkloadInstance OfWorkloadEntry(WorkloadEntry entry) =>
        OfWorkload(entry, entry.Labels.With(entry.Metadata.Labels), entry.Metadata.Namespace ?? "", entry.Metadata.Name);

    /// <summary>An inline endpoint of a ServiceEntry, or a WorkloadEntry.</summary>
    public WorkloadInstance OfWorkload(IWorkload workload, ValueMap<string> labels, string namespaceName, string name)
    {
        string address = workload.Address ?? "";
        string locality = workload.Locality is { Length: > 0 } field ? field : OverrideText(labels);
        string network = workload.Network ?? "";
        // The field alone makes an endpoint of another network; the label counts in failoverPriority. Remote clusters fill the label in.
        string labelled = network.Length > 0 || _isOwn ? network : NetworkOf(labels, address);
        return new WorkloadInstance
        {
            Namespace = namespaceName,
            Name = name,
            IsPod = false,
            IsDnsOnly = address.Length > 0 && !IpText.IsAddress(address),
            Account = workload.ServiceAccount is { Length: > 0 } account
                ? new SpiffeIdentity(_settings.TrustDomain, namespaceName, account).ToString() : "",
            Ports = workload.Ports.Select(port => KeyValuePair.Create(port.Key, (int)port.Value)).ToValueMap(),
            Endpoint = new LocalityEndpoint(
                address.StartsWith(UnixPrefix, StringComparison.Ordinal) ? address[UnixPrefix.Length..] : address, 0)
            {
                LocalityText = locality,
                Labels = TopologyLabels.Augment(labels, Locality.Parse(locality), _cluster.IstioClusterId ?? _cluster.Name, "", labelled),
                Weight = workload.Weight is > 0 and { } weight ? weight : 1,
                Network = network,
                Cluster = _cluster.Name,
                TlsMode = labels.TryGetValue(TlsModeLabel, out string? mode) ? mode
                    : workload.ServiceAccount is { Length: > 0 } ? IstioTls
                    : DisabledTls,
            },
        };
    }

    private string NetworkOf(ValueMap<string> labels, string address)
    {
        string network = _networks.OfWorkload(labels, address).Name;
        return network.Length > 0 ? network : _cluster.Network ?? "";
    }

    private string OverrideText(ValueMap<string> labels)
    {
        ResolvedLocality stated = _localities.OfServiceEntryEndpoint(null, labels);
        return stated.Sources.IsEmpty ? "" : Sanitized(stated.Sources[0].Value);
    }

    // istiod groups by text: a node's locality always has two slashes, an override label has those that are written.
    private static string LocalityText(ResolvedLocality locality)
    {
        if (locality.Value.IsEmpty)
        {
            return "";
        }

        return locality.Sources is [{ Field: LocalityLabel.TopologyOverride or LocalityLabel.Override, Value: { } value }, ..]
            ? Sanitized(value)
            : $"{locality.Value.Region}/{locality.Value.Zone}/{locality.Value.Subzone}";
    }

    private static string Sanitized(string value) => value.Contains('/', StringComparison.Ordinal) ? value : value.Replace('.', '/');

    // Only the label counts, which the injector writes for pods with an application; pods that hold nothing but a proxy are gateways,
    // whose template does not write it and whose plain servers could not answer.
    private static string TlsModeOf(WorkloadInfo? pod) =>
        pod is not (null or { IsGateway: true }) && pod.Labels.TryGetValue(TlsModeLabel, out string? mode) && mode.Length > 0
            ? mode
            : DisabledTls;
}

using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>
/// Declares a pod: ready and in the mesh unless said otherwise. Made by <see cref="InventoryClusterBuilder.AddWorkload"/>.
/// </summary>
public sealed class InventoryWorkloadBuilder
{
    private const string TlsModeLabel = "security.istio.io/tlsMode";

    private WorkloadInfo _workload;
    private Locality? _locality;

    internal InventoryWorkloadBuilder(string namespaceName, string name) =>
        _workload = new WorkloadInfo { Namespace = namespaceName, Name = name, Ready = true, InMesh = true, IsGateway = false };

    /// <summary>Adds a label.</summary>
    /// <param name="name">The label's name; not one of those that tell a locality.</param>
    /// <param name="value">The label's value.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The label tells a locality: use <see cref="At"/>.</exception>
    public InventoryWorkloadBuilder WithLabel(string name, string value)
    {
        LabelGuard.Check(name, value);
        return Set(_workload with { Labels = _workload.Labels.With(name, value) });
    }

    /// <summary>Names the service account. Default: <c>default</c>.</summary>
    /// <param name="name">The service account in the pod's namespace.</param>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder WithServiceAccount(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Set(_workload with { ServiceAccount = name });
    }

    /// <summary>Gives the pod its address; without one no Service has it as endpoint.</summary>
    /// <param name="address">The IP address.</param>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder WithAddress(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        return Set(_workload with { Address = address });
    }

    /// <summary>Names a container port, for Services whose target port is a name.</summary>
    /// <param name="name">The port's name.</param>
    /// <param name="number">The port's number.</param>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder WithPort(string name, int number)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        OptionRange.RequirePort(number);
        return Set(_workload with { NamedPorts = _workload.NamedPorts.With(name, number) });
    }

    /// <summary>Puts the pod on a node; it is where the node is.</summary>
    /// <param name="node">The node's name.</param>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder OnNode(string node)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        return Set(_workload with { Node = node });
    }

    /// <summary>Says where the pod is, whatever node it is on, as an override label does.</summary>
    /// <param name="locality">The place, <c>region/zone/subzone</c>.</param>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder At(string locality)
    {
        ArgumentNullException.ThrowIfNull(locality);
        _locality = Locality.Parse(locality);
        return this;
    }

    /// <summary>Makes the pod one that is not ready.</summary>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder AsNotReady() => Set(_workload with { Ready = false });

    /// <summary>Makes the pod one without Istio proxy.</summary>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder AsOutsideMesh() => Set(_workload with { InMesh = false });

    /// <summary>Makes the pod one that is a gateway: an Istio proxy without an application.</summary>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder AsGateway() => Set(_workload with { IsGateway = true });

    /// <summary>Names the workload that the pod is of.</summary>
    /// <param name="name">The workload's name.</param>
    /// <param name="kind">Its kind. Default: <c>Deployment</c>.</param>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder OfWorkload(string name, string kind = "Deployment")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(kind);
        return Set(_workload with { Owner = $"{kind}/{name}" });
    }

    /// <summary>Says what the pod's containers ask for and may use together.</summary>
    /// <param name="resources">The amounts.</param>
    /// <returns>This builder.</returns>
    public InventoryWorkloadBuilder WithResources(PodResources resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return Set(_workload with { Resources = resources });
    }

    internal WorkloadInfo Build(Locality cluster, Dictionary<string, NodeInfo> nodes, string path, List<Diagnostic> diagnostics)
    {
        string name = $"{_workload.Namespace}/{_workload.Name}";
        if (_workload.Node.Length > 0 && !nodes.ContainsKey(_workload.Node))
        {
            diagnostics.Add(InventoryDiagnostics.UnknownNode.At(
                $"{path}/workloads/{name}", $"The pod runs on node '{_workload.Node}', which is not declared.",
                "Declare the node or leave OnNode away."));
        }

        return _workload with
        {
            // The injector writes the label; only by it istiod knows who speaks mutual TLS.
            Labels = _workload.InMesh && !_workload.Labels.ContainsKey(TlsModeLabel) ? _workload.Labels.With(TlsModeLabel, "istio")
                : _workload.Labels,
            Locality = _locality is { } own ? DeclaredLocality.In(own, "Pod", name)
                : nodes.TryGetValue(_workload.Node, out NodeInfo? node) ? node.Locality
                : DeclaredLocality.In(cluster, "Pod", name),
        };
    }

    private InventoryWorkloadBuilder Set(WorkloadInfo workload)
    {
        _workload = workload;
        return this;
    }
}

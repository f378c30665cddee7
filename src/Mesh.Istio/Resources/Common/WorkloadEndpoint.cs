using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>An endpoint of a <see cref="ServiceEntry"/>, or the template of a <see cref="WorkloadGroup"/>'s workloads.</summary>
public sealed record WorkloadEndpoint : IMessage<WorkloadEndpoint>, IWorkload
{
    /// <summary>The address: an IP, a name, or <c>unix://</c> with the path of a socket. May be absent where a network is given.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// The network it is in. Absent: directly reachable. istiod replaces the address by the network's gateway as soon as it knows one.
    /// </summary>
    public string? Network { get; init; }

    /// <summary>Its locality, <c>region/zone/subzone</c>.</summary>
    public string? Locality { get; init; }

    /// <summary>Its ports, by the name of the service's port.</summary>
    public ValueMap<uint> Ports { get; init; }

    /// <summary>Its share of the traffic relative to the other endpoints; 1 when absent or 0.</summary>
    public uint? Weight { get; init; }

    /// <summary>The service account of the workload, which gives it mutual TLS in the mesh.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>Its labels; a service's selector and subsets go by them.</summary>
    public ValueMap<string> Labels { get; init; }

    void IMessage.Write(FieldWriter fields) => WorkloadFields.Write(fields, this);

    static WorkloadEndpoint IMessage<WorkloadEndpoint>.Read(FieldReader fields) => WorkloadFields.Read(fields);
}

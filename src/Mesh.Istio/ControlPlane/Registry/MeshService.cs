using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>A service of the mesh, from Kubernetes or from a ServiceEntry: istiod's <c>model.Service</c>.</summary>
internal sealed record MeshService
{
    public required string Host { get; init; }

    public required string Namespace { get; init; }

    /// <summary>The name that orders services: the Service's, or the host of a ServiceEntry.</summary>
    public required string Name { get; init; }

    /// <summary>The object for people: <c>Service ns/name</c> or <c>ServiceEntry ns/name</c>.</summary>
    public required string Source { get; init; }

    public bool FromKubernetes { get; init; }

    public bool External { get; init; }

    public ServiceResolution Resolution { get; init; }

    public TrafficDistribution Distribution { get; init; }

    public ValueList<MeshPort> Ports { get; init; }

    public ValueList<string> ExportTo { get; init; }

    public ValueMap<string> Labels { get; init; }

    public ValueMap<string> Selector { get; init; }

    /// <summary>Identities that the service itself names, beside those of its endpoints.</summary>
    public ValueList<string> Accounts { get; init; }

    /// <summary>Virtual addresses.</summary>
    public ValueList<string> Addresses { get; init; }

    /// <summary>The host that a service of type ExternalName stands for; empty for any other.</summary>
    public string AliasOf { get; init; } = "";

    /// <summary>Whether hosts of the answer are raced (annotation <c>istio.io/connect-strategy</c>).</summary>
    public bool RacesAddresses { get; init; }

    public MeshPort? FindPort(int number)
    {
        foreach (MeshPort port in Ports)
        {
            if (port.Number == number)
            {
                return port;
            }
        }

        return null;
    }
}

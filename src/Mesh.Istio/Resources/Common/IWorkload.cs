namespace Mesh.Istio.Resources;

/// <summary>The fields that <see cref="WorkloadEntry"/> and <see cref="WorkloadEndpoint"/> share.</summary>
internal interface IWorkload
{
    string? Address { get; }

    string? Network { get; }

    string? Locality { get; }

    ValueMap<uint> Ports { get; }

    uint? Weight { get; }

    string? ServiceAccount { get; }

    ValueMap<string> Labels { get; }
}

using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>A service on its way to be exposed: who exposes it, and what is usable where.</summary>
internal sealed class ServiceDraft(ServiceName name, string workspacePath)
{
    public ServiceName Name { get; } = name;

    public string WorkspacePath { get; } = workspacePath;

    /// <summary>The east-west gateways that expose it, in the order of their paths.</summary>
    public List<EastWestEntry> Entries { get; } = [];

    /// <summary>The Services that were selected, by cluster.</summary>
    public SortedDictionary<string, ServiceInfo> Found { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the finding about it belongs.</summary>
    public string Path => ModelPath.Short(Entries[0].Path);
}

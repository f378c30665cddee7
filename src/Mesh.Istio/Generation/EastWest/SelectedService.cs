using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>A service that east-west gateways name or select, before anybody has looked whether it is usable.</summary>
/// <param name="Name">The service.</param>
/// <param name="Entries">The gateways that expose it, in the order of their paths.</param>
/// <param name="Found">The Services that were selected, by cluster in ordinal order.</param>
internal sealed record SelectedService(ServiceName Name, ValueList<EastWestEntry> Entries, IReadOnlyDictionary<string, ServiceInfo> Found)
{
    public WorkspaceEntry Workspace => Entries[0].Workspace;

    /// <summary>Whether somebody wants its calls to go from pod to pod.</summary>
    public bool IsPodToPod => Entries.Any(entry => entry.Gateway.PodToPod == true);

    /// <summary>Where the finding about it belongs.</summary>
    public string Path => Entries[0].Path;
}

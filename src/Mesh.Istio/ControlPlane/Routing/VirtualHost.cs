namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A virtual host with its domains and its routes in order.</summary>
internal sealed class VirtualHost(string name, IEnumerable<string> domains)
{
    public string Name { get; } = name;

    public List<string> Domains { get; } = [.. domains];

    public List<RouteEntry> Routes { get; } = [];

    /// <summary>Whether plain requests are redirected to https.</summary>
    public bool RequiresTls { get; set; }
}

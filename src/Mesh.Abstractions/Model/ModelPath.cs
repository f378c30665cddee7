namespace Mesh;

/// <summary>
/// The paths of a model's objects. The full form, <c>organizations/O/tenants/T/workspaces/W/gateways/G/servers/S</c>, identifies an object
/// and is what generated names are hashed from; the short form leaves <c>organizations/O/</c> out and is what diagnostics show.
/// </summary>
public static class ModelPath
{
    /// <summary>The full path of an organization.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <returns><c>organizations/O</c>.</returns>
    public static string Organization(string organization) => $"organizations/{organization}";

    /// <summary>The full path of a cluster.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns><c>organizations/O/clusters/C</c>.</returns>
    public static string Cluster(string organization, string cluster) => $"organizations/{organization}/clusters/{cluster}";

    /// <summary>The full path of a tenant.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="tenant">The tenant's name.</param>
    /// <returns><c>organizations/O/tenants/T</c>.</returns>
    public static string Tenant(string organization, string tenant) => $"organizations/{organization}/tenants/{tenant}";

    /// <summary>The full path of a workspace.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="workspace">The workspace's name.</param>
    /// <returns><c>organizations/O/tenants/T/workspaces/W</c>.</returns>
    public static string Workspace(string organization, string tenant, string workspace) =>
        $"organizations/{organization}/tenants/{tenant}/workspaces/{workspace}";

    /// <summary>The full path of a gateway.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="workspace">The workspace's name.</param>
    /// <param name="gateway">The gateway's name.</param>
    /// <returns><c>organizations/O/tenants/T/workspaces/W/gateways/G</c>.</returns>
    public static string Gateway(string organization, string tenant, string workspace, string gateway) =>
        $"organizations/{organization}/tenants/{tenant}/workspaces/{workspace}/gateways/{gateway}";

    /// <summary>The full path of an east-west gateway.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="workspace">The workspace's name.</param>
    /// <param name="gateway">The east-west gateway's name.</param>
    /// <returns><c>organizations/O/tenants/T/workspaces/W/eastWestGateways/G</c>.</returns>
    public static string EastWestGateway(string organization, string tenant, string workspace, string gateway) =>
        $"organizations/{organization}/tenants/{tenant}/workspaces/{workspace}/eastWestGateways/{gateway}";

    /// <summary>The full path of a service's settings.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="workspace">The workspace's name.</param>
    /// <param name="service">The service.</param>
    /// <returns><c>organizations/O/tenants/T/workspaces/W/serviceSettings/NAME.NAMESPACE</c>.</returns>
    public static string ServiceSettings(string organization, string tenant, string workspace, ServiceName service) =>
        $"organizations/{organization}/tenants/{tenant}/workspaces/{workspace}/serviceSettings/{service.Name}.{service.Namespace}";

    /// <summary>The full path of a server of a gateway.</summary>
    /// <param name="organization">The organization's name.</param>
    /// <param name="tenant">The tenant's name.</param>
    /// <param name="workspace">The workspace's name.</param>
    /// <param name="gateway">The gateway's name.</param>
    /// <param name="server">The server's name.</param>
    /// <returns><c>organizations/O/tenants/T/workspaces/W/gateways/G/servers/S</c>.</returns>
    public static string Server(string organization, string tenant, string workspace, string gateway, string server) =>
        $"organizations/{organization}/tenants/{tenant}/workspaces/{workspace}/gateways/{gateway}/servers/{server}";

    /// <summary>The short form of a path, as diagnostics show it.</summary>
    /// <param name="path">A full path.</param>
    /// <returns>The path without <c>organizations/O/</c>; the organization's own path and other text as they are.</returns>
    public static string Short(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        const string Root = "organizations/";
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return path;
        }

        int slash = path.IndexOf('/', Root.Length);
        return slash < 0 ? path : path[(slash + 1)..];
    }

    /// <summary>
    /// A name as a part of a path. A name with a slash or a star is no name, and must not look like the path of something else, or of all.
    /// </summary>
    internal static string Part(string name) =>
        name.Replace("/", "%2F", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal);
}

using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>
/// In one cluster a host is served once, whatever the port: on the shared port 15443 hosts are told apart by SNI alone. Hosts that differ only in
/// dots and dashes would give the objects of the mesh's namespace one name.
/// </summary>
internal sealed class DuplicateHostnameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<string, ServerSite> group in model.Servers
            .GroupBy(site => site.Server.Hostname.Replace('.', '-'), StringComparer.OrdinalIgnoreCase))
        {
            ServerSite first = group.First();
            if (group.Skip(1).Any())
            {
                CheckNames(first, group, found);
                foreach (IGrouping<string, ServerSite> same in group.GroupBy(site => site.Server.Hostname, StringComparer.OrdinalIgnoreCase))
                {
                    CheckHost(same, found);
                }
            }
        }
    }

    private static void CheckNames(ServerSite first, IEnumerable<ServerSite> group, List<Diagnostic> found)
    {
        foreach (ServerSite site in group.Where(site => !site.Server.Hostname.Equals(first.Server.Hostname, StringComparison.OrdinalIgnoreCase)))
        {
            found.Add(ModelDiagnostics.HostNameConflict.At(
                site.At("hostname"), $"hostname '{site.Server.Hostname}' differs only in dots and dashes from '{first.Server.Hostname}' of server '{first.Path}'.",
                "Rename one of the two hosts: their generated objects would have the same name."));
        }
    }

    private static void CheckHost(IEnumerable<ServerSite> servers, List<Diagnostic> found)
    {
        var byCluster = new Dictionary<int, ServerSite>();
        var byGateway = new Dictionary<GatewaySite, ServerSite>();
        foreach (ServerSite site in servers)
        {
            ServerSite? other = byGateway.GetValueOrDefault(site.Gateway);
            foreach (int cluster in site.Gateway.Clusters)
            {
                other ??= byCluster.GetValueOrDefault(cluster);
                byCluster.TryAdd(cluster, site);
            }

            byGateway.TryAdd(site.Gateway, site);
            if (other is not null)
            {
                found.Add(ModelDiagnostics.DuplicateHostname.At(
                    site.At("hostname"), $"hostname '{site.Server.Hostname}' is served by server '{other.Path}' too, in the same cluster.",
                    "Keep one server per host; several ports of one host meet on the shared port 15443."));
            }
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// A gateway serves a host once, whatever the port, because on the shared port 15443 hosts are told apart by SNI alone; and a host belongs to one
/// workspace. Whether two gateways of a workspace meet in one cluster depends on where their namespaces exist: that is generation's to find out.
/// </summary>
internal sealed class DuplicateHostnameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<string, ServerSite> servers in model.Servers.GroupBy(site => site.Server.Hostname, StringComparer.OrdinalIgnoreCase))
        {
            ServerSite first = servers.First();
            var byGateway = new Dictionary<GatewaySite, ServerSite>();
            foreach (ServerSite site in servers)
            {
                ServerSite other = byGateway.GetValueOrDefault(site.Gateway) ?? first;
                if (byGateway.TryAdd(site.Gateway, site) && other.Gateway.Workspace == site.Gateway.Workspace)
                {
                    continue;
                }

                found.Add(ModelDiagnostics.DuplicateHostname.At(
                    site.At("hostname"),
                    $"hostname '{site.Server.Hostname}' is served by server '{other.Path}' too.",
                    other.Gateway == site.Gateway
                        ? "Keep one server per host on a gateway; several ports of one host meet on the shared port 15443."
                        : "A host belongs to one workspace: give one of the servers another host."));
            }
        }
    }
}

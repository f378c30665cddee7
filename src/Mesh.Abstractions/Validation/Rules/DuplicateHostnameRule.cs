using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// A gateway serves a host once, whatever the port, because on the shared port 15443 hosts are told apart by SNI alone; and a host belongs
/// to one workspace. Whether two gateways of a workspace meet in one cluster depends on where their namespaces exist: that is generation's
/// to find out.
/// </summary>
internal sealed class DuplicateHostnameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<string, ServerEntry> servers in model.Servers.GroupBy(
            entry => entry.Server.Hostname, StringComparer.OrdinalIgnoreCase))
        {
            ServerEntry first = servers.First();
            var byGateway = new Dictionary<GatewayEntry, ServerEntry>();
            foreach (ServerEntry entry in servers)
            {
                ServerEntry other = byGateway.GetValueOrDefault(entry.Gateway) ?? first;
                if (byGateway.TryAdd(entry.Gateway, entry) && other.Gateway.Workspace == entry.Gateway.Workspace)
                {
                    continue;
                }

                found.Add(ModelDiagnostics.DuplicateHostname.At(
                    entry.At("hostname"),
                    $"hostname '{entry.Server.Hostname}' is served by server '{other.Path}' too.",
                    other.Gateway == entry.Gateway
                        ? "Keep one server per host on a gateway; several ports of one host meet on the shared port 15443."
                        : "A host belongs to one workspace: give one of the servers another host."));
            }
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// A gateway serves a host once, whatever the port, because on the shared port 15443 hosts are told apart by SNI alone; and a host belongs
/// to one workspace. Whether two gateways of a workspace meet in one cluster depends on where their namespaces exist: that is generation's
/// to find out.
/// </summary>
/// <remarks>
/// Of two workspaces the one whose tenant was given a domain for the host has it; else neither has, as no order of a file says whose it is.
/// </remarks>
internal sealed class DuplicateHostnameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<string, ServerEntry> servers in model.Servers.GroupBy(
            entry => entry.Server.Hostname, StringComparer.OrdinalIgnoreCase))
        {
            var byGateway = new Dictionary<GatewayEntry, ServerEntry>();
            foreach (ServerEntry entry in servers)
            {
                if (!byGateway.TryAdd(entry.Gateway, entry))
                {
                    Report(entry, byGateway[entry.Gateway], found);
                }
            }

            if (byGateway.Count > 1)
            {
                CheckOwners([.. byGateway.Values], found);
            }
        }
    }

    private static void CheckOwners(ServerEntry[] servers, List<Diagnostic> found)
    {
        ServerEntry[] rightful = [.. servers.Where(HostnameRule.IsInDomains)];
        ServerEntry[] strongest = Array.Exists(rightful, WasGiven) ? [.. rightful.Where(WasGiven)] : rightful;
        WorkspaceEntry[] owners = [.. strongest.Select(entry => entry.Gateway.Workspace).Distinct()];
        foreach (ServerEntry entry in rightful)
        {
            if ((owners.Length > 1 || entry.Gateway.Workspace != owners[0])
                && Array.Find(strongest, other => other.Gateway.Workspace != entry.Gateway.Workspace) is { } other)
            {
                Report(entry, other, found);
            }
        }
    }

    // The list of a workspace is its own word, and that of an organization gives the host to all.
    private static bool WasGiven(ServerEntry entry) => !entry.Gateway.Workspace.Tenant.Tenant.Domains.IsEmpty;

    private static void Report(ServerEntry entry, ServerEntry other, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.DuplicateHostname.At(
            entry.At("hostname"),
            $"hostname '{entry.Server.Hostname}' is served by server '{other.Path}' too.",
            other.Gateway == entry.Gateway
                ? "Keep one server per host on a gateway; several ports of one host meet on the shared port 15443."
                : "A host belongs to one workspace: give one of the servers another host, or give the tenant that it belongs to a "
                    + "domain for it."));
}

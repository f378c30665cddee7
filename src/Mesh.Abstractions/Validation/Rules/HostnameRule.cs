using System.Net;
using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Hosts are full DNS names: they become SNI, Host header and ServiceEntry host, which take nothing else in common.</summary>
internal sealed class HostnameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            string host = entry.Server.Hostname;
            if (Fault(host) is var (fault, help) && fault.Length > 0)
            {
                found.Add(ModelDiagnostics.InvalidHostname.At(entry.At("hostname"), $"hostname '{host}' {fault}.", help));
            }
            else if (model.ServiceNames.Fault(host) is { } own)
            {
                found.Add(OfCluster(entry, own));
            }
            else if (!IsInDomains(entry) && entry.Gateway.Workspace.Domains is var domains && domains.All(DomainRule.IsValid))
            {
                found.Add(OwnershipDiagnostics.HostOutsideDomains.At(
                    entry.At("hostname"),
                    $"hostname '{host}' lies in none of the domains of the workspace: {string.Join(", ", domains.Take(10))}.",
                    "Give the server a host in one of them, or let whoever sets the domains add one."));
            }
        }
    }

    /// <summary>The finding about a host that is a name of the cluster's own.</summary>
    public static Diagnostic OfCluster(ServerEntry entry, string fault) => ModelDiagnostics.ClusterLocalHostname.At(
        entry.At("hostname"), $"hostname '{entry.Server.Hostname}' {fault}; the gateway's host would take the calls of that service.",
        "Give the gateway a host of its own, for example 'details.example.com'.");

    /// <summary>Whether a server's host may be its workspace's: it has no domains, or the host lies in one of them.</summary>
    public static bool IsInDomains(ServerEntry entry) =>
        entry.Gateway.Workspace.Domains is var domains
        && (domains.IsEmpty || domains.Any(domain => DomainPattern.Matches(domain, entry.Server.Hostname)));

    private static (string Fault, string Help) Fault(string host)
    {
        const string Example = "Use a full DNS name such as 'details.example.com'.";
        if (host.Length == 0)
        {
            return ("is empty", Example);
        }

        if (host.Contains('*', StringComparison.Ordinal))
        {
            return ("is a wildcard", "Write one server per host: between clusters the host is told by SNI, so it must be exact.");
        }

        if (host.Contains("://", StringComparison.Ordinal) || host.Contains('/', StringComparison.Ordinal))
        {
            return ("is a URL", "Leave scheme and path out; match paths in routes.");
        }

        if (IPAddress.TryParse(host, out _))
        {
            return ("is an IP address", Example);
        }

        if (host.Contains(':', StringComparison.Ordinal))
        {
            return ("holds a port", "Leave the port out and set it with the server's port.");
        }

        if (host.EndsWith('.'))
        {
            return ("ends with a dot", "Leave the last dot out.");
        }

        if (host.AsSpan().ContainsAnyInRange('A', 'Z'))
        {
            return ("holds upper-case letters", $"Write '{host.ToLowerInvariant()}'.");
        }

        return FaultOfLabels(host, Example);
    }

    private static (string Fault, string Help) FaultOfLabels(string host, string example)
    {
        if (host.Length > Syntax.HostLength)
        {
            return ("is longer than 253 characters", "DNS names are no longer than that.");
        }

        if (!host.Contains('.', StringComparison.Ordinal))
        {
            return ("is a short name", example);
        }

        foreach (Range part in host.AsSpan().Split('.'))
        {
            if (!Syntax.IsDnsLabel(host.AsSpan()[part]))
            {
                return ($"holds '{host.AsSpan()[part]}', which is not a DNS label",
                    "Use letters, digits and dashes, at most 63 between two dots.");
            }
        }

        return host.AsSpan(host.LastIndexOf('.') + 1).ContainsAnyExceptInRange('0', '9') ? ("", "") : ("ends with digits only", example);
    }
}

using System.Net;
using Mesh.Inventories;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Failures;

/// <summary>The addresses that a client itself dials, where its proxy passes on to whatever was dialled.</summary>
internal static class DialledAddresses
{
    /// <summary>Whether a host is an address that is dialled as it is.</summary>
    public static bool IsAddress(string host) => IPAddress.TryParse(host, out _) && host.AsSpan().IndexOfAny('.', ':') >= 0;

    /// <summary>
    /// The address itself; for the name of a headless Service, those of its ready pods, as the DNS of the client's cluster says. Of them a
    /// client takes any. <see langword="null"/> where nobody knows what a name stands for.
    /// </summary>
    /// <param name="cluster">The client's cluster.</param>
    /// <param name="backends">The pods behind the cluster's Services.</param>
    /// <param name="dialled">What the client dials: an address or a host.</param>
    /// <param name="host">The full name of the host.</param>
    /// <param name="port">The port.</param>
    /// <param name="domain">The cluster's DNS domain.</param>
    public static ValueList<LocalityEndpoint>? Of(
        ClusterInventory? cluster, Backends? backends, string dialled, string host, int port, string domain)
    {
        if (IsAddress(dialled))
        {
            return [new LocalityEndpoint(dialled, port)];
        }

        ServiceInfo? service = backends is null ? null : Service(backends, host, domain);
        return service is not { Headless: true } ? null
            : backends!.Of(service).Where(backend => backend.Ready)
                .Select(backend => backend.Pod?.Address is { Length: > 0 } address ? address
                    : cluster!.Endpoints.FirstOrDefault(endpoint => BackendKey.Of(cluster.Name, endpoint) == backend.Key)?.Address ?? "")
                .Where(address => address.Length > 0)
                .Select(address => new LocalityEndpoint(address, port))
                .ToValueList();
    }

    /// <summary>The Service of a full name.</summary>
    public static ServiceInfo? Service(Backends backends, string host, string domain)
    {
        string suffix = $".svc.{domain}";
        string[] name = host.EndsWith(suffix, StringComparison.Ordinal) ? host[..^suffix.Length].Split('.') : [];
        return name.Length != 2 ? null : backends.Service(name[1], name[0]);
    }
}

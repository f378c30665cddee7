using System.Net;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Where a client's sidecar sends requests for a host.</summary>
/// <param name="Service">What the client's istiod knows by the host; <see langword="null"/> for nothing.</param>
/// <param name="Port">The port of it; <see langword="null"/> when it has none of that number.</param>
/// <param name="Result">The decisions of the proxy.</param>
internal sealed record ClientRoute(MeshService? Service, MeshPort? Port, CallResult Result)
{
    /// <summary>The request as it comes to the proxy; <see langword="null"/> where it does not look at HTTP.</summary>
    public ProxyCall? Call { get; init; }

    /// <summary>Whether the proxy sees requests and status codes, and not only bytes.</summary>
    public bool IsHttp => Port?.Protocol.IsHttpOrSniffed() ?? true;

    /// <summary>Whether the proxy has no host of its own for the requests; they are passed through or refused.</summary>
    public bool IsForUnknownHost =>
        Port is null && Result.Rule is null && Result.Targets.All(target => ClusterName.IsForUnknownHosts(target.Cluster));

    /// <summary>Asks the proxy.</summary>
    /// <param name="view">The client's proxy.</param>
    /// <param name="host">The host as the client writes it.</param>
    /// <param name="port">The port that it calls.</param>
    /// <param name="request">The requests.</param>
    /// <param name="address">The address that the client dials; <see langword="null"/> for the first that its istiod knows.</param>
    public static ClientRoute Of(ProxyConfig view, string host, int port, Request request, string? address = null)
    {
        bool isAddress = IPAddress.TryParse(host, out _);
        MeshService? service = isAddress ? ServiceAt(view, host, port) : FindService(view, host);
        MeshPort? found = service?.FindPort(port);
        address = isAddress ? host : address;
        if (found is not null && !found.Protocol.IsHttpOrSniffed())
        {
            return new ClientRoute(service, found, Connection(view, service!, found, address));
        }

        var call = new ProxyCall
        {
            Port = port,
            Host = HostHeader.Of(host, port, isTls: false),
            Request = request,
            Address = address ?? AddressOf(service),
        };
        CallResult result = view.Route(call);
        // A port that HTTP services do not share has a listener only for the service's own address.
        bool hasNoListener = found is not null && result.Cluster is { } cluster && ClusterName.IsForUnknownHosts(cluster);
        return new ClientRoute(service, found, hasNoListener ? Connection(view, service!, found!, address) : result) { Call = call };
    }

    /// <summary>The address that a client dials for a host; empty when its istiod knows none.</summary>
    public static string AddressOf(ProxyConfig view, string host) =>
        IPAddress.TryParse(host, out _) ? host : AddressOf(FindService(view, host));

    private static string AddressOf(MeshService? service) => service is { Addresses.IsEmpty: false } ? service.Addresses[0] : "";

    /// <summary>What has a virtual address; of several that share it the one with the port.</summary>
    private static MeshService? ServiceAt(ProxyConfig view, string address, int port) =>
        view.Scope.ServicesAt(address).FirstOrDefault(service => service.FindPort(port) is not null);

    // A name is completed as the resolver of a pod completes it.
    private static MeshService? FindService(ProxyConfig view, string host)
    {
        string domain = view.Index.Settings.Domain;
        MeshService? found = view.Scope.FindService(host)
            ?? view.Scope.FindService($"{host}.{view.Proxy.Namespace}.svc.{domain}")
            ?? view.Scope.FindService($"{host}.svc.{domain}")
            ?? view.Scope.FindService($"{host}.{domain}");

        // Another name leads to what it stands for, which has the ports.
        return found is { AliasOf.Length: > 0 } ? view.Scope.FindService(found.AliasOf) : found;
    }

    private static CallResult Connection(ProxyConfig view, MeshService service, MeshPort port, string? address) =>
        new SidecarRouter(view).Connection(
            service, port, new ProxyCall { Port = port.Number, Address = address ?? AddressOf(service) }, new CallResult());
}

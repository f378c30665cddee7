using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>A listener of a Gateway, or of a ListenerSet, as a parent of routes.</summary>
/// <param name="Owner">The Gateway or the ListenerSet.</param>
/// <param name="Name">The name of the listener.</param>
/// <param name="Port">The port.</param>
/// <param name="Hosts">The hosts for every namespace that may have routes, as <c>namespace/host</c>.</param>
/// <param name="Kinds">The kinds of routes that may attach.</param>
internal sealed record Listener(ApiObject Owner, string Name, uint Port, ValueList<string> Hosts, ValueList<string> Kinds)
{
    /// <summary>The Gateway whose pods serve it: the owner, or the one that the ListenerSet is for.</summary>
    public required ApiObject Gateway { get; init; }

    /// <summary>The protocol.</summary>
    public required string Protocol { get; init; }

    /// <summary>The host; <c>*</c> for all.</summary>
    public required string Host { get; init; }

    /// <summary>The server; <see langword="null"/> where a certificate may not be used, so that nothing listens.</summary>
    public Server? Server { get; init; }

    /// <summary>The name of the Gateway that istiod makes of the listener.</summary>
    public string GatewayName => $"{Owner.Name}~{DerivedNames.Mark}~{Name}";

    /// <summary>The same with its namespace, as VirtualServices name it.</summary>
    public string FullName => $"{Owner.Namespace}/{GatewayName}";

    /// <summary>
    /// Whether a reference to the parent means this listener, and it takes the route (istio <c>gateway/conversion.go</c>
    /// referenceAllowed): one host of the route is enough.
    /// </summary>
    public bool Takes(ApiObject route, Field reference)
    {
        if ((reference["port"].Number is { } port && port != Port)
            || (reference["sectionName"].Text is { Length: > 0 } section && section != Name)
            || !Kinds.Contains(route.Kind))
        {
            return false;
        }

        string[] hosts = [.. route.Spec["hostnames"].Items.Select(host => host.Text ?? "")];
        return (hosts.Length > 0 ? hosts : ["*"]).Any(wanted => Hosts.Any(host => IsFor(host, route.Namespace)
            && HostName.Matches(Server.NameOf(host), wanted)));
    }

    /// <summary>Whether a host is served by another listener of the port that names it more exactly: this one never sees it.</summary>
    public bool LeavesTo(Listener other, string host) => other.Gateway == Gateway && other.Port == Port && other.Protocol == Protocol
        && other.Host != Host && HostName.IsSubsetOf(other.Host, Host) && HostName.IsSubsetOf(host, other.Host);

    private static bool IsFor(string host, string namespaceName) =>
        host.StartsWith("*/", StringComparison.Ordinal) || host.StartsWith($"{namespaceName}/", StringComparison.Ordinal);
}

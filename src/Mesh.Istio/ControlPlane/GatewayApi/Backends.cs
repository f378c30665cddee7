using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>What the backends of routes mean (istio <c>gateway/conversion.go</c> buildDestination).</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="route">The route that names them.</param>
/// <param name="isForMesh">Whether it is for calls inside of the mesh, which need no grant.</param>
internal sealed class Backends(ApiCluster cluster, ApiObject route, bool isForMesh)
{
    /// <summary>The destination of what may not be used or is of a kind that istiod does not know: no such cluster exists.</summary>
    private static readonly Destination Unknown = new() { Host = "" };

    /// <summary>The destination of a TCP route whose weights are all 0.</summary>
    public static Destination Nowhere { get; } = new()
    {
        Host = "internal.cluster.local",
        Subset = "zero-weight",
        Port = new PortSelector { Number = 65535 },
    };

    /// <summary>The backends with a weight above 0; <see langword="null"/> where one makes istiod drop the whole route.</summary>
    public List<(Destination Destination, int Weight, Field Reference)>? Of(Field rule)
    {
        var found = new List<(Destination Destination, int Weight, Field Reference)>();
        foreach (Field reference in rule["backendRefs"].Items)
        {
            int weight = (int)(reference["weight"].Number ?? 1);
            if (weight == 0)
            {
                continue;
            }

            if (Resolve(reference) is not { } destination)
            {
                return null;
            }

            found.Add((destination, weight, reference));
        }

        return found;
    }

    /// <summary>The destination of a mirror; <see langword="null"/> where there is none, so that nothing is copied.</summary>
    public Destination? OfMirror(Field reference) =>
        Resolve(reference) is { Host.Length: > 0 } destination && !IsMissing(reference) ? destination : null;

    private bool IsMissing(Field reference) => cluster.KnowsServices && reference["kind"].Text is null or "Service"
        && cluster.Service(reference["namespace"].Text ?? route.Namespace, reference["name"].Text ?? "") is null;

    private Destination? Resolve(Field reference)
    {
        string kind = reference["kind"].Text ?? "Service";
        string name = reference["name"].Text ?? "";
        string home = reference["namespace"].Text ?? route.Namespace;
        if (!isForMesh && !cluster.IsGranted(route, route.Kind, kind, home, name))
        {
            return Unknown;
        }

        string? host = (reference["group"].Text ?? "", kind) switch
        {
            ("", "Service") => name.Contains('.', StringComparison.Ordinal) ? null : cluster.HostOf(home, name),
            ("networking.istio.io", "Hostname") => reference["namespace"].Exists ? "" : name,
            ("multicluster.x-k8s.io", "ServiceImport") => cluster.HostOf(home, name),
            _ => "",
        };
        return host is { Length: 0 } ? Unknown
            : host is null || reference["port"].Number is not { } port ? null
            : new Destination { Host = host, Port = new PortSelector { Number = port } };
    }
}

namespace Mesh.Istio.Pictures.Views;

/// <summary>The ways that resources describe.</summary>
internal enum WayKind
{
    /// <summary>From a host to who is behind an endpoint's address.</summary>
    Endpoint,

    /// <summary>From a host to the gateway of the same cluster that serves it.</summary>
    Served,

    /// <summary>From a host to a service behind that gateway.</summary>
    Behind,
}

namespace Mesh.Istio.ControlPlane;

/// <summary>
/// HTTP/2 to the endpoints of a cluster; <see langword="null"/> means not sent, so that dead connections are not looked for.
/// </summary>
/// <param name="KeepaliveInterval"><c>connection_keepalive.interval</c>: the time between PING frames.</param>
/// <param name="KeepaliveTimeout"><c>connection_keepalive.timeout</c>: how long the answer to one may take.</param>
public sealed record EnvoyHttp2(TimeSpan? KeepaliveInterval, TimeSpan? KeepaliveTimeout);

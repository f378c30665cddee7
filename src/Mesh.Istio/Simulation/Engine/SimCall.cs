using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// A request as it is on its way between two proxies. Two are the same only when they are one: a route keeps what it sends.
/// </summary>
/// <param name="host">The host of the service that is called.</param>
/// <param name="request">The request.</param>
/// <param name="authority">Its host as proxies see it.</param>
internal sealed class SimCall(string host, Request request, string authority)
{
    public string Host { get; } = host;

    public Request Request { get; } = request;

    public string Authority { get; } = authority;

    /// <summary>The path before the last route that changed it, which access logs show.</summary>
    public string OriginalPath { get; private init; } = request.Path;

    /// <summary>The same as a route sends it on to one of its targets.</summary>
    public SimCall Via(WeightedTarget target)
    {
        if (target.Request is not { } sent)
        {
            return this;
        }

        string authority = sent.Authority ?? Authority;
        string named = HostHeader.WithoutPort(authority);
        return new SimCall(named == HostHeader.WithoutPort(Authority) ? Host : named, sent, authority)
        {
            OriginalPath = sent.Path == Request.Path ? OriginalPath : Request.Path,
        };
    }

    /// <summary>The same with what a gateway tells about its caller, whose identity then is the gateway's own.</summary>
    public SimCall With(Request passed, ValueMap<string> headers) =>
        new(Host, passed with { Identity = null, Headers = headers }, Authority) { OriginalPath = OriginalPath };
}

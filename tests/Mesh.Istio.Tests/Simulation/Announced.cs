using Mesh.Istio.Failures;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>What the diagnostics of a case say that a failure costs.</summary>
internal static class Announced
{
    private const string Hangs = "MG017";
    private const string ByStatus = "MG076";
    private const string ConnectionsLost = "MG093";
    private const string EndedAtGateway = "MG090";
    private const string TooFewTries = "MG071";
    private const string OwnRuleLeftOut = "MG073";
    private const string SharesWithoutFallback = "MG057";

    /// <summary>Whether requests that may be repeated may fail.</summary>
    internal static bool Lost(string[] codes, PortProtocol protocol, FailureKind? kind) => kind switch
    {
        _ when !protocol.IsHttpOrSniffed() => Has(codes, ConnectionsLost, EndedAtGateway),
        _ when protocol == PortProtocol.Grpc => Has(codes, ByStatus),
        FailureKind.Hangs or FailureKind.ApplicationHangs or FailureKind.Silent => Has(codes, Hangs, OwnRuleLeftOut),
        _ => Has(codes, TooFewTries, OwnRuleLeftOut, SharesWithoutFallback),
    };

    /// <summary>Whether the model itself says so: it has repeats of its own, which leave out what a gateway answers.</summary>
    internal static bool IsAskedFor(ValueList<IstioObject> objects, string host)
    {
        HttpRoute[] routes = [.. objects.OfType<VirtualService>().Where(routes => routes.Gateways.IsEmpty && routes.Hosts.Contains(host))
            .SelectMany(routes => routes.Http)];
        return routes.Length > 0
            && !Array.Exists(routes, route => route.Retries?.RetryOn?.Contains("gateway-error", StringComparison.Ordinal) == true);
    }

    /// <summary>Whether what was executed may be executed again.</summary>
    internal static bool Repeated(string[] codes, PortProtocol protocol) => protocol == PortProtocol.Grpc && Has(codes, ByStatus);

    private static bool Has(string[] codes, params string[] any) => any.Any(codes.Contains);
}

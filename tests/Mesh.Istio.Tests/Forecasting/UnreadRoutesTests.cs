using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>What the Gateway API routes and Mesh cannot follow is named, instead of something else being blamed.</summary>
public class UnreadRoutesTests
{
    private static readonly Inventory Observed = new()
    {
        Clusters =
        [
            Observed() with { Services = [Service("door", "1.2.3.4"), Service("details")], Workloads = [Pod("client"), Pod("door")] },
        ],
    };

    [Fact]
    public void A_gateway_without_listener_may_be_one_of_the_Gateway_API()
    {
        Forecast forecast = Forecaster(Route("Gateway")).ForGateway(East, "shop/door").To("host.example.com", 80).Now();

        Assert.True(forecast.IsUnknown);
        Diagnostic finding = Assert.Single(forecast.Diagnostics);
        Assert.Equal((ForecastDiagnostics.RoutesUnread.Code, DiagnosticSeverity.Error), (finding.Code, finding.Severity));
        Assert.DoesNotContain(forecast.Losses, loss => loss.Reason.Contains("listener", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_such_objects_the_listener_is_missing()
    {
        Forecast forecast = Forecaster("").ForGateway(East, "shop/door").To("host.example.com", 80).Now();

        Assert.Equal(ForecastDiagnostics.NotRouted.Code, Assert.Single(forecast.Diagnostics).Code);
    }

    [Fact]
    public void A_call_inside_of_the_mesh_is_answered_and_routes_whose_parent_is_not_known_are_named()
    {
        Forecast routed = Forecaster(Route("ServiceEntry")).ForClient(East, "shop/client").To("host.example.com", 80).Now();
        Forecast plain = Forecaster(Route("Gateway")).ForClient(East, "shop/client").To("host.example.com", 80).Now();

        Assert.False(routed.IsUnknown);
        Assert.Contains(routed.Diagnostics, finding => finding.Code == ForecastDiagnostics.RoutesUnread.Code);
        Assert.DoesNotContain(plain.Diagnostics, finding => finding.Code == ForecastDiagnostics.RoutesUnread.Code);
    }

    private static Forecaster Forecaster(string more) =>
        new(new MeshResources { Clusters = [Read(East, Good + more)] }, Observed);

    private static string Route(string parent) => $$"""
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: details, namespace: shop }
        spec: { parentRefs: [{ kind: {{parent}}, name: details }] }
        ---

        """;
}

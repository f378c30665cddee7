using Mesh.Istio.ControlPlane;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Forecasting;
using static Mesh.Istio.Tests.Forecasting.AccessMesh;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>Requests that policies deny and connections that nobody takes fail in a simulation too.</summary>
public class AccessSimulationTests
{
    private const string PlainText = """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: api, namespace: shop }
        spec: { host: api.shop.svc.cluster.local, trafficPolicy: { tls: { mode: DISABLE } } }
        ---

        """;

    [Fact]
    public void What_no_rule_allows_is_answered_with_403()
    {
        Assert.Equal([403], Statuses(AllowWeb, "shop/other"));
        Assert.Equal([200], Statuses(AllowWeb, "front/web"));
    }

    [Fact]
    public void The_request_that_is_sent_counts() =>
        Assert.Equal([403], Statuses(DenyAdmin, "front/web", request => request.WithPath("/admin")));

    [Fact]
    public void Plain_text_to_mutual_tls_is_answered_with_503()
    {
        Assert.Equal([503], Statuses(Strict + PlainText, "front/web"));
        Assert.Equal([200], Statuses(Strict, "front/web"));
    }

    private static SortedSet<int> Statuses(string yaml, string client, Action<RequestBuilder>? request = null)
    {
        var statuses = new SortedSet<int>();
        new Simulator(AccessMesh.Resources(yaml), AccessMesh.Inventory()).ForClient("east", client)
            .To("api.shop", 80, request ?? (static _ => { }))
            .WithRequests(done => statuses.Add(done.Status)).Run();
        return statuses;
    }
}

using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Tables and proofs are about every route of a host, not only about the one that a GET / takes.</summary>
public class EveryRouteTests
{
    private const string Routes = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: routes, namespace: shop }
        spec:
          hosts: [a]
          http:
          - name: canary
            match: [{ headers: { x-tester: { exact: 'yes' } } }]
            route: [{ destination: { host: b } }]
            rewrite: { uri: /canary }
          - match: [{ uri: { prefix: /api }, method: { exact: POST } }]
            route: [{ destination: { host: b } }]
          - route: [{ destination: { host: a } }]
        ---

        """;

    [Fact]
    public void A_table_has_a_row_for_each_route_and_names_it()
    {
        ForecastTable table = Forecaster(Routes).ForCalls(calls => calls.AddEveryClient("a", 9080)).Table(_ => { });

        Assert.Equal(
            ["GET / with x-tester: yes; route canary, 1 of 3", "POST /api; route 2 of 3", "GET /; route 3 of 3"],
            table.Rows.Where(row => row.Client == "east shop/client").Select(row => row.Request));
        Assert.Contains("east shop/client to a:9080 (POST /api; route 2 of 3)", table.ToString(), StringComparison.Ordinal);
        Assert.Equal(table, ForecastTable.FromJson(table.ToJson()));
    }

    [Fact]
    public void A_host_with_one_route_keeps_its_row()
    {
        ForecastTable table = Forecaster("").ForCalls(calls => calls.AddEveryClient("a", 9080)).Table(_ => { });
        Assert.Equal("", Assert.Single(table.Rows, row => row.Client == "east shop/client").Request);
    }

    [Fact]
    public void Routes_that_differ_in_retries_alone_are_one()
    {
        string retries = Routes[..Routes.IndexOf("  - name", StringComparison.Ordinal)]
            + "  - match: [{ method: { exact: POST } }]\n    route: [{ destination: { host: a } }]\n    retries: { attempts: 0 }\n"
            + "  - route: [{ destination: { host: a } }]\n---\n";
        ForecastTable table = Forecaster(retries).ForCalls(calls => calls.AddEveryClient("a", 9080)).Table(_ => { });
        Assert.Equal("", Assert.Single(table.Rows, row => row.Client == "east shop/client").Request);
    }

    [Fact]
    public void A_request_that_was_named_is_the_only_one()
    {
        Forecaster forecaster = Forecaster(Routes);
        ForecastQuery query = forecaster.ForClient("east", "shop/client").To("a", 9080, r => r.WithPath("/"));
        Assert.Equal(1, forecaster.ForCalls(calls => calls.Add(query)).Count);
        Assert.Equal(3, forecaster.ForCalls(calls => calls.Add(forecaster.ForClient("east", "shop/client").To("a", 9080))).Count);
    }

    [Fact]
    public void A_proof_finds_the_route_that_does_not_survive()
    {
        string canary = Routes.Replace("- match: [{ uri", "- directResponse: { status: 503 }\n    match: [{ uri", StringComparison.Ordinal)
            .Replace("method: { exact: POST } }]\n    route: [{ destination: { host: b } }]", "method: { exact: POST } }]",
                StringComparison.Ordinal);
        SurvivalProof proof = Forecaster(canary).ForClient("east", "shop/client").To("a", 9080).SurvivesAny(0);

        Assert.Equal(3, proof.Calls);
        Assert.Equal("POST /api", proof.Counterexample?.Request);
        Assert.Contains("(POST /api; route 2 of 3)", proof.ToString(), StringComparison.Ordinal);
        Assert.True(Forecaster(canary).ForClient("east", "shop/client").To("a", 9080, r => r.WithPath("/")).SurvivesAny(0).Survives);
    }

    [Fact]
    public void A_route_that_no_request_takes_is_an_assumption()
    {
        string hidden = Routes.Replace("{ uri: { prefix: /api }, method: { exact: POST } }",
            "{ headers: { x-tester: { exact: 'yes' } } }", StringComparison.Ordinal);
        SurvivalProof proof = Forecaster(hidden).ForClient("east", "shop/client").To("a", 9080).SurvivesAny(0);

        Assert.Equal(2, proof.Calls);
        Assert.Equal("no request takes the route 2 of 3 of a for east shop/client: none was found", Assert.Single(proof.Assumptions));
    }

    private static Forecaster Forecaster(string yaml) => new(RequestForecastTests.Resources(yaml), RequestForecastTests.Inventory);
}

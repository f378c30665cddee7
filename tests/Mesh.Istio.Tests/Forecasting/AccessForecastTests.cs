using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
using static Mesh.Istio.Tests.Forecasting.AccessMesh;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Whether calls may be made: at pods, through gateways, with what is known and what is not.</summary>
public class AccessForecastTests
{
    [Fact]
    public void A_caller_that_a_rule_names_may_call()
    {
        AccessAnswer answer = May(AllowWeb, "front/web");

        Assert.Equal((CallVerdict.Allowed, "shop/web#0"), (answer.Verdict, answer.Decides!.Rule));
        Assert.Equal(0, Ask(AllowWeb, "front/web").Now().LostPercent);
    }

    [Fact]
    public void A_caller_that_no_rule_names_may_not_and_its_requests_are_lost()
    {
        AccessAnswer answer = May(AllowWeb, "shop/other");
        Forecast forecast = Ask(AllowWeb, "shop/other").Now();

        Assert.Equal((CallVerdict.Denied, "none", "pod shop/api-0"), (answer.Verdict, answer.Decides!.Rule, answer.Decides.Place));
        Assert.Equal((ForecastLossKind.Denied, 100.0), (Assert.Single(forecast.Losses).Kind, forecast.LostPercent));
        Assert.Equal(["MF015"], forecast.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void The_request_that_is_asked_about_counts()
    {
        Assert.Equal(CallVerdict.Allowed, May(DenyAdmin, "front/web").Verdict);
        Assert.Equal("shop/admin#0", May(DenyAdmin, "front/web", request => request.WithPath("/admin/users?x=1")).Decides!.Rule);
    }

    [Fact]
    public void Plain_text_to_mutual_tls_is_refused()
    {
        const string Plain = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: { name: api, namespace: shop }
            spec: { host: api.shop.svc.cluster.local, trafficPolicy: { tls: { mode: DISABLE } } }
            ---

            """;
        Forecast forecast = Ask(Strict + Plain, "front/web").Now();

        Assert.Equal(CallVerdict.Refused, May(Strict + Plain, "front/web").Verdict);
        Assert.Equal((100.0, "MF016"), (forecast.LostPercent, Assert.Single(forecast.Diagnostics).Code));
        Assert.Equal(CallVerdict.Allowed, May(Strict, "front/web").Verdict);
        Assert.Equal(CallVerdict.Refused, May(Strict, "front/web", request => request.WithIdentity("")).Verdict);
    }

    [Fact]
    public void Tls_to_a_pod_without_sidecar_is_refused()
    {
        const string Rule = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: { name: plain, namespace: shop }
            spec: { host: plain.shop.svc.cluster.local, trafficPolicy: { tls: { mode: ISTIO_MUTUAL } } }
            ---

            """;

        Assert.Equal(CallVerdict.Allowed, Query("", "front/web", "plain.shop").MayCall().Verdict);
        Assert.Equal(CallVerdict.Refused, Query(Rule, "front/web", "plain.shop").MayCall().Verdict);
    }

    [Fact]
    public void What_an_authorizer_or_a_token_decides_is_unknown_and_said()
    {
        const string Token = """
            apiVersion: security.istio.io/v1
            kind: RequestAuthentication
            metadata: { name: jwt, namespace: shop }
            spec: { jwtRules: [{ issuer: https://issuer.example, jwksUri: https://issuer.example/keys }] }
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: { name: token, namespace: shop }
            spec: { rules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }] }
            ---

            """;
        AccessAnswer answer = May(Token, "front/web");
        Forecast forecast = Ask(Token, "front/web").Now();

        Assert.Equal(CallVerdict.Unknown, answer.Verdict);
        Assert.Contains("shop/token#0", Assert.Single(answer.Assumptions), StringComparison.Ordinal);
        Assert.Equal((0.0, "MF017"), (forecast.LostPercent, Assert.Single(forecast.Diagnostics).Code));
    }

    [Fact]
    public void A_pod_behind_a_gateway_sees_the_gateway()
    {
        const string AllowGateway = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: { name: gateway, namespace: shop }
            spec: { rules: [{ from: [{ source: { principals: [cluster.local/ns/edge/sa/edge] } }] }] }
            ---

            """;
        ForecastQuery Through(string yaml) => Forecaster(Edge + yaml).ForGateway("east", "edge/edge").To("api.example.com");

        Assert.Equal(CallVerdict.Allowed, Through(AllowGateway).MayCall().Verdict);
        Assert.Equal(CallVerdict.Denied, May(AllowGateway, "front/web").Verdict);
        Assert.Equal("pod shop/api-0", Through(AllowWeb).MayCall().Decides!.Place);
    }

    [Fact]
    public void A_gateway_itself_can_deny()
    {
        const string DenyAtGateway = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: { name: closed, namespace: edge }
            spec: { action: DENY, rules: [{ to: [{ operation: { hosts: [api.example.com] } }] }] }
            ---

            """;
        ForecastQuery query = Forecaster(Edge + DenyAtGateway).ForGateway("east", "edge/edge").To("api.example.com");

        Assert.Equal(("gateway edge/edge-0", "edge/closed#0"), (query.MayCall().Decides!.Place, query.MayCall().Decides!.Rule));
        Assert.Equal(100, query.Now().LostPercent);
    }

    [Fact]
    public void An_answer_is_text_and_json()
    {
        AccessAnswer answer = May(AllowWeb, "shop/other");

        Assert.Equal("east shop/other to api.shop:80: denied\n  pod shop/api-0 in east: no ALLOW rule matches", answer.ToString());
        Assert.Equal(answer, AccessAnswer.FromJson(answer.ToJson()));
    }

    private static AccessAnswer May(string yaml, string client, Action<RequestBuilder>? request = null) =>
        Query(yaml, client, "api.shop", request).MayCall();

    private static ForecastQuery Ask(string yaml, string client) => Query(yaml, client, "api.shop");

    private static ForecastQuery Query(string yaml, string client, string host, Action<RequestBuilder>? request = null) =>
        request is null ? Forecaster(yaml).ForClient("east", client).To(host)
        : Forecaster(yaml).ForClient("east", client).To(host, 80, request);

    private static Forecaster Forecaster(string yaml) => new(AccessMesh.Resources(yaml), AccessMesh.Inventory());
}

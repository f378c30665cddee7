using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>What a question says of the bearer token decides; what it does not say is assumed, and said.</summary>
public class TokenTests
{
    private const string Policies = """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: { name: tokens, namespace: shop }
        spec: { jwtRules: [{ issuer: https://id.example, jwksUri: https://id.example/keys, audiences: [shop] }] }
        ---
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: tokens, namespace: shop }
        spec:
          rules:
          - from: [{ source: { requestPrincipals: ["https://id.example/*"] } }]
            when: [{ key: "request.auth.claims[realm][roles]", values: [buyer] }]
        ---

        """;

    [Fact]
    public void Claims_that_are_said_decide()
    {
        AssertAnswer(CallVerdict.Allowed, 0, request => Good(request));
        AssertAnswer(CallVerdict.Denied, 100, request => request.WithoutToken());
        AssertAnswer(CallVerdict.Denied, 100, request => Token(request).WithClaim("realm][roles", "seller"));
        AssertAnswer(CallVerdict.Denied, 100, request => Token(request));
        // 401: another issuer, another audience.
        AssertAnswer(CallVerdict.Denied, 100, request => request.WithClaim("iss", "https://other.example").WithClaim("sub", "jo"));
        AssertAnswer(CallVerdict.Denied, 100, request => request.WithClaim("iss", "https://id.example").WithClaim("aud", "other"));
    }

    [Fact]
    public void What_nobody_says_is_assumed_and_said()
    {
        ForecastQuery query = Forecaster().ForClient("east", "front/web").To("api.shop");

        Assert.Equal(CallVerdict.Unknown, query.MayCall().Verdict);
        Assert.Contains("the claims of its token are not known", Assert.Single(query.Now().Assumptions), StringComparison.Ordinal);
        Assert.Empty(Forecaster().ForClient("east", "front/web").To("api.shop", 80, request => Good(request)).Now().Assumptions);
    }

    [Fact]
    public void The_request_in_words_names_its_token()
    {
        Assert.Equal("GET / with token iss=a, groups=b+c", new Request
        {
            Claims = ValueMap.Create<ValueList<string>>([new("iss", ["a"]), new("groups", ["b", "c"])]),
        }.ToString().Replace("groups=b+c, iss=a", "iss=a, groups=b+c", StringComparison.Ordinal));
    }

    private static RequestBuilder Token(RequestBuilder request) =>
        request.WithClaim("iss", "https://id.example").WithClaim("sub", "jo").WithClaim("aud", "shop", "other");

    private static RequestBuilder Good(RequestBuilder request) => Token(request).WithClaim("realm][roles", "viewer", "buyer");

    private static void AssertAnswer(CallVerdict verdict, double lost, Action<RequestBuilder> request)
    {
        ForecastQuery query = Forecaster().ForClient("east", "front/web").To("api.shop", 80, request);
        Assert.Equal(verdict, query.MayCall().Verdict);
        Assert.Equal(lost, query.Now().LostPercent);
        SimulationResult simulated = new Simulator(AccessMesh.Resources(Policies), AccessMesh.Inventory())
            .ForClient("east", "front/web").To("api.shop", 80, request).Run();
        Assert.Equal(lost, 100.0 * simulated.Failed / simulated.Requests);
    }

    private static Forecaster Forecaster() => new(AccessMesh.Resources(Policies), AccessMesh.Inventory());
}

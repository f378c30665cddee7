using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Certificates that have expired: who sees it, in forecasts and in simulations alike.</summary>
public class ExpiredCertificateTests
{
    private const string Https = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: edge }
        spec:
          selector: { istio: edge }
          servers:
          - port: { number: 80, name: http, protocol: HTTP }
            hosts: [api.example.com]
          - port: { number: 443, name: https, protocol: HTTPS }
            hosts: [api.example.com]
            tls: { mode: SIMPLE, credentialName: api-cert }
          - port: { number: 443, name: other, protocol: HTTPS }
            hosts: [other.example.com]
            tls: { mode: SIMPLE, credentialName: other-cert }
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: edge, namespace: edge }
        spec:
          hosts: [api.example.com]
          gateways: [edge]
          http:
          - route: [{ destination: { host: api.shop.svc.cluster.local, port: { number: 80 } } }]
        ---

        """;

    [Fact]
    public void Callers_from_outside_refuse_a_gateway_whose_certificate_has_expired()
    {
        AssertLost(0, 443, _ => { });
        AssertLost(100, 443, failure => failure.CertificateExpired("east", "api-cert"));
        // Another server's certificate is theirs, and plain text has none.
        AssertLost(0, 443, failure => failure.CertificateExpired("east", "other-cert"));
        AssertLost(0, 80, failure => failure.CertificateExpired("east", "api-cert"));
        Assert.Contains(
            "its certificate api-cert has expired",
            Gateway(443).When(failure => failure.CertificateExpired("east", "api-cert")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Mutual_tls_fails_where_workload_certificates_have_expired_and_plain_text_passes()
    {
        static void Expired(FailureBuilder failure) => failure.WorkloadCertificatesExpired("east");

        Assert.Equal(100, Client("api.shop").When(Expired).LostPercent);
        Assert.Equal(0, Client("plain.shop").When(Expired).LostPercent);
        Assert.Equal(0, Client("api.shop").Now().LostPercent);
        foreach ((string host, double lost) in (IEnumerable<(string, double)>)[("api.shop", 100), ("plain.shop", 0)])
        {
            SimulationResult simulated = new Simulator(AccessMesh.Resources(Https), AccessMesh.Inventory())
                .ForClient("east", "front/web").To(host).At(TimeSpan.Zero, Expired).Run();
            Assert.Equal(lost, 100.0 * simulated.Failed / simulated.Requests);
        }
    }

    [Fact]
    public void Connections_that_stand_go_on()
    {
        SimulationResult simulated = new Simulator(AccessMesh.Resources(Https), AccessMesh.Inventory())
            .ForClient("east", "front/web").To("api.shop")
            .At(TimeSpan.FromSeconds(5), failure => failure.WorkloadCertificatesExpired("east")).Run();

        Assert.Equal(0, simulated.Failed);
    }

    [Fact]
    public void A_certificate_that_no_Gateway_names_makes_the_answer_unknown()
    {
        Forecast forecast = Gateway(443).When(failure => failure.CertificateExpired("east", "api-cart"));

        Assert.True(forecast.IsUnknown);
        Assert.Contains("api-cert", forecast.Diagnostics.Single().ToString(), StringComparison.Ordinal);
        Assert.True(Client("api.shop").When(failure => failure.WorkloadCertificatesExpired("nowhere")).IsUnknown);
    }

    [Fact]
    public void A_proof_makes_certificates_expire_where_it_is_asked_to_and_says_so_where_not()
    {
        Assert.False(Gateway(443).SurvivesAny(1, FailureScopes.Certificates).Survives);
        Assert.Contains("certificates", Gateway(443).SurvivesAny(1).NotFailed);
    }

    private static void AssertLost(double lost, int port, Action<FailureBuilder> failure)
    {
        Assert.Equal(lost, Gateway(port).When(failure).LostPercent);
        SimulationResult simulated = new Simulator(AccessMesh.Resources(Https), AccessMesh.Inventory())
            .ForGateway("east", "edge/edge").To("api.example.com", port).At(TimeSpan.FromSeconds(1), failure)
            .WithCallsAt([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)]).Run();
        Assert.Equal(lost, 100.0 * simulated.Failed / simulated.Requests);
    }

    private static ForecastQuery Gateway(int port) => new Forecaster(AccessMesh.Resources(Https), AccessMesh.Inventory())
        .ForGateway("east", "edge/edge").To("api.example.com", port);

    private static ForecastQuery Client(string host) => new Forecaster(AccessMesh.Resources(Https), AccessMesh.Inventory())
        .ForClient("east", "front/web").To(host);
}

using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>Once everything has settled, a simulation answers as the forecast says, over HTTP, gRPC and TCP.</summary>
public class ProtocolProperties
{
    private const string Service = "bookinfo-backend/details";
    private const string Gateway = "bookinfo-backend/ingress-bookinfo";

    // Ejected endpoints come back now and then and cost a few requests each time.
    private const double Tolerance = 6;

    private static readonly FailureKind[] Kinds =
    [
        // Pods that nothing comes back from cost the gateway's connect timeout at every return, which no share shows.
        FailureKind.Refused, FailureKind.Answers503, FailureKind.ApplicationDown, FailureKind.ApplicationHangs,
    ];

    private static readonly Gen<Action<FailureBuilder>> Failures = Gen.OneOf(
        Gen.OneOf([.. Kinds.Select(kind => Gen.Const(kind))]).Select(kind => (Action<FailureBuilder>)(failure =>
            failure.PodsFail("aws", Service, kind))),
        Gen.OneOf(Gen.Const(FailureKind.Refused), Gen.Const(FailureKind.Hangs), Gen.Const(FailureKind.Silent)).Select(kind =>
            (Action<FailureBuilder>)(failure => failure.PodsFail("aws", Gateway, kind))),
        Gen.Const<Action<FailureBuilder>>(failure => failure.ServiceScaledToZero("aws", Service)),
        Gen.Const<Action<FailureBuilder>>(failure => failure.GatewayDown("aws", Gateway)),
        Gen.Const<Action<FailureBuilder>>(failure => failure.ClusterDown("gcp")),
        Gen.Const<Action<FailureBuilder>>(_ => { }));

    private static readonly (string? Port, string? Backend)[] Protocols = [(null, null), ("GRPC", "grpc"), ("TCP", "tcp")];

    [Fact]
    public void Once_settled_a_simulation_answers_as_the_forecast_says()
    {
        Gen.Select(Gen.OneOf([.. Protocols.Select(protocol => Gen.Const(protocol))]), Failures, Gen.ULong).Sample(
            (protocol, failure, seed) =>
            {
                (MeshResources resources, Inventory inventory) = WireMeshes.Article(port: protocol.Port, backend: protocol.Backend);
                Forecast forecast = new Forecaster(resources, inventory).ForClient("aws", Client).To(Details).When(failure);
                var settled = new List<SimulatedRequest>();
                new Simulator(resources, inventory).ForClient("aws",
                    Client).To(Details).WithRate(10).WithSeed(seed).For(TimeSpan.FromSeconds(200))
                    .At(TimeSpan.Zero, failure).WithRequests(request => Keep(settled, request)).Run();
                return ((string[])["aws", "gcp"]).All(cluster => Math.Abs(
                    forecast.Shares.Where(share => share.Cluster == cluster).Sum(share => share.Percent)
                    - (100.0 * settled.Count(request => request.Cluster == cluster) / settled.Count)) <= Tolerance);
            },
            iter: 60);
    }

    private static void Keep(List<SimulatedRequest> settled, SimulatedRequest request)
    {
        if (request.Started >= TimeSpan.FromSeconds(140))
        {
            settled.Add(request);
        }
    }
}

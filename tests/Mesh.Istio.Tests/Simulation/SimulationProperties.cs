using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Simulation;

public class SimulationProperties
{
    private static readonly Gen<Action<FailureBuilder>> Failures = Gen.OneOf<Action<FailureBuilder>>(
        Gen.Enum<FailureKind>()
            .Select(kind => (Action<FailureBuilder>)(failure => failure.PodsFail("aws", "bookinfo-backend/details", kind, 1))),
        Gen.Enum<FailureKind>()
            .Select(kind => (Action<FailureBuilder>)(failure => failure.PodsFail("gcp", "bookinfo-backend/ingress-bookinfo", kind))),
        Gen.OneOf(Gen.Const("aws"), Gen.Const("gcp")).Select(cluster => (Action<FailureBuilder>)(failure => failure.ClusterDown(cluster))),
        Gen.OneOf(Gen.Const("aws"), Gen.Const("gcp"))
            .Select(cluster => (Action<FailureBuilder>)(failure => failure.NotReady(cluster, "bookinfo-backend/details"))),
        Gen.Const<Action<FailureBuilder>>(
            failure => failure.PathDown("aws", "gcp").GatewayDown("aws", "bookinfo-backend/ingress-bookinfo")),
        Gen.Const<Action<FailureBuilder>>(failure => failure.RegionDown("us-west1")));

    [Fact]
    public void Every_request_ends_once_whatever_happens()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        Gen.Select(Failures.Array[0, 4], Gen.Int[1, 40], Gen.ULong, Gen.Bool).Sample(
            (failures, rate, seed, gives) =>
            {
                long ended = 0;
                SimulationBuilder simulation = new Simulator(resources, inventory)
                    .ForClient("aws", Client)
                    .To(Details)
                    .WithRate(rate)
                    .WithSeed(seed)
                    .WithRequests(_ => ended++);
                for (int i = 0; i < failures.Length; i++)
                {
                    simulation.At(TimeSpan.FromSeconds(i * 2), failures[i]);
                }

                _ = gives ? simulation.WithCallerTimeout(TimeSpan.FromSeconds(3)) : simulation;
                SimulationResult result = simulation.Run();
                return result.Requests == rate * 10 && ended == result.Requests










                    && result.Phases.All(
                        phase => phase.Failed + phase.Destinations.Sum(destination => destination.Requests) == phase.Requests)
                    && result.Retried <= result.Requests;
            },
            iter: 60);
    }
}

using System.Globalization;
using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>
/// On meshes with policies, remote secrets, delegates, egress gateways and several networks forecast, proof and simulation agree. 25 random
/// meshes; MESH_RUNS sets another number.
/// </summary>
public class PolicyMeshProperties
{
    // A share of 200 requests is known to a few percent; one that comes back from an ejection costs a request.
    private const double Tolerance = 8;

    private const FailureScopes Scopes = FailureScopes.Services | FailureScopes.Gateways | FailureScopes.Clusters;

    private static readonly string[] Rules =
    [
        "", "", "",
        "rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/client] } }] }]",
        "rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/door] } }] }]",
        "action: DENY\n  rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/client] } }] }]",
        "rules: [{ to: [{ operation: { paths: [/other] } }] }]",
        "rules: [{ from: [{ source: { namespaces: [shop] } }] }]",
    ];

    private static readonly string[] Peers = ["", "", "PERMISSIVE", "STRICT", "DISABLE"];

    private static readonly Gen<PolicyMesh> Meshes = Gen.Select(
        Gen.Int[0, 2].Array[2, 3], Gen.Int[-4, 1], Gen.Bool.Array[5], Gen.Int[0, Peers.Length - 1], Gen.Int[0, Rules.Length - 1],
        (pods, plain, flags, peer, rule) => new PolicyMesh
        {
            Pods = pods,
            Plain = Math.Max(-1, plain),
            HasNetworks = flags[0],
            HasSecrets = flags[1],
            HasDelegate = flags[2],
            HasEgress = flags[3],
            AtGateway = flags[4],
            Peer = Peers[peer],
            Access = Rules[rule],
        });

    private static readonly Gen<(PolicyMesh Mesh, bool ByName, int Failure, ulong Seed)> Questions =
        Gen.Select(Meshes, Gen.Bool, Gen.Int[0, int.MaxValue], Gen.ULong);

    private static int Runs => int.TryParse(
        Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 25;

    [Fact]
    public void Once_settled_a_simulation_answers_as_the_forecast_says()
    {
        int denied = 0, answered = 0;
        Questions.Sample(
            question =>
            {
                (ForecastQuery call, Action<FailureBuilder>[] failures, MeshResources resources, Inventory inventory) = Ask(question);
                Action<FailureBuilder> failure = Settling(failures, question.Failure);
                Forecast forecast = call.When(failure);
                Assert.Equal(100, forecast.Shares.Sum(share => share.Percent) + forecast.LostPercent, 6);
                SimulatedRequest[] settled = Settled(resources, inventory, question.ByName, failure, question.Seed);
                double answers = 100.0 * settled.Count(request => !request.Failed) / settled.Length;
                Assert.True(
                    Math.Abs(100 - forecast.LostPercent - answers) <= Tolerance,
                    $"{question.Mesh} by name {question.ByName} failure {question.Failure}\nanswered: {answers}\n{forecast.Explain()}\n"
                        + string.Join('\n', settled.Take(5)));

                // A share is named after the gateway that its requests come to, which may pass them on to another cluster.
                bool isNamed = !question.Mesh.HasEgress && (question.ByName || !question.Mesh.HasSecrets);
                foreach (string cluster in isNamed ? inventory.Clusters.Select(cluster => cluster.Name) : [])
                {
                    double simulated = 100.0 * settled.Count(request => !request.Failed && request.Cluster == cluster) / settled.Length;
                    Assert.True(
                        Math.Abs(forecast.PercentTo(cluster) - simulated) <= Tolerance,
                        $"{question.Mesh} by name {question.ByName} failure {question.Failure}\n{cluster}: {simulated}\n"
                            + $"{forecast.Explain()}\n" + string.Join('\n', settled.Take(5)));
                }

                Interlocked.Add(ref denied, forecast.Losses.Any(loss => loss.Kind == ForecastLossKind.Denied) ? 1 : 0);
                Interlocked.Add(ref answered, forecast.Shares.IsEmpty ? 0 : 1);
            },
            iter: Runs);

        Assert.True(denied > 0 && answered > 0, "Nothing was denied or nothing answered, so the property says nothing.");
    }

    [Fact]
    public void A_counterexample_fails_in_the_simulator_and_what_survives_loses_nothing_there()
    {
        int survived = 0, lost = 0;
        Questions.Sample(
            question =>
            {
                (ForecastQuery call, Action<FailureBuilder>[] failures, MeshResources resources, Inventory inventory) = Ask(question);
                SurvivalProof proof = call.SurvivesAny(1, Scopes, TestContext.Current.CancellationToken);
                if (proof.IsUnknown)
                {
                    return;
                }

                Forecast? told = proof.Counterexample;
                Action<FailureBuilder> failure = told is null ? Settling(failures, question.Failure)
                    : told.Failures.IsEmpty ? Nothing
                    : failures.First(one => call.When(one).Failures == told.Failures);
                SimulatedRequest[] settled = Settled(resources, inventory, question.ByName, failure, question.Seed);
                Assert.True(
                    settled.Any(request => request.Failed) != proof.Survives,
                    $"{question.Mesh} by name {question.ByName}\n{proof}\n{string.Join('\n', settled.Where(one => one.Failed).Take(5))}");
                Interlocked.Add(ref survived, proof.Survives ? 1 : 0);
                Interlocked.Add(ref lost, proof.Survives ? 0 : 1);
            },
            iter: Runs);

        Assert.True(survived > 0 && lost > 0, "No set survived or none lost, so the property says nothing.");
    }

    [Fact]
    public void No_failure_makes_an_assumption_disappear() => Questions.Sample(
        question =>
        {
            (ForecastQuery call, Action<FailureBuilder>[] failures, _, _) = Ask(question);
            string[] observed = [.. call.Now().Assumptions];
            foreach (Forecast forecast in failures.Select(call.When))
            {
                Assert.True(forecast.IsUnknown || observed.All(forecast.Assumptions.Contains), $"{question.Mesh}\n{forecast}");
            }
        },
        iter: Runs);

    // What ends at once, and stays ended: pods that only some requests meet are no steady state.
    private static Action<FailureBuilder> Settling(Action<FailureBuilder>[] failures, int number) =>
        number % 3 == 0 ? Nothing : failures[number % failures.Length];

    private static void Nothing(FailureBuilder failures)
    {
    }

    private static (ForecastQuery Call, Action<FailureBuilder>[] Failures, MeshResources Resources, Inventory Inventory) Ask(
        (PolicyMesh Mesh, bool ByName, int Failure, ulong Seed) question)
    {
        MeshResources resources = question.Mesh.Resources();
        Inventory inventory = question.Mesh.Inventory();
        ForecastQuery call = new Forecaster(resources, inventory).ForClient("c0", PolicyMesh.Client)
            .To(question.ByName ? PolicyMesh.Service : PolicyMesh.Host, 80);
        return (call, [.. EveryFailure.Of(call.Client.Mesh, Scopes)], resources, inventory);
    }

    private static SimulatedRequest[] Settled(
        MeshResources resources, Inventory inventory, bool byName, Action<FailureBuilder> failure, ulong seed)
    {
        var settled = new List<SimulatedRequest>();
        new Simulator(resources, inventory).ForClient("c0", PolicyMesh.Client)
            .To(byName ? PolicyMesh.Service : PolicyMesh.Host, 80).WithRate(10).WithSeed(seed).For(TimeSpan.FromSeconds(80))
            .At(TimeSpan.Zero, failure)
            .WithRequests(request => settled.AddRange(request.Started >= TimeSpan.FromSeconds(60) ? [request] : []))
            .Run();
        return [.. settled];
    }
}

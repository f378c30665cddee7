using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Tests.Generation;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>What is shared, remembered or left out is what asking for every call and every failure alone gives.</summary>
public class SharedAnswerProperties
{
    private const FailureScopes Everything = FailureScopes.All;

    private static readonly Gen<(MeshResources Resources, Inventory Inventory)> Meshes =
        Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue]).Select((model, seed) =>
        {
            Inventory observed = new InventoryRandom(new Random(seed)).For(model);
            Inventory inventory = seed % 3 != 0 ? WithClients(observed) : WithClients(observed).Clusters.Aggregate(
                WithClients(observed), (said, cluster) => said.WithRemoteSecrets(
                    cluster.Name, observed.Clusters.Select(other => other.Name).Where(name => name != cluster.Name).Take(1)));
            return (new IstioGenerator().Generate(model, inventory), inventory);
        });

    [Fact]
    public void A_proof_is_that_of_all_combinations()
    {
        long passedOver = 0;
        Meshes.Sample(
            mesh =>
            {
                ForecastQuery[] calls = [.. Calls(new Forecaster(mesh.Resources, mesh.Inventory)).Take(2)];
                foreach (ForecastQuery call in calls)
                {
                    SurvivalProof proof = call.SurvivesAny(2, Everything, TestContext.Current.CancellationToken);
                    Action<FailureBuilder>[] failures = [.. EveryFailure.Of(call.Client.Mesh, Everything)];
                    (Forecast? first, long covered, string[] assumptions) = All(call, failures);
                    Assert.Equal(first, proof.Counterexample);
                    Assert.Equal(covered, proof.Combinations);
                    Assert.Equal(first?.Assumptions.ToArray() ?? assumptions, proof.Assumptions.ToArray());
                    Assert.InRange(proof.Forecasts, 1, proof.Combinations);
                    Interlocked.Add(ref passedOver, proof.Combinations - proof.Forecasts);
                }
            },
            iter: 150);

        Assert.True(passedOver > 0, "Every combination was forecast, so the property says nothing.");
    }

    [Fact]
    public void No_failure_hides_an_assumption()
    {
        int assumed = 0;
        Meshes.Sample(
            mesh =>
            {
                foreach (ForecastQuery call in Calls(new Forecaster(mesh.Resources, mesh.Inventory)).Take(4))
                {
                    string[] observed = [.. call.Now().Assumptions];
                    Interlocked.Add(ref assumed, observed.Length);
                    foreach (Forecast forecast in EveryFailure.Of(call.Client.Mesh, Everything).Select(call.When))
                    {
                        Assert.True(forecast.IsUnknown || observed.All(forecast.Assumptions.Contains), $"{call.Now()}\n{forecast}");
                        Assert.True(forecast.IsUnknown || call.Now().Diagnostics.Where(ForecastDiagnostics.IsAssumption)
                            .All(forecast.Diagnostics.Contains), $"{forecast}");
                    }
                }
            },
            iter: 60);

        Assert.True(assumed > 0, "Nothing was assumed anywhere, so the property says nothing.");
    }

    [Fact]
    public void A_table_is_that_of_every_call_asked_alone() => Meshes.Sample(
        mesh =>
        {
            var forecaster = new Forecaster(mesh.Resources, mesh.Inventory);
            ForecastQuery[] calls = [.. Calls(forecaster).Take(12)];
            Action<FailureBuilder>[] failures = calls.Length == 0 ? [] : [.. EveryFailure.Of(calls[0].Client.Mesh, Everything)];
            ForecastTable table = forecaster.ForCalls(all => Array.ForEach(calls, call => all.Add(call)))
                .Table(all => all.AddEvery(Everything));
            foreach (ForecastTableRow row in table.Rows)
            {
                ForecastQuery call = calls.First(call => call.Client.Name == row.Client && call.Host == row.Host && call.Port == row.Port);
                if (row.Request.Length == 0)
                {
                    Assert.Equal([call.Now(), .. failures.Select(call.When)], row.Cells);
                }
            }
        },
        iter: 15);

    private static (Forecast? First, long Covered, string[] Assumptions) All(ForecastQuery call, Action<FailureBuilder>[] failures)
    {
        var assumptions = new SortedSet<string>(StringComparer.Ordinal);
        long covered = 0;
        IEnumerable<int[]> combinations = Enumerable.Range(0, failures.Length).SelectMany(
            one => Enumerable.Range(one + 1, failures.Length - one - 1), (one, two) => (int[])[one, two]);
        IEnumerable<int[]> single = Enumerable.Range(0, failures.Length).Select(one => (int[])[one]);
        foreach (int[] chosen in (IEnumerable<int[]>)[[], .. single, .. combinations])
        {
            covered++;
            Forecast forecast = call.When(failure => Array.ForEach(chosen, number => failures[number](failure)));
            assumptions.UnionWith(forecast.Assumptions);
            if (forecast.LosesRequests)
            {
                return (forecast, covered, [.. assumptions]);
            }
        }

        return (null, covered, [.. assumptions]);
    }

    private static IEnumerable<ForecastQuery> Calls(Forecaster forecaster)
    {
        ForecastTable table = forecaster.ForCalls(all => all.AddEverything()).Table(_ => { });
        return table.Rows.Where(row => row.Request.Length == 0 && !row.Client.Contains(" in ", StringComparison.Ordinal))
            .Select(row => forecaster.ForClient(row.Client.Split(' ')[0], row.Client.Split(' ')[1]).To(row.Host, row.Port));
    }

    private static Inventory WithClients(Inventory inventory) => inventory with
    {
        Clusters = inventory.Clusters.Select((cluster, number) => cluster with
        {
            Workloads = cluster.Workloads.Select((pod, i) => pod with
            {
                InMesh = true,
                Address = pod.Address.Length > 0 ? pod.Address : $"10.9.{number}.{i}",
            }).Append(new WorkloadInfo
            {
                Name = "caller-0",
                Namespace = "callers",
                InMesh = true,
                Ready = true,
                Labels = [new("app", "caller")],
                Address = $"10.8.{number}.1",
                Locality = cluster.Nodes[0].Locality,
            }).ToValueList(),
        }).ToValueList(),
    };
}

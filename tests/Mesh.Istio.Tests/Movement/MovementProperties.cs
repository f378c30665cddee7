using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Movement;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Capacity;

namespace Mesh.Istio.Tests.Movement;

/// <summary>
/// Plans of random meshes: each step of one that is possible simulates without a failed request and without a queue that grows; one that is
/// refused says what is short, and works with it. 6 random meshes; MESH_RUNS sets another number.
/// </summary>
public class MovementProperties
{
    [Fact]
    public void Each_step_of_a_possible_plan_simulates_without_a_failed_request_and_a_refused_one_works_with_what_it_names()
    {
        int runs = RandomShop.Runs(6), possible = 0, refused = 0;
        for (int seed = 1; possible < runs; seed++)
        {
            var shop = new RandomShop(seed, isInOnePlace: true);
            var mesh = new MovementMesh(shop.Model, shop.Inventory, shop.DemandOf(shop.Rate));
            MovementPlan plan = Plan(seed, shop, mesh, mayScale: true);
            MovementPlan bare = Plan(seed, shop, mesh, mayScale: false);
            if (!bare.IsFeasible && bare.Diagnostics.Errors.Any(finding => finding.Code == "MC121"))
            {
                refused++;
                AssertWorksWithWhatItNames(seed, shop, mesh, bare);
            }

            if (plan.IsFeasible)
            {
                possible++;
                Simulate(seed, shop, plan);
            }
            else
            {
                Assert.True(plan.Missing is not { IsSolvable: true } || plan.Diagnostics.Errors.Any(finding => finding.Code != "MC121"),
                    $"seed {seed}: {plan}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{possible} possible plans, {refused} refused");
        Assert.True(refused > runs / 10, $"{refused} refused");
    }

    private static MovementPlan Plan(int seed, RandomShop shop, MovementMesh mesh, bool mayScale)
    {
        var options = new MovementOptions { MayScale = mayScale, Headroom = 0.05 };
        string other = shop.Clusters.First(name => name != shop.From);
        return (seed % 3) switch
        {
            0 => MovementPlan.Switch(shop.From, other, mesh, options: options),
            1 => MovementPlan.Evacuate(shop.From, mesh, options: options),
            _ => MovementPlan.Drain(shop.From, mesh, options: options),
        };
    }

    private static void AssertWorksWithWhatItNames(int seed, RandomShop shop, MovementMesh mesh, MovementPlan refused)
    {
        Assert.True(refused.Missing is { IsEmpty: false }, $"seed {seed}: {refused}");
        if (refused.Missing.IsSolvable && refused.Diagnostics.Errors.All(finding => finding.Code == "MC121"))
        {
            MovementPlan then = Plan(seed, shop, mesh with { Inventory = refused.Missing.ApplyTo(mesh.Inventory) }, mayScale: false);
            Assert.True(then.IsFeasible, $"seed {seed}: {then}");
        }
    }

    // All requests of a step go through it at their full rate, in pods that carry what the model says.
    private static void Simulate(int seed, RandomShop shop, MovementPlan plan)
    {
        MeshResources before = plan.Before!;
        Inventory inventory = shop.Inventory;
        foreach (MovementStep step in plan.Steps)
        {
            Inventory then = step.Pods.Aggregate(
                inventory, (all, pods) => all.WithPods(pods.Cluster, pods.Workload, pods.Count, pods.Place));
            SimulationResult result = shop.Capacities.ApplyTo(shop.Ask(new Simulator(before, inventory), shop.Callers().Single()))
                .WithRandomRate(shop.Rate).For(TimeSpan.FromSeconds(20))
                .PushAt(TimeSpan.FromSeconds(5), then).PushAt(TimeSpan.FromSeconds(5), step.Resources!).Run();
            Assert.True(result.Failed == 0 && step.FailedRequests == 0, $"seed {seed}, step {step.Number}: {result}\n{plan}");
            Assert.All(result.Loads.Where(_ => step.Action != MovementAction.Scale), load => Assert.True(
                load.WaitingAtEnd - load.WaitingHalfway < 0.2 * 100 * 10, $"seed {seed}, step {step.Number}: {load}\n{plan}"));
            (before, inventory) = (step.Resources!, then);
        }
    }
}

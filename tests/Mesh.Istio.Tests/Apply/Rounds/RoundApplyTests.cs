using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Apply.ApplyWorld;
using static Mesh.Istio.Tests.Apply.Rounds.RoundObjects;

namespace Mesh.Istio.Tests.Apply.Rounds;

/// <summary>Rounds as the API servers of two clusters see them.</summary>
public class RoundApplyTests
{
    private static readonly IstioObject[] Before = [MeshNamespace, Mongo("mongo", Old), Listener(false), Behind(false)];
    private static readonly IstioObject[] After = [MeshNamespace, Mongo("mongo", New), Rule("own"), Listener(true), Behind(true)];

    [Fact]
    public async Task Each_round_is_made_everywhere_before_the_next_one_begins()
    {
        await using ApplyWorld world = await StartAsync(2);
        Assert.True((await world.Applier().ApplyAsync(world.Resources(Before))).IsComplete);
        List<string> writes = Watch(world);

        ApplyResult result = await world.Applier(new ApplyOptions { MaxConcurrency = 1 }).ApplyAsync(world.Resources(After));

        Assert.True(result.IsComplete, result.ToString());
        string[] second = ["destinationrules/own", "virtualservices/ingress-mongo", "gateways/ingress"];
        string[] third = ["serviceentries/mongo", "virtualservices/ingress-mongo"];
        Assert.Equal(
            [["serviceentries/mongo"], second, third],
            Enumerable.Range(0, 3).Select(round => Of(writes, "east", round)));
        Assert.Equal(Of(writes, "east", 1), Of(writes, "north", 1));
        Assert.Equal(2, writes.Take(2).Select(write => write.Split(' ')[0]).Distinct().Count());
        Assert.Equal(2, writes.TakeLast(4).Count(write => write.EndsWith("serviceentries/mongo", StringComparison.Ordinal)));
        Assert.All(result.Objects.Where(entry => entry.Name == "mongo"), entry => Assert.Equal(ApplyOutcome.Updated, entry.Outcome));
    }

    [Fact]
    public async Task A_cluster_that_is_away_stops_the_next_round_and_the_change_goes_on_when_it_is_back()
    {
        await using ApplyWorld world = await StartAsync(2);
        Assert.True((await world.Applier().ApplyAsync(world.Resources(Before))).IsComplete);
        world.Servers[1].Faults = request => request.Method == "PATCH" ? new Fault(FaultKind.ResetBefore) : null;
        List<string> writes = Watch(world, only: 0);

        ApplyResult stopped = await world.Applier().ApplyAsync(world.Resources(After));

        Assert.False(stopped.IsComplete);
        Assert.Equal(["east serviceentries/mongo"], writes);
        Assert.Contains(stopped.Clusters[0].Diagnostics, finding => finding.Code == "MA040"
            && finding.Message.Contains("'north'", StringComparison.Ordinal));
        Assert.Equal([Old, New], Accounts(world, 0));

        world.Servers[1].Faults = null;
        ApplyResult done = await world.Applier().ApplyAsync(world.Resources(After));

        Assert.True(done.IsComplete, done.ToString());
        Assert.Equal([[New], [New]], new[] { Accounts(world, 0), Accounts(world, 1) });
        Assert.True((await world.Applier().ApplyAsync(world.Resources(After))).Objects.All(
            entry => entry.Outcome == ApplyOutcome.Unchanged));
    }

    [Fact]
    public async Task A_change_that_was_cut_off_in_any_place_ends_where_it_should()
    {
        for (int allowed = 0; allowed < 12; allowed++)
        {
            await using ApplyWorld world = await StartAsync(2);
            Assert.True((await world.Applier().ApplyAsync(world.Resources(Before))).IsComplete);
            int left = allowed;
            foreach (ApiServer server in world.Servers)
            {
                server.Faults = request => request.IsWrite && !request.Path.Contains("/configmaps/", StringComparison.Ordinal)
                    && Interlocked.Decrement(ref left) < 0 ? new Fault(FaultKind.ResetBefore) : null;
            }

            await world.Applier().ApplyAsync(world.Resources(After));
            foreach (ApiServer server in world.Servers)
            {
                server.Faults = null;
            }

            Assert.True((await world.Applier().ApplyAsync(world.Resources(After))).IsComplete);
            Assert.Equal([New], Accounts(world, 0));
        }
    }

    [Fact]
    public async Task A_plan_shows_the_rounds_and_what_each_waits_for()
    {
        await using ApplyWorld world = await StartAsync(2);
        await world.Applier().ApplyAsync(world.Resources(Before));

        ApplyPlan plan = await world.Planner().PlanAsync(world.Resources(After));

        Assert.Equal([1, 2, 3], plan.PlannedRounds.Select(round => round.Number));
        Assert.Equal(["east ServiceEntry shop/mongo", "north ServiceEntry shop/mongo"], plan.PlannedRounds[0].Objects);
        Assert.Equal([[], ["east", "north"], ["east", "north"]], plan.PlannedRounds.Select(round => round.WaitsFor));
        Assert.Contains("east VirtualService shop/ingress-mongo", plan.PlannedRounds[1].Objects);
        Assert.Contains(
            "round 2: everything else, still accepting the old identities; waits until east, north have got the round before",
            plan.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"waitsFor\"", plan.ToJson(), StringComparison.Ordinal);
        Assert.Empty((await world.Planner().PlanAsync(world.Resources(Before))).Rounds);
    }

    [Fact]
    public async Task A_new_name_beside_somebody_elses_public_routes_is_an_error_and_the_old_name_stays()
    {
        await using ApplyWorld world = await StartAsync();
        VirtualService ours = Routes("details");
        VirtualService renamed = ours with { Metadata = ours.Metadata with { Name = "details-2" } };
        VirtualService theirs = ours with { Metadata = new ObjectMeta { Name = "team", Namespace = "shop" } };
        ApplyOptions options = new() { MaxPrunedShare = 1 };
        await world.Applier(options).ApplyAsync(world.Resources(MeshNamespace, ours));
        await world.ApplyAsAsync("team", theirs);

        ApplyPlan plan = await world.Planner(options).PlanAsync(world.Resources(MeshNamespace, renamed));
        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(MeshNamespace, renamed));

        Assert.Contains(plan.Diagnostics, finding => finding.Code == "MA041");
        Assert.Contains(result.Diagnostics, finding => finding.Code == "MA041"
            && finding.Message.Contains("shop/team", StringComparison.Ordinal));
        Assert.NotNull(world.Find(ours));
        Assert.Null(world.Find(renamed));
    }

    [Theory]
    [InlineData(".", "mesh", "details.example.com")]
    [InlineData("*", "shop/own", "details.example.com")]
    [InlineData("*", "mesh", "other.example.com")]
    public async Task A_new_name_beside_routes_that_do_not_compete_is_none(string scope, string gateway, string host)
    {
        await using ApplyWorld world = await StartAsync();
        VirtualService ours = Routes("details");
        VirtualService renamed = ours with { Metadata = ours.Metadata with { Name = "details-2" } };
        ApplyOptions options = new() { MaxPrunedShare = 1 };
        await world.Applier(options).ApplyAsync(world.Resources(MeshNamespace, ours));
        await world.ApplyAsAsync("team", new VirtualService
        {
            Metadata = new ObjectMeta { Name = "team", Namespace = "shop" },
            Hosts = [host],
            Gateways = [gateway],
            ExportTo = [scope],
        });

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(MeshNamespace, renamed));

        Assert.True(result.IsComplete, result.ToString());
        Assert.Null(world.Find(ours));
    }

    // The writes of all servers in their order, but for those to the set's parent.
    private static List<string> Watch(ApplyWorld world, int? only = null)
    {
        var writes = new List<string>();
        for (int i = 0; i < world.Servers.Count; i++)
        {
            if (only is null || only == i)
            {
                string name = world.Servers[i].Name;
                world.Servers[i].Faults = request =>
                {
                    if (request.IsWrite && !request.Path.Contains("/configmaps/", StringComparison.Ordinal))
                    {
                        lock (writes)
                        {
                            writes.Add($"{name} {string.Join('/', request.Path.Split('/')[^2..])}");
                        }
                    }

                    return null;
                };
            }
        }

        return writes;
    }

    // The writes of a server in a round: the first is one write everywhere, the last two.
    private static string[] Of(List<string> writes, string server, int round)
    {
        string[] own = [.. writes.Where(write => write.StartsWith(server, StringComparison.Ordinal)).Select(write => write.Split(' ')[1])];
        return round switch { 0 => own[..1], 1 => own[1..^2], _ => own[^2..] };
    }

    private static string[] Accounts(ApplyWorld world, int server) =>
        [.. world.Find(Mongo("mongo"), world.Servers[server])!["spec"]!["subjectAltNames"]!.AsArray()
            .Select(name => name!.GetValue<string>())];
}

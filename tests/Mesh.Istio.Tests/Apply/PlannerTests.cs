using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

public class PlannerTests
{
    [Fact]
    public async Task A_plan_writes_nothing_and_asks_by_dry_run_only_about_what_differs()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        await world.Applier()
            .ApplyAsync(world.Resources(
                ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b"), ApplyWorld.Rule("gone"), ApplyWorld.Rule("c")));
        world.East.ClearRequests();
        IReadOnlyDictionary<string, string> before = world.East.Dump();

        ApplyPlan plan = await world.Planner()
            .PlanAsync(world.Resources(
                ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b", host: "reviews"), ApplyWorld.Rule("c"),
                ApplyWorld.Rule("new")));

        Assert.Equal(before, world.East.Dump());
        Assert.Equal(
            ["unchanged mesh-multicluster", "unchanged a", "update b", "unchanged c", "create new", "delete gone"],
            plan.Objects.Select(entry => $"{ApplyText.Word(entry.Action)} {entry.Name}"));
        Assert.Equal(
            "spec.host: \"details\" → \"reviews\"", Assert.Single(plan.Objects.Single(entry => entry.Name == "b").Fields).ToString());
        Assert.Equal(
            ["b", "new"],
            world.East.Requests.Where(request => request.IsWrite).Select(
                request => request.Path.Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.All(
            world.East.Requests.Where(request => request.IsWrite),
            request => Assert.Contains("dryRun=All", request.Query, StringComparison.Ordinal));
        Assert.True(plan.HasChanges);
        Assert.False(plan.HasProblems, plan.ToString());
        Assert.Equal(
            """
            update east DestinationRule shop/b
              spec.host: "details" → "reviews"
            create east DestinationRule shop/new
            delete east DestinationRule shop/gone
            1 create, 1 update, 3 unchanged, 1 delete
            """,
            plan.ToString());
    }

    [Fact]
    public async Task A_plan_of_what_is_there_costs_one_list_for_each_kind_and_a_look_at_the_parent()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources resources = world.Resources([
            ApplyWorld.MeshNamespace,
            .. Enumerable.Range(0, 40).SelectMany(i => (IstioObject[])[ApplyWorld.Rule($"r{i}"), ApplyWorld.Routes($"v{i}")])]);
        await world.Applier().ApplyAsync(resources);
        world.East.ClearRequests();

        ApplyPlan plan = await world.Planner().PlanAsync(resources);

        Assert.False(plan.HasChanges, plan.ToString());
        Assert.Equal(
            [
                "/api/v1/namespaces", "/api/v1/namespaces/mesh-multicluster/configmaps/mesh.tetrate",
                "/apis/networking.istio.io/v1/destinationrules", "/apis/networking.istio.io/v1/virtualservices"],
            world.East.Requests.Select(
                request => $"{(request.Method == "GET" ? "" : request.Method)}{request.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_conflict_names_the_manager_and_the_field()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        await world.Applier().ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));
        await world.ApplyAsAsync("team-tool", ApplyWorld.Rule("a", host: "elsewhere"), force: true);

        ApplyPlan plan = await world.Planner().PlanAsync(world.Resources(ApplyWorld.Rule("a")));
        ApplyPlan taking = await world.Planner(new ApplyOptions { ForceConflicts = true }).PlanAsync(world.Resources(ApplyWorld.Rule("a")));

        PlannedObject rule = Assert.Single(plan.Objects);
        Assert.Equal((PlannedAction.Conflict, new FieldConflict("team-tool", ".spec.host")), (rule.Action, Assert.Single(rule.Conflicts)));
        Assert.Contains(
            plan.Diagnostics,
            finding => finding.Code == "MA004" && finding.Message.Contains(
                ".spec.host is owned by \"team-tool\".", StringComparison.Ordinal));
        PlannedObject taken = Assert.Single(taking.Objects);
        Assert.Equal(
            (PlannedAction.Update, "spec.host: \"elsewhere\" → \"details\""), (taken.Action, Assert.Single(taken.Fields).ToString()));
        Assert.Contains("\"action\": \"update\"", taking.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_of_somebody_else_is_a_conflict_even_where_no_field_differs()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        DestinationRule theirs = ApplyWorld.Rule("a") with { Metadata = new ObjectMeta { Name = "a", Namespace = "shop" } };
        await world.ApplyAsAsync("team-tool", theirs);

        ApplyPlan plan = await world.Planner().PlanAsync(world.Resources(ApplyWorld.Rule("a")));

        PlannedObject rule = Assert.Single(plan.Objects);
        Assert.Equal((PlannedAction.Conflict, "team-tool"), (rule.Action, Assert.Single(rule.Conflicts).Manager));
    }

    [Fact]
    public async Task Who_may_only_look_gets_a_plan_that_says_what_is_forbidden()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();

        ApplyPlan plan = await world.Planner(account: "viewer").PlanAsync(world.Resources(ApplyWorld.Rule("a")));
        ApplyPlan lists = await world.Planner(new ApplyOptions { DryRun = false }, "viewer")
            .PlanAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.Equal(PlannedAction.Forbidden, Assert.Single(plan.Objects).Action);
        Assert.Contains(
            "cannot patch resource \"destinationrules\"", Assert.Single(plan.Diagnostics, finding => finding.Code == "MA005").Message,
            StringComparison.Ordinal);
        Assert.Equal(PlannedAction.Create, Assert.Single(lists.Objects).Action);
    }

    [Fact]
    public async Task A_field_of_a_newer_CRD_is_refused_by_an_older_one_in_words_that_name_it()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(
            crds: CustomResources.FromFile(SharedFolder.Find("istio", "crds-1.30.3.yaml")));
        DestinationRule rule = ApplyWorld.Rule("a") with
        {
            TrafficPolicy = new TrafficPolicy { LoadBalancer = new LoadBalancerSettings { ZoneAwareLbSetting = new ZoneAwareLbSetting() } },
        };

        ApplyPlan plan = await world.Planner().PlanAsync(world.Resources(rule));
        int requests = world.East.Requests.Count(request => request.IsWrite);
        ApplyResult result = await world.Applier().ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, rule));

        Assert.Equal((PlannedAction.Invalid, 2), (Assert.Single(plan.Objects).Action, requests));
        Assert.Contains("strict decoding error: unknown field", Assert.Single(plan.Objects).Message, StringComparison.Ordinal);
        Assert.Contains(
            result.Diagnostics, finding => finding.Code == "MA003" && finding.Message.Contains("unknown field", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_applied_at_all_is_said_object_by_object()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(crds: CustomResources.None);
        DestinationRule homeless = ApplyWorld.Rule("a") with { Metadata = ApplyWorld.Meta("a", null) };

        ApplyPlan plan = await world.Planner().PlanAsync(world.Resources(homeless, ApplyWorld.Rule("b"), ApplyWorld.Rule("b")));

        Assert.Equal([PlannedAction.Invalid, PlannedAction.Invalid, PlannedAction.Invalid], plan.Objects.Select(entry => entry.Action));
        Assert.Equal(["MA006", "MA008", "MA008", "MA013"], plan.Diagnostics.Select(finding => finding.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_namespace_that_is_missing_is_told_from_one_that_is_about_to_come()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();

        ApplyPlan plan = await world.Planner()
            .PlanAsync(
                world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a", ns: ApplyWorld.Home), ApplyWorld.Rule("b", ns: "nowhere")));

        Assert.Equal([PlannedAction.Create, PlannedAction.Create, PlannedAction.Invalid], plan.Objects.Select(entry => entry.Action));
        Assert.Equal("MA007", Assert.Single(plan.Diagnostics).Code);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_does_not_keep_the_others_from_being_planned()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(2);
        await world.Servers[1].StopAsync();
        MeshResources resources = world.Resources(ApplyWorld.Rule("a"));

        ApplyPlan plan = await world.Planner()
            .PlanAsync(resources with { Clusters = [.. resources.Clusters, new ClusterResources("unheard-of")] });

        Assert.Equal([PlannedAction.Create, PlannedAction.Unknown], plan.Objects.Select(entry => entry.Action));
        Assert.Equal([true, false, true], plan.Clusters.Select(cluster => cluster.IsKnown));
        Assert.Contains(plan.Diagnostics, finding => finding is { Code: "MA001", Path: "unheard-of" });
        Assert.Contains(plan.Diagnostics, finding => finding.Code == "MA002" && finding.Path.StartsWith("north", StringComparison.Ordinal));
    }
}

using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Movement;
using Mesh.Istio.Tests.Capacity;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Movement;

public class MovementPlanTests
{
    [Fact]
    public void A_drain_for_which_there_is_room_shifts_in_parts_and_then_says_it_in_the_model()
    {
        MovementPlan plan = MovementPlan.Drain("aws", Mesh(100));

        Assert.True(plan is { IsFeasible: true, IsUnknown: false, Missing: null }, plan.ToString());
        Assert.Equal(
            [
                MovementAction.Shift, MovementAction.Shift, MovementAction.Shift, MovementAction.Stop, MovementAction.Verify,
                MovementAction.Hold,
            ],
            plan.Steps.Select(step => step.Action));
        Assert.Equal([10, 30, 100, 100, 100, 100], plan.Steps.Select(step => Math.Round(step.Load.RateOf("gcp"), 3)));
        Assert.Equal(ClusterState.Drained, plan.Steps[3].Model!.Organization.Clusters[0].State);
        Assert.All(plan.Steps, step => Assert.Equal(0, step.FailedRequests));
        Assert.NotEmpty(plan.Steps[0].Changes);
        Assert.Contains("\"action\": \"shift\"", plan.ToJson(), StringComparison.Ordinal);
        Assert.StartsWith(
            "drain aws: possible\n  1. shift 10 % of what comes first to aws to gcp", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pods_that_are_missing_come_first()
    {
        MovementPlan plan = MovementPlan.Drain("aws", Mesh(160, gcp: 1));

        Assert.True(plan.IsFeasible, plan.ToString());
        Assert.Equal((MovementAction.Scale, "scale shop/a in gcp by 1 pod"), (plan.Steps[0].Action, plan.Steps[0].Title));
        Assert.All(plan.Steps, step => Assert.Empty(step.Load.Overloaded()));
        Assert.Contains("gcp needs 1 more pod of shop/a", plan.Missing!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_cannot_work_names_the_step_and_what_is_short_and_works_with_it()
    {
        MovementMesh mesh = Mesh(160, gcp: 1);
        MovementPlan refused = MovementPlan.Drain("aws", mesh, options: new() { MayScale = false });

        Assert.False(refused.IsFeasible);
        Diagnostics.Diagnostic why = refused.Diagnostics.Errors.First();
        Assert.Equal("MC121", why.Code);
        Assert.StartsWith("step 3: shift 100 %", why.Path, StringComparison.Ordinal);
        Assert.Contains("gcp needs 1 more pod of shop/a", why.Help, StringComparison.Ordinal);
        Assert.True(MovementPlan.Drain(
            "aws", mesh with { Inventory = refused.Missing!.ApplyTo(mesh.Inventory) }, options: new() { MayScale = false }).IsFeasible);
    }

    [Fact]
    public void Where_one_cluster_has_too_little_room_several_share()
    {
        MeshModel model = Model(["aws", "azure", "gcp"]);
        Inventory inventory = new InventoryBuilder().AddShop("aws", "us-east-2", Pods(2)).AddShop("azure", "us-east-3", Pods(1))
            .AddShop("gcp", "us-west1", Pods(1)).Build();
        var demand = Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, 160));

        MovementPlan plan = MovementPlan.Drain("aws", new MovementMesh(model, inventory, demand), options: new() { MayScale = false });

        Assert.True(plan.IsFeasible, plan.ToString());
        Assert.Equal(80, plan.Steps[^1].Load.RateOf("azure"), 1);
        Assert.Equal(80, plan.Steps[^1].Load.RateOf("gcp"), 1);
    }

    [Fact]
    public void Users_outside_are_pointed_elsewhere_or_it_is_said_that_they_stay()
    {
        MovementPlan moved = MovementPlan.Drain("aws", Mesh(Demand.Of(d => d.FromOutside("aws", Gateway, HostOf("a"), 80, 60, "gcp"))));
        MovementPlan stays = MovementPlan.Drain("aws", Mesh(Demand.Of(d => d.FromOutside("aws", Gateway, HostOf("a"), 80, 60))));

        Assert.Contains(moved.Steps, step => step.Action == MovementAction.Users);
        Assert.Equal(60, moved.Steps[^1].Load.RateOf("gcp"), 3);
        Assert.Contains(stays.Diagnostics, finding => finding.Code == "MC124");
        Assert.True(stays.IsFeasible);
    }

    [Fact]
    public void A_switch_lets_another_cluster_come_first_and_a_return_brings_traffic_back()
    {
        MovementMesh mesh = Mesh(100);
        MovementPlan there = MovementPlan.Switch("aws", "gcp", mesh);
        MovementPlan back = MovementPlan.Return("aws", mesh with { Model = there.Steps[^1].Model! });

        Assert.True(there.IsFeasible, there.ToString());
        Assert.Equal(100, there.Steps[^1].Load.RateOf("gcp"), 3);
        Assert.Equal([90, 70, 0, 0, 0], back.Steps.Select(step => Math.Round(step.Load.RateOf("gcp"), 3)));
        Assert.Equal("return to aws: possible", back.ToString().Split('\n')[0]);
    }

    [Fact]
    public void An_evacuated_cluster_gets_nothing_and_comes_back()
    {
        MovementMesh mesh = Mesh(100);
        MovementPlan away = MovementPlan.Evacuate("aws", mesh);
        MovementPlan back = MovementPlan.Return("aws", mesh with { Model = away.Steps[^1].Model! });

        Assert.Equal(ClusterState.Evacuated, away.Steps[^1].Model!.Organization.Clusters[0].State);
        Assert.Equal(100, back.Steps[^1].Load.RateOf("aws"), 3);
        Assert.Null(back.Steps[^1].Model!.Organization.Clusters[0].State);
    }

    [Fact]
    public void Of_one_host_only_its_traffic_moves()
    {
        var demand = Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, 40).FromClient("aws", Front, HostOf("b"), 80, 40));
        MovementPlan plan = MovementPlan.Drain("aws", Mesh(demand), MovementScope.OfHost(HostOf("a")));

        Assert.True(plan.IsFeasible, plan.ToString());
        Assert.Equal((40.0, 40.0), (Math.Round(plan.Steps[^1].Load.RateOf("aws"), 3), Math.Round(plan.Steps[^1].Load.RateOf("gcp"), 3)));
        Assert.Equal(40, plan.Steps[^1].Load.Find("gcp", "shop/a")!.RequestsPerSecond, 3);
    }

    [Theory]
    [InlineData("dev", null)]
    [InlineData("dev", "shop")]
    public void Of_a_tenant_or_workspace_all_traffic_moves(string tenant, string? workspace)
    {
        MovementPlan plan = MovementPlan.Drain("aws", Mesh(40), new MovementScope { Tenant = tenant, Workspace = workspace });

        Assert.True(plan.IsFeasible, plan.ToString());
        Assert.Equal(40, plan.Steps[^1].Load.RateOf("gcp"), 3);
        Assert.Null(plan.Steps[^1].Model!.Organization.Clusters[0].State);
    }

    [Fact]
    public void An_order_that_somebody_set_below_moves_too()
    {
        MovementMesh mesh = Mesh(100);
        Tenant tenant = mesh.Model.Organization.Tenants[0];
        FailoverTier[] order = [new([new TierCluster("aws")]), new([new TierCluster("gcp")])];
        mesh = mesh with
        {
            Model = mesh.Model with
            {
                Organization = mesh.Model.Organization with
                {
                    Tenants = [tenant with { Settings = new() { Failover = new() { Order = order.ToValueList() } } }],
                },
            },
        };

        MovementPlan plan = MovementPlan.Switch("aws", "gcp", mesh);

        Assert.Equal([10, 30, 100, 100, 100], plan.Steps.Select(step => Math.Round(step.Load.RateOf("gcp"), 3)));
    }

    [Fact]
    public void What_does_not_exist_is_refused()
    {
        MovementMesh mesh = Mesh(100);

        Assert.Equal("MC120", Assert.Single(MovementPlan.Drain("mars", mesh).Diagnostics).Code);
        Assert.Equal("MC120", Assert.Single(MovementPlan.Switch("aws", "aws", mesh).Diagnostics).Code);
        Assert.Equal("MC120", Assert.Single(MovementPlan.Drain("aws", mesh, MovementScope.OfTenant("nobody")).Diagnostics).Code);
        Assert.Equal("MC120", Assert.Single(MovementPlan.Drain("aws", mesh, MovementScope.OfHost("nobody")).Diagnostics).Code);
        Assert.Equal("MC126", Assert.Single(MovementPlan.Evacuate("aws", mesh, MovementScope.OfTenant("dev")).Diagnostics).Code);
    }

    [Fact]
    public void Without_capacities_nobody_can_tell()
    {
        MovementPlan plan = MovementPlan.Drain("aws", Mesh(100) with { Capacities = CapacityTable.Empty });

        Assert.True(plan is { IsFeasible: true, IsUnknown: true });
        Assert.Contains(plan.Diagnostics, finding => finding.Code == "MC123");
    }

    [Fact]
    public void An_autoscaler_that_does_not_allow_the_pods_is_said()
    {
        MovementMesh mesh = Mesh(160, gcp: 1);
        mesh = mesh with
        {
            Inventory = mesh.Inventory with
            {
                Clusters = mesh.Inventory.Clusters.Select(cluster => cluster with
                {
                    Autoscalers = [new AutoscalerInfo { Name = "a", Namespace = "shop", TargetName = "a", MaxReplicas = 1 }],
                }).ToValueList(),
            },
        };

        Assert.Contains(MovementPlan.Drain("aws", mesh).Diagnostics, finding => finding.Code == "MC125");
    }

    [Theory]
    [InlineData("1", null, null, 1)]
    [InlineData("50%", null, null, 1)]
    [InlineData(null, "1", null, 1)]
    [InlineData(null, "10%", null, 1)]
    [InlineData("100%", null, null, 0)]
    [InlineData("2", null, null, 0)]
    [InlineData("1", null, 2, 2)]
    public void A_drain_says_how_many_pods_may_go_at_once(string? least, string? most, int? allowed, int mayGo)
    {
        MovementMesh mesh = Mesh(100);
        mesh = mesh with
        {
            Inventory = mesh.Inventory with
            {
                Clusters = mesh.Inventory.Clusters.Select(cluster => cluster with
                {
                    DisruptionBudgets =
                    [
                        new DisruptionBudgetInfo
                        {
                            Name = "a",
                            Namespace = "shop",
                            Selector = new LabelSelectorInfo([new("app", "a")]),
                            MinAvailable = least,
                            MaxUnavailable = most,
                            DisruptionsAllowed = allowed,
                        },
                    ],
                }).ToValueList(),
            },
        };

        MovementPlan plan = MovementPlan.Drain("aws", mesh);

        Assert.Contains(
            FormattableString.Invariant($"when pods go: PodDisruptionBudget shop/a lets {mayGo} of 2 go at once"), plan.Steps[^1].Watch);
        Assert.Equal(mayGo == 0, plan.Diagnostics.Any(finding => finding.Code == "MC127"));
        Assert.DoesNotContain(MovementPlan.Switch("aws", "gcp", mesh).Steps[^1].Watch, watch => watch.Contains("Budget"));
    }

    [Fact]
    public void A_step_that_loses_requests_is_refused()
    {
        MeshModel model = Model(["aws", "gcp"]);
        Inventory inventory = new InventoryBuilder().AddShop("aws", "us-east-2", Pods(2)).AddShop("gcp", "us-west1", Pods(0)).Build();

        MovementPlan plan = MovementPlan.Evacuate(
            "aws", new MovementMesh(model, inventory, Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, 10))));

        Assert.Contains(plan.Diagnostics.Errors, finding => finding.Code == "MC122");
    }

    private static MovementMesh Mesh(double rate, int gcp = 2) =>
        Mesh(Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, rate)), gcp);

    private static MovementMesh Mesh(Demand demand, int gcp = 2)
    {
        (MeshResources _, Inventory inventory, MeshModel model) = Two(gcp);
        return new MovementMesh(model, inventory, demand);
    }
}

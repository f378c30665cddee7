using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

/// <summary>
/// What a run may delete: objects of its own organization that its own field manager applied, and only where it knows what it wants.
/// </summary>
public class OwnershipTests
{
    private static readonly ApplyOptions All = new() { MaxPrunedShare = 1 };

    [Theory]
    [InlineData("a", "b")]
    [InlineData("mesh", "mesh")]
    public async Task Two_organizations_in_one_cluster_leave_each_other_alone(string first, string second)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        Applier bank = world.Applier(All with { FieldManager = first }), shop = world.Applier(All with { FieldManager = second });
        await bank.ApplyAsync(
            world.Resources(
                Of("bank", ApplyWorld.MeshNamespace), Of("bank", ApplyWorld.Rule("bank-1")), Of("bank", ApplyWorld.Rule("bank-2"))));

        ApplyResult[] results =
        [
            await shop.ApplyAsync(world.Resources(
                Of("shop", ApplyWorld.MeshNamespace), Of("shop", ApplyWorld.Rule("shop-1")), Of("shop", ApplyWorld.Rule("shop-2")))),
            await shop.ApplyAsync(world.Resources(Of("shop", ApplyWorld.MeshNamespace), Of("shop", ApplyWorld.Rule("shop-1")))),
            await bank.ApplyAsync(world.Resources(
                Of("bank", ApplyWorld.MeshNamespace), Of("bank", ApplyWorld.Rule("bank-1")), Of("bank", ApplyWorld.Rule("bank-2")))),
        ];

        Assert.All(results, result => Assert.True(result.IsComplete, result.ToString()));
        Assert.NotNull(world.Find(ApplyWorld.Rule("bank-1")));
        Assert.NotNull(world.Find(ApplyWorld.Rule("bank-2")));
        Assert.NotNull(world.Find(ApplyWorld.Rule("shop-1")));
        Assert.Null(world.Find(ApplyWorld.Rule("shop-2")));
    }

    [Fact]
    public async Task An_object_that_somebody_else_applied_is_not_deleted_whatever_its_label_says()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        await world.Applier(All).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));
        string set = (string)world.Find(ApplyWorld.Rule("a"))!["metadata"]!["labels"]!["applyset.kubernetes.io/part-of"]!;
        DestinationRule theirs = ApplyWorld.Rule("theirs");
        await world.ApplyAsAsync(
            "kubectl",
            theirs with
            {
                Metadata = theirs.Metadata with { Labels = theirs.Metadata.Labels.With([new("applyset.kubernetes.io/part-of", set)]) },
            });

        ApplyResult result = await world.Applier(All).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));

        Assert.NotNull(world.Find(theirs));
        Assert.Equal(ApplyOutcome.Kept, result.Objects.Single(entry => entry.Name == "theirs").Outcome);
        Assert.Equal("MA018", Assert.Single(result.Diagnostics).Code);
        Assert.True(result.IsComplete, result.ToString());
    }

    [Theory]
    [InlineData("dev/bokinfo")]
    [InlineData("ops/*")]
    [InlineData("bokinfo")]
    public async Task A_protected_workspace_that_does_not_exist_keeps_everything_and_is_an_error(string pattern)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        ApplyOptions options = All with { ProtectedWorkspaces = [pattern] };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b")));

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.NotNull(world.Find(ApplyWorld.Rule("b")));
        Diagnostic finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("MA019", DiagnosticSeverity.Error), (finding.Code, finding.Severity));
        Assert.Contains($"'{pattern}'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_with_errors_delete_nothing()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        await world.Applier(All).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b")));
        MeshResources broken = world.Resources(ApplyWorld.Rule("a")) with
        {
            Diagnostics = new DiagnosticList(
                [new Diagnostic("MG001", DiagnosticSeverity.Error, "clusters/west", "The cluster is not in the inventory.", "Add it.")]),
        };

        ApplyResult result = await world.Applier(All).ApplyAsync(broken);

        Assert.NotNull(world.Find(ApplyWorld.Rule("b")));
        Assert.Contains(
            result.Diagnostics, finding => finding.Code == "MA013" && finding.Message.Contains("MG001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_of_one_workspace_keep_its_objects_and_no_others()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        await world.Applier(All)
            .ApplyAsync(
                world.Resources(
                    ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b"), ApplyWorld.Rule("c", workspace: "orders")));
        MeshResources broken = world.Resources(ApplyWorld.Rule("a")) with
        {
            Diagnostics = new DiagnosticList([new Diagnostic(
                "MG002", DiagnosticSeverity.Error, "tenants/dev/workspaces/bookinfo/gateways/ingress", "It has no address.", "Wait.")]),
        };

        ApplyResult result = await world.Applier(All).ApplyAsync(broken);

        Assert.NotNull(world.Find(ApplyWorld.Rule("b")));
        Assert.Null(world.Find(ApplyWorld.Rule("c")));
        Assert.Contains(
            result.Diagnostics, finding => finding.Code == "MA013" && finding.Message.Contains("dev/bookinfo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_desired_deletes_nothing_whatever_is_protected()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { ProtectedWorkspaces = ["dev/orders"] };
        await world.Applier(options).ApplyAsync(world.Resources(
            ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b", workspace: "orders"),
                ApplyWorld.Rule("c", workspace: "orders"), ApplyWorld.Rule("d", workspace: "orders")));

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace));

        Assert.NotNull(world.Find(ApplyWorld.Rule("a")));
        Assert.Contains(result.Diagnostics, finding => finding.Code == "MA010");
    }

    private static IstioObject Of(string organization, IstioObject value)
    {
        ObjectMeta metadata = value.Metadata with
        {
            Labels = value.Metadata.Labels.With([new("multicluster.mesh/organization", organization)]),
        };
        return value switch
        {
            Namespace space => space with { Metadata = metadata },
            DestinationRule rule => rule with { Metadata = metadata },
            _ => value,
        };
    }
}

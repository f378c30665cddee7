using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

public class ApplyAccessTests
{
    private static readonly AccessRule[] All =
    [
        .. ApplyAccess.ClusterRules
            .Select(rule => Rule(rule, null)), .. ApplyAccess
            .ParentRules(new ApplyOptions { Organization = "tetrate" }.ApplySet!)
            .Select(rule => Rule(rule, ApplyWorld.Home)),
    ];

    public static TheoryData<string, string, string> NeededVerbs => new(All.SelectMany(rule => rule.Verbs
        // What looks for a lost answer is needed only when one is lost.
        .Where(verb => verb != "get" || rule.Resources.Contains("configmaps"))
        .Select(verb => (rule.Groups[0], rule.Resources[0], verb))));

    [Fact]
    public async Task The_rights_suffice_to_plan_create_change_and_delete() => Assert.True(await SucceedsAsync(All));

    [Theory]
    [MemberData(nameof(NeededVerbs))]
    public async Task None_of_the_rights_is_too_much(string group, string resource, string verb) =>
        Assert.False(await SucceedsAsync([.. All.Select(rule =>
            rule.Groups[0] == group && rule.Resources[0] == resource
                ? rule with { Verbs = [.. rule.Verbs.Where(one => one != verb)] }
                : rule)]));

    [Fact]
    public async Task No_other_namespace_can_be_changed()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(accounts: [new Account("mesh") { Rules = All }]);
        world.East.AddNamespace(ApplyWorld.Home);

        ApplyResult result = await world.Applier(new() { Organization = "tetrate" }, "mesh")
            .ApplyAsync(world.Resources(new Namespace { Metadata = new() { Name = "kube-system", Labels = [new("a", "b")] } }));

        Assert.Equal(ApplyOutcome.Forbidden, Assert.Single(result.Clusters[0].Objects).Outcome);
    }

    [Fact]
    public void The_manifest_is_the_namespace_a_ClusterRole_and_a_Role_beside_the_parent()
    {
        string yaml = ApplyAccess.ToYaml(options: new ApplyOptions { Organization = "tetrate" });

        Assert.StartsWith(
            "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: \"mesh-multicluster\"\n---\n"
            + "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: \"mesh-applier\"\nrules:\n"
            + "- apiGroups: [\"\"]\n  resources: [namespaces]\n  verbs: [list]\n"
            + "- apiGroups: [\"\"]\n  resources: [namespaces]\n  resourceNames: [\"mesh-multicluster\"]\n  verbs: [get, patch]\n",
            yaml, StringComparison.Ordinal);
        Assert.EndsWith(
            "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: \"mesh-applier\"\n  namespace: "
                + "\"mesh-multicluster\"\nrules:\n"










            + "- apiGroups: [\"\"]\n  resources: [configmaps]\n  verbs: [create]\n- apiGroups: [\"\"]\n  resources: [configmaps]\n  "
                + "resourceNames: [\"mesh.tetrate\"]\n  verbs: [get, patch]\n",
            yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("*", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_is_wider_than_needed_says_so_and_what_narrows_it()
    {
        Assert.StartsWith("# Wider than needed: give ApplyOptions.Organization", ApplyAccess.ToYaml(), StringComparison.Ordinal);
        Assert.DoesNotContain("#", ApplyAccess.ToYaml(options: new ApplyOptions { Organization = "tetrate" }), StringComparison.Ordinal);
    }

    private static AccessRule Rule(Mesh.Kubernetes.Access.AccessRule rule, string? home) =>
        new([.. rule.Verbs], [rule.ApiGroup], [.. rule.Resources]) { Namespace = home, ResourceNames = [.. rule.ResourceNames] };

    private static async Task<bool> SucceedsAsync(AccessRule[] rules)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(accounts: [new Account("mesh") { Rules = rules }]);
        // The cluster is empty but for what the manifest brings.
        world.East.AddNamespace(ApplyWorld.Home);
        var options = new ApplyOptions { MaxPrunedShare = 1 };
        IstioObject[] objects = [
            ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), new PeerAuthentication { Metadata = ApplyWorld.Meta("a", "shop") }];
        Applier applier = world.Applier(options, "mesh");
        bool planned = !(await world.Planner(options, "mesh").PlanAsync(world.Resources(objects))).HasProblems;
        bool created = (await applier.ApplyAsync(world.Resources(objects))).IsComplete;
        bool deleted = (await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace))).IsComplete;
        return planned && created && deleted;
    }
}

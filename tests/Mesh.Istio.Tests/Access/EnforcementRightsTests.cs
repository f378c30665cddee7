using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Access;

/// <summary>The rights with which Mesh has access enforced: enough, and none too much; neither <c>bind</c> nor <c>escalate</c>.</summary>
public class EnforcementRightsTests
{
    private static readonly MeshModel Model = Bound(EnforcedWorld.Model());

    // Another host, which changes what is in the shared namespace.
    private static readonly MeshModel Changed = Bound(EnforcedWorld.Model(hasApi: true));

    private static readonly AccessRule[] Enforcement = [.. ApplyAccess.EnforcementRules().Select(rule => Rule(rule, null))];

    private static readonly AccessRule[] Rest =
    [
        .. ApplyAccess.ClusterRules.Select(rule => Rule(rule, null)),
        .. ApplyAccess.ParentRules(new ApplyOptions { Organization = "acme" }.ApplySet!).Select(rule => Rule(rule, "mesh-multicluster")),
    ];

    public static TheoryData<int, string> NeededVerbs => new(Enforcement.SelectMany((rule, i) => rule.Verbs
        // What looks for a lost answer is needed only when one is lost.
        .Where(verb => verb != "get" || !rule.Verbs.Contains("list")).Select(verb => (i, verb))));

    public static TheoryData<int, string> NeededFields => new(Enforcement.SelectMany((rule, i) => rule.Resources
        .Where(resource => resource.StartsWith('*') && IsOfGroup(rule.Groups[0], resource)).Select(resource => (i, resource))));

    [Fact]
    public async Task They_suffice() => Assert.True(await SucceedsAsync(Enforcement));

    [Fact]
    public void Mesh_could_give_itself_nothing() => Assert.DoesNotContain(
        Enforcement, rule => rule.Verbs.Contains("*") || rule.Verbs.Contains("bind") || rule.Verbs.Contains("escalate"));

    [Theory]
    [MemberData(nameof(NeededVerbs))]
    public async Task No_verb_is_too_much(int rule, string verb) => Assert.False(await SucceedsAsync([.. Enforcement.Select(
        (one, i) => i == rule ? one with { Verbs = [.. one.Verbs.Where(other => other != verb)] } : one)]));

    [Theory]
    [MemberData(nameof(NeededFields))]
    public async Task No_group_of_fields_is_too_much(int rule, string resource) => Assert.False(await SucceedsAsync([.. Enforcement.Select(
        (one, i) => i == rule ? one with { Resources = [.. one.Resources.Where(other => other != resource)] } : one)]));

    // Groups that no kind of an API group has are in the rule all the same: they open nothing.
    private static bool IsOfGroup(string group, string resource) => Istio.Access.Groups.FieldMap.Default.Kinds.Values.Any(
        kind => kind.ApiGroup == group && kind.Groups.Contains(resource[2..]));

    private static MeshModel Bound(MeshModel model) => model with
    {
        Organization = model.Organization with
        {
            AccessBindings =
            [
                .. model.Organization.AccessBindings,
                new AccessBinding { Name = "editors", Role = "editor", Groups = ["editors"] },
            ],
        },
    };

    private static AccessRule Rule(Mesh.Kubernetes.Access.AccessRule rule, string? home) =>
        new([.. rule.Verbs], [rule.ApiGroup], [.. rule.Resources]) { Namespace = home, ResourceNames = [.. rule.ResourceNames] };

    private static async Task<bool> SucceedsAsync(AccessRule[] rules)
    {
        await using LiveWorld live = await LiveWorld.StartAsync(
            ["aws"], accounts: [new Account("mesh") { Rules = [.. Rest, .. rules] }], enforcesAccess: true);
        foreach (string name in (string[])["shop", "mesh-multicluster"])
        {
            live.Servers[0].AddNamespace(name);
        }

        var applier = new Applier(live.Connect("mesh"), EnforcedWorld.Options());
        return (await applier.ApplyAsync(EnforcedWorld.Desired(Model))).IsComplete
            && (await applier.ApplyAsync(EnforcedWorld.Desired(Changed))).IsComplete
            && (await applier.ApplyAsync(new IstioGenerator().Generate(Model, EnforcedWorld.Observed))).IsComplete;
    }
}

using Mesh.ApiServerDouble.Faults;
using Mesh.Diagnostics;
using Mesh.Istio.Access;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Access;

/// <summary>Rights and policies are applied, pruned and looked at for drift like everything else, by a server that enforces them.</summary>
public class EnforcedAccessTests
{
    private const string Access = "rolebindings roles validatingadmissionpolicies validatingadmissionpolicybindings";

    [Fact]
    public async Task They_come_after_everything_else_roles_first_and_bindings_of_policies_last()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());

        Assert.Equal(
            ["roles", "rolebindings", "validatingadmissionpolicies", "validatingadmissionpolicybindings"],
            Resources(world.Writes()).SkipWhile(name => !Access.Contains(name, StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task Applying_again_writes_nothing_and_what_differs_is_put_back()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        MeshModel model = EnforcedWorld.Model();
        await world.ApplyAsync(model);
        world.Server.ClearRequests();
        await world.ApplyAsync(model);
        Assert.Empty(world.Writes());

        const string Path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/mesh-fields-gateways";
        await world.SendAsync("admin", HttpMethod.Delete, Path, "", "application/json");
        ApplyPlan plan = await world.Planner(model).PlanAsync(EnforcedWorld.Desired(model), TestContext.Current.CancellationToken);
        PlannedObject planned = Assert.Single(plan.Objects, entry => entry.Action != PlannedAction.Unchanged);
        Assert.Equal((PlannedAction.Create, "mesh-fields-gateways"), (planned.Action, planned.Name));
    }

    [Fact]
    public async Task They_are_taken_away_in_the_opposite_order()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        MeshModel model = EnforcedWorld.Model();
        await world.ApplyAsync(model);
        world.Server.ClearRequests();

        ApplyResult result = await world.Applier().ApplyAsync(new IstioGenerator().Generate(model, EnforcedWorld.Observed));

        Assert.True(result.IsComplete, result.ToString());
        Assert.Equal(
            ["validatingadmissionpolicybindings", "validatingadmissionpolicies", "rolebindings", "roles"],
            Resources([.. world.Writes().Where(write => write.StartsWith("DELETE", StringComparison.Ordinal))]).Distinct());
    }

    [Fact]
    public async Task A_policy_whose_binding_stays_stays_too()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        MeshModel model = EnforcedWorld.Model();
        await world.ApplyAsync(model);
        world.Server.Faults = request => request.Method == "DELETE" && request.Path.EndsWith(
            "/validatingadmissionpolicybindings/mesh-fields-gateways", StringComparison.Ordinal)
            ? new Fault(FaultKind.InternalError) : null;

        await world.Applier(options: EnforcedWorld.Options() with { OnFailure = FailureHandling.Continue })
            .ApplyAsync(new IstioGenerator().Generate(model, EnforcedWorld.Observed));

        Assert.NotNull(world.Server.Find("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "", "mesh-fields-gateways"));
    }

    [Fact]
    public async Task Warnings_come_first_and_nobody_is_stopped()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        MeshModel model = EnforcedWorld.Model();
        await world.Applier().ApplyAsync(EnforcedWorld.Desired(model, AccessEnforcement.Audit));
        Assert.Equal(200, (await world.PatchAsync(EnforcedWorld.Security, "/spec/servers/0/hosts", """["shop/a.example.com"]""")).Status);

        await world.Applier(options: EnforcedWorld.Options() with { ForceOwnFields = true }).ApplyAsync(EnforcedWorld.Desired(model));
        Assert.Equal(403, (await world.PatchAsync(EnforcedWorld.Security, "/spec/servers/0/hosts", """["shop/a.example.com"]""")).Status);
    }

    [Fact]
    public async Task Policies_hold_in_namespaces_of_workspaces_only()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());
        world.Server.Seed(
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: g}, rules: [{apiGroups: [networking.istio.io], "
            + "resources: [gateways], verbs: [create]}]}\n---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, "
            + "metadata: {name: g}, roleRef: {kind: ClusterRole, name: g}, subjects: [{kind: User, name: stan}]}\n");

        Assert.Equal(201, await CreateAsync(world, "elsewhere"));
        Assert.Equal(403, await CreateAsync(world, "shop"));
    }

    [Fact]
    public async Task A_second_organization_is_a_finding()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());

        using ClusterConnection connection = LiveWorld.Open(world.Server);
        ApplyResult result = await new Applier([connection], new ApplyOptions { Organization = "rival" }).ApplyAsync(
            EnforcedWorld.Desired(EnforcedWorld.Model(organization: "rival")));

        Diagnostic finding = result.Diagnostics.Errors.First(error => error.Code == "MA042");
        Assert.Contains("'acme'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_rights_of_the_manifest_Mesh_gives_nobody_anything()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync(hasRights: false);

        ApplyResult result = await world.Applier().ApplyAsync(EnforcedWorld.Desired(EnforcedWorld.Model()));

        Assert.Contains(result.Diagnostics.Errors, error => error.Code == "MA005");
        Assert.DoesNotContain("validatingadmissionpolicybindings", string.Join('\n', world.Server.Dump().Keys), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Istiod_registers_workloads_with_the_manifest_of_the_page_and_not_without()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());
        // What Istio's chart gives it.
        world.Server.Seed(
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: istiod}, rules: [{apiGroups: "
            + "[networking.istio.io], resources: [workloadentries], verbs: [get, watch, list, update, patch, create, delete]}]}\n---\n"
            + "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: istiod}, roleRef: {kind: ClusterRole, "
            + "name: istiod}, subjects: [{kind: ServiceAccount, name: istiod, namespace: istio-system}]}\n");
        (int denied, string why) = await RegisterAsync(world);
        Assert.Equal(403, denied);
        Assert.Contains("needs create on workloadentries/", why, StringComparison.Ordinal);

        world.Server.Seed(ApplyAccess.IstiodToYaml());
        (int allowed, string text) = await RegisterAsync(world);
        Assert.True(allowed == 201, text);
    }

    [Fact]
    public void They_are_written_into_folders_and_read_again()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        MeshResources all = EnforcedWorld.Desired(EnforcedWorld.Model());
        try
        {
            all.WriteTo(folder);

            Assert.Equal(all["aws"], MeshResources.Read(folder)["aws"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void While_a_workspace_is_in_error_rights_are_left_as_they_are()
    {
        MeshModel model = EnforcedWorld.Model();
        Workspace workspace = model.Organization.Tenants[0].Workspaces[0];
        var broken = new MeshModel(model.Organization with
        {
            Tenants = [model.Organization.Tenants[0] with { Workspaces = [workspace, workspace with { Name = "Not A Name" }] }],
        });

        MeshResources all = AccessManifests.AddTo(
            new IstioGenerator().Generate(broken, EnforcedWorld.Observed), broken, EnforcedWorld.Observed);

        Assert.True(all.Diagnostics.HasErrors);
        Assert.DoesNotContain(all.Clusters.SelectMany(cluster => cluster.Objects), value => value is AccessObject);
    }

    private static IEnumerable<string> Resources(IEnumerable<string> writes) => writes
        .Select(write => write.Split('/')[^2]);

    private static async Task<int> CreateAsync(EnforcedWorld world, string home) => (await world.SendAsync(
        EnforcedWorld.Stranger, HttpMethod.Post, $"/apis/networking.istio.io/v1/namespaces/{home}/gateways",
        """
        {"apiVersion":"networking.istio.io/v1","kind":"Gateway","metadata":{"name":"mine"},"spec":{"selector":{"app":"ingress"},
         "servers":[{"port":{"number":80,"name":"http","protocol":"HTTP"},"hosts":["shop/www.shop.example.com"]}]}}
        """, "application/json")).Status;

    private static Task<(int Status, string Text)> RegisterAsync(EnforcedWorld world) => world.SendAsync(
        "istiod", HttpMethod.Post, "/apis/networking.istio.io/v1/namespaces/shop/workloadentries",
        """
        {"apiVersion":"networking.istio.io/v1","kind":"WorkloadEntry",
         "metadata":{"name":"vm","annotations":{"istio.io/autoRegistrationGroup":"vms"}},
         "spec":{"address":"10.0.0.9","labels":{"app":"web"},"serviceAccount":"web"}}
        """, "application/json");
}

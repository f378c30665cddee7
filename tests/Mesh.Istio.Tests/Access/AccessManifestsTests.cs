using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Admission;
using Mesh.Inventories;
using Mesh.Istio.Access;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Policies;
using Mesh.Istio.Access.Rights;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Access;

/// <summary>The roles of a model reach the clusters: what a team may change is what the API server lets them change.</summary>
public class AccessManifestsTests
{
    private const string Gateway = """
        {"apiVersion":"networking.istio.io/v1","kind":"Gateway","metadata":{"name":"edge","namespace":"bookinfo"},
         "spec":{"selector":{"app":"edge"},"servers":[{"port":{"number":443,"name":"https","protocol":"HTTPS"},
          "hosts":["web.acme.com"],"tls":{"mode":"SIMPLE","credentialName":"HERE"}}]}}
        """;

    private static readonly MeshModel Model = new MeshBuilder("acme")
        .AddCluster("aws").AddCluster("gcp")
        .AddRole("renewers", r => r.Allow([AccessVerb.Read, AccessVerb.Update], a => a.WithPaths("spec.servers[].tls.credentialName")))
        .Bind("admin", b => b.WithGroups("platform"))
        .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w.WithNamespaces("*/bookinfo")
            .Bind("security-admin", b => b.WithGroups("security"))
            .Bind("renewers", b => b.WithUsers("ron"))
            .AddGateway("edge", g => g.InNamespace("bookinfo").WithWorkload("app", "edge")
                .AddHttpServer("web", "web.acme.com", s => s.RouteTo("web", 8080)))))
        .Build();

    private static readonly Inventory Observed = new InventoryBuilder()
        .AddCluster("aws", c => c.AddNamespace("bookinfo").AddNamespace("elsewhere")).Build();

    [Fact]
    public void A_security_administrator_may_change_certificates_and_not_hosts_says_the_clusters_own_policy()
    {
        MeshResources made = AccessManifests.Of(Model, Observed, new() { Enforcement = AccessEnforcement.Deny });
        var policy = new AdmissionPolicy(Json(made["aws"].Single(value =>
            value.Kind == AccessObject.Policy && value.Metadata.Name == FieldPolicy.NameOf(FieldMap.Default.Kinds["Gateway"]))));

        Assert.Empty(Denied(policy, "security", Gateway.Replace("HERE", "renewed", StringComparison.Ordinal)));
        Assert.Contains("hosts", Assert.Single(Denied(
            policy, "security", Gateway.Replace("web.acme", "other.acme", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Empty(Denied(policy, "platform", Gateway.Replace("web.acme", "other.acme", StringComparison.Ordinal)));
        Assert.NotEmpty(Denied(policy, "strangers", Gateway.Replace("HERE", "renewed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Only_observed_namespaces_of_workspaces_get_roles()
    {
        MeshResources made = AccessManifests.Of(Model, Observed);

        Assert.Equal(["aws"], made.Clusters.Select(cluster => cluster.Cluster));
        Assert.Equal(
            ["bookinfo"],
            made["aws"].Where(value => value.Kind == AccessObject.RoleBinding).Select(value => value.Metadata.Namespace).Distinct());
        Assert.Contains("kind: ValidatingAdmissionPolicyBinding", ManifestWriter.ToYaml(made["aws"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_clusters_cannot_enforce_is_said()
    {
        Assert.Equal("tenants/dev/workspaces/bookinfo/accessBindings/renewers", Assert.Single(
            AccessManifests.Of(Model, Observed).Diagnostics, found => found.Code == "MC029").Path);
        Assert.Equal("MC024", Assert.Single(AccessManifests.Of(
            new MeshBuilder("acme").AddCluster("aws").Build(), Observed).Diagnostics).Code);
    }

    private static string[] Denied(AdmissionPolicy policy, string group, string after)
    {
        var access = new ModelAccess(Model, new AccessManifestOptions());
        var rights = new RequesterRights(
            access.RolesIn(Observed.Find("aws")!).Select(role => role.ToGrant()), new Requester("somebody", [group]));
        var request = new AdmissionRequest("UPDATE", "networking.istio.io", "v1", "gateways", "Gateway", "bookinfo", "edge")
        {
            Object = JsonNode.Parse(after)!.AsObject(),
            Old = JsonNode.Parse(Gateway)!.AsObject(),
            Ask = (verb, api, resource, ns, name) => rights.Allows(new(verb, api, resource, ns, name)),
        };
        var write = new ObjectWrite(WriteMethod.Update, "Gateway", "bookinfo", "edge")
        {
            Old = JsonDocument.Parse(Gateway).RootElement,
            New = JsonDocument.Parse(after).RootElement,
        };
        string[] denied = [.. (policy.Evaluate(request)?.Failures ?? []).Select(failure => failure.Message)];
        // Who may not write the kind at all is stopped before any policy.
        Assert.Equal(new WriteJudge(FieldMap.Default).Judge(rights, write).IsAllowed, denied.Length == 0);
        return denied;
    }

    private static JsonObject Json(IstioObject value) =>
        JsonNode.Parse(System.Text.Encoding.UTF8.GetString(((AccessObject)value).ToUtf8Json()))!.AsObject();
}

using Mesh.Inventories;
using Mesh.Istio.Access;

namespace Mesh.Istio.Tests.Access;

/// <summary>A path of a role that names no field is an error: it would permit nothing, and nobody would see it.</summary>
public class RolePathTests
{
    [Theory]
    [InlineData("", "servers[].tls.credentialName")]
    [InlineData("", "spec.servers[].tls.credentialName")]
    [InlineData("Gateway", "servers")]
    [InlineData("Gateway", "servers[]")]
    [InlineData("Gateway", "servers[].routes[].timeout")]
    [InlineData("Gateway", "servers[].routes[].action.destinations")]
    [InlineData("Gateway", "spec.servers[].hosts")]
    [InlineData("Gateway", "metadata.labels.team")]
    [InlineData("Workspace", "namespaces")]
    [InlineData("Workspace", "settings.outlierDetection.interval")]
    [InlineData("VirtualService", "spec.http[].timeout")]
    [InlineData("DestinationRule", "spec.subsets[].trafficPolicy.portLevelSettings[].tls.sni")]
    [InlineData("Cluster", "state")]
    [InlineData("EnvoyFilter", "spec")]
    public void A_field_is_no_error(string kind, string path) => Assert.DoesNotContain(Check(kind, path), code => code == "MC031");

    [Theory]
    [InlineData("", "servers[].tls.credentailName")]
    [InlineData("", "spec.servers[].tls.credential")]
    [InlineData("Gateway", "spec.http[].timeout")]
    [InlineData("Gateway", "servers.tls.credentialName")]
    [InlineData("Gateway", "namespace[]")]
    [InlineData("Workspace", "servers[].tls.credentialName")]
    [InlineData("Workspace", "gateways[].servers")]
    [InlineData("VirtualService", "spec.http[].route[].weight")]
    [InlineData("Cluster", "spec")]
    public void What_is_none_is_one(string kind, string path) => Assert.Contains("MC031", Check(kind, path));

    private static string[] Check(string kind, string path)
    {
        MeshModel model = AccessMeshes.Model with
        {
            Organization = AccessMeshes.Model.Organization with
            {
                Roles = [new Role
                {
                    Name = "one",
                    Rules = [new RoleRule { Verbs = [AccessVerb.Update], Kinds = kind.Length == 0 ? [] : [kind], Paths = [path] }],
                }],
            },
        };
        MeshResources made = AccessManifests.Of(
            model, new InventoryBuilder().AddCluster("aws", c => c.AddNamespace("bookinfo")).Build());
        string[] codes = [.. made.Diagnostics.Select(finding => finding.Code)];
        Assert.Equal(codes.Contains("MC031"), made.Clusters.IsEmpty);
        Assert.Equal(codes.Contains("MC031"), AccessReview.Check(AccessMeshes.Admin, AccessMeshes.Model, model).Diagnostics.Any(
            finding => finding.Code == "MC031"));
        return codes;
    }
}

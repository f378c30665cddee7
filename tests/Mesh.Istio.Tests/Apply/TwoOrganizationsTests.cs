using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Tests.Serialization;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Apply;

/// <summary>
/// Two organizations apply to the same clusters with the defaults: what is there then, whose it is, and in whose set. The golden text is
/// written by MESH_UPDATE_GOLDEN=1.
/// </summary>
public class TwoOrganizationsTests
{
    private static readonly string Golden =
        Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Istio.Tests", "Golden", "two-organizations.txt");

    [Fact]
    public async Task Each_has_its_objects_its_set_and_nothing_of_the_other()
    {
        await using LiveWorld world = await LiveWorld.StartAsync(["aws", "gcp"]);
        foreach (ApiServer server in world.Servers)
        {
            server.AddNamespace("a");
            server.AddNamespace("b");
        }

        var applier = new Applier(world.Connect());
        MeshResources bank = Of("bank", "a"), shop = Of("shop", "b");
        ApplyResult[] results =
        [
            await applier.ApplyAsync(bank), await applier.ApplyAsync(shop), await applier.ApplyAsync(bank), await applier.ApplyAsync(shop),
        ];

        Assert.All(results, result => Assert.True(result.IsComplete, result.ToString()));
        string text = string.Join('\n', world.Servers.SelectMany(server => server.Dump()
            .Select(entry => Line(server.Name, entry.Key, entry.Value))
            .Where(line => line.Length > 0))) + "\n";
        if (Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Golden, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(Golden, TestContext.Current.CancellationToken), text);
    }

    // Each has one of the two teams.
    private static MeshResources Of(string organization, string team)
    {
        MeshModel model = TwoTeams.Model("a.example.com", "b.example.com", "us-east-2");
        Tenant tenant = model.Organization.Tenants[0];
        return new IstioGenerator().Generate(
            new MeshModel(model.Organization with
            {
                Name = organization,
                Tenants = [tenant with { Workspaces = tenant.Workspaces.Where(workspace => workspace.Name == team).ToValueList() }],
            }),
            TwoTeams.Inventory);
    }

    private static string Line(string cluster, string key, string json)
    {
        JsonNode metadata = JsonNode.Parse(json)!["metadata"]!;
        string[] managers = [.. (metadata["managedFields"] as JsonArray ?? []).Select(entry => (string)entry!["manager"]!).Distinct()];
        return !managers.Any(manager => manager.StartsWith("mesh", StringComparison.Ordinal)) ? ""
            : $"{cluster} {key}: organization {Label("multicluster.mesh/organization")}, "
            + $"set {Label("applyset.kubernetes.io/part-of") + Label("applyset.kubernetes.io/id")}, managers {string.Join(' ', managers)}";

        string Label(string name) => (string?)metadata["labels"]?[name] ?? "";
    }
}

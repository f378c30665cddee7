using Mesh.Istio.Access;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Tests.Access;
using Microsoft.Extensions.Time.Testing;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>A folder whose files have owners: what an owner may not change does not reach the clusters.</summary>
public sealed class OwnedModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-owned-").FullName;
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_workspace_whose_owner_may_not_change_it_keeps_its_last_good_state_alone()
    {
        Write(AccessMeshes.Model);
        await using IAsyncEnumerator<ModelReadResult> readings = Readings();
        Assert.Equal(AccessMeshes.Model, (await Next(readings)).Model);

        // Its team takes a namespace, which is not theirs to take, and the other team changes a label.
        MeshModel changed = AccessMeshes.ChangeTenant(tenant => tenant with
        {
            Workspaces =
            [
                tenant.Workspaces[0] with { Namespaces = [new("*", "payments")] },
                tenant.Workspaces[1] with { Labels = [new("a", "b")] },
            ],
        });
        Write(changed);
        ModelReadResult read = await Next(readings);

        Assert.Equal(
            AccessMeshes.ChangeTenant(tenant => tenant with
            {
                Workspaces = [tenant.Workspaces[0], tenant.Workspaces[1] with { Labels = [new("a", "b")] }],
            }),
            read.Model);
        Assert.Equal(
            [("MC020", "bookinfo.yaml: tenants/dev/workspaces/bookinfo/namespaces"), ("MC028", "tenants/dev/workspaces/bookinfo")],
            read.Diagnostics.Select(finding => (finding.Code, finding.Path)));

        // Taken back, it is as it was; a permitted change comes.
        Write(AccessMeshes.ChangeTenant(tenant => tenant with
        {
            Workspaces = [tenant.Workspaces[0] with { Labels = [new("c", "d")] }, tenant.Workspaces[1]],
        }));
        read = await Next(readings);
        Assert.Empty(read.Diagnostics);
        Assert.Equal([new("c", "d")], read.Model!.Organization.Tenants[0].Workspaces[0].Labels);
    }

    [Fact]
    public async Task A_deleted_workspace_comes_back_and_a_new_one_does_not_come()
    {
        Write(AccessMeshes.Model);
        await using IAsyncEnumerator<ModelReadResult> readings = Readings();
        await Next(readings);

        Write(AccessMeshes.ChangeTenant(tenant => tenant with
        {
            Workspaces = [tenant.Workspaces[1], new Workspace { Name = "mine", Namespaces = [new("*", "mine")] }],
        }));
        ModelReadResult read = await Next(readings);

        Assert.Equal(
            ["bookinfo", "shop"],
            read.Model!.Organization.Tenants[0].Workspaces.Select(workspace => workspace.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, read.Diagnostics.Count(finding => finding.Code == "MC028"));
    }

    [Fact]
    public async Task A_change_of_the_organization_that_is_not_allowed_keeps_the_whole_model()
    {
        Write(AccessMeshes.Model);
        await using IAsyncEnumerator<ModelReadResult> readings = Readings(_ => AccessMeshes.Owner);
        await Next(readings);

        Write(AccessMeshes.Model with { Organization = AccessMeshes.Model.Organization with { Domains = ["example.com"] } });
        ModelReadResult read = await Next(readings);

        Assert.Null(read.Model);
        Assert.Equal(["MC028", "MC020"], read.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public async Task What_held_before_can_be_given()
    {
        Write(AccessMeshes.Change(workspace => workspace with { Namespaces = [new("*", "payments")] }));
        await using IAsyncEnumerator<ModelReadResult> readings = Readings(before: AccessMeshes.Model);

        Assert.Equal(AccessMeshes.Model, (await Next(readings)).Model);
    }

    private IAsyncEnumerator<ModelReadResult> Readings(Func<string, AccessSubject?>? ownerOf = null, MeshModel? before = null) =>
        new ModelFolder(_folder, TimeSpan.FromSeconds(1), _time)
        {
            OwnerOf = ownerOf ?? (file => file switch
            {
                "bookinfo.yaml" or "mine.yaml" => AccessMeshes.Editor,
                "shop.yaml" => AccessSubject.OfUser("sue"),
                _ => AccessMeshes.Admin,
            }),
            Before = before,
        }.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

    private async Task<ModelReadResult> Next(IAsyncEnumerator<ModelReadResult> readings)
    {
        ValueTask<bool> next = readings.MoveNextAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await next);
        return readings.Current;
    }

    private void Write(MeshModel model)
    {
        foreach (string file in Directory.GetFiles(_folder))
        {
            File.Delete(file);
        }

        foreach (string document in model.ToDocuments().Split("---\n"))
        {
            string name = Array.Find(["bookinfo", "shop", "mine"], name =>
                document.Contains($"  workspace: {name}\n", StringComparison.Ordinal)
                || document.Contains($"kind: Workspace\nmetadata:\n  name: {name}\n", StringComparison.Ordinal)) ?? "platform";
            File.AppendAllText(Path.Combine(_folder, $"{name}.yaml"), $"---\n{document}");
        }
    }
}

using Mesh.Istio.Access;
using static Mesh.Istio.Tests.Access.AccessMeshes;

namespace Mesh.Istio.Tests.Access;

public sealed class FolderReviewTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mesh-access-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Each_change_is_judged_by_who_changed_its_file()
    {
        MeshModel after = Change(workspace => workspace with { Labels = [new("a", "b")] });
        after = after with
        {
            Organization = after.Organization with
            {
                Tenants =
                [
                    after.Organization.Tenants[0] with
                    {
                        Workspaces =
                        [
                            after.Organization.Tenants[0].Workspaces[0],
                            after.Organization.Tenants[0].Workspaces[1] with { Labels = [new("c", "d")] },
                        ],
                    },
                ],
            },
        };
        Write("before", Model);
        Write("after", after);

        AccessVerdict verdict = Check(file => file.StartsWith("bookinfo", StringComparison.Ordinal) ? Owner : Stranger);
        AccessVerdict right = Check(file => file.StartsWith("bookinfo", StringComparison.Ordinal) ? Owner : AccessSubject.OfUser("sue"));

        Assert.Equal(
            [("tenants/dev/workspaces/shop/labels", "shop/Workspace-shop.yaml")],
            verdict.Denied.Select(denied => (denied.Path, denied.File)));
        Assert.True(right.IsAllowed);
        Assert.Equal(2, right.Judged);
    }

    [Fact]
    public void What_nobody_is_known_to_have_written_is_not_allowed()
    {
        Write("before", Model);
        Write("after", Change(workspace => workspace with { Labels = [new("a", "b")] }));

        Assert.Equal(["MC023"], Check(_ => null).Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void A_deletion_is_of_who_deleted_the_file()
    {
        Write("before", Model);
        Write("after", Change(workspace => workspace with { Gateways = [] }));
        var asked = new List<string>();

        Assert.True(Check(file =>
        {
            asked.Add(file);
            return Owner;
        }).IsAllowed);
        Assert.Equal(["bookinfo/Gateway-ingress.yaml"], asked.Distinct());
    }

    [Fact]
    public void A_workspace_that_cannot_be_read_is_not_judged_and_that_is_said()
    {
        Write("before", Model);
        Write("after", Model);
        File.AppendAllText(Path.Combine(_root, "after", "shop", "Workspace-shop.yaml"), "  unknwn: 1\n");

        AccessVerdict verdict = Check(_ => Stranger);

        Assert.True(verdict.IsAllowed);
        Assert.Equal([("MC025", "tenants/dev/workspaces/shop")], verdict.Diagnostics.Select(finding => (finding.Code, finding.Path)));
    }

    [Fact]
    public void A_folder_without_model_is_misuse()
    {
        Write("before", Model);
        Directory.CreateDirectory(Path.Combine(_root, "after"));

        Assert.Throws<ArgumentException>(() => Check(_ => Owner));
    }

    private AccessVerdict Check(Func<string, AccessSubject?> authorOf) =>
        AccessReview.CheckFolders(Path.Combine(_root, "before"), Path.Combine(_root, "after"), authorOf);

    // Each document in a file of its own, in the folder of its workspace.
    private void Write(string name, MeshModel model)
    {
        string workspace = "";
        foreach (string document in model.ToDocuments().Split("---\n"))
        {
            string kind = Field(document, "kind"), own = Field(document, "  name");
            workspace = Field(document, "  workspace") is { Length: > 0 } of ? of : kind == "Workspace" ? own : "";
            string folder = Path.Combine(_root, name, workspace);
            Directory.CreateDirectory(folder);
            string file = $"{kind}-{Field(document, "  tenant")}{own}.yaml".Replace("-dev", "-", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, file), document);
        }
    }

    private static string Field(string document, string name) => document.Split('\n')
        .FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.Ordinal))?[(name.Length + 2)..] ?? "";
}

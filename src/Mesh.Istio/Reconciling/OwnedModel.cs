using Mesh.Diagnostics;
using Mesh.Istio.Access;
using Mesh.Istio.ModelFiles;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// A model of which every file has an owner: what an owner may not change is not taken over. Of a workspace the last good state stays, of
/// a tenant all of it, and of the organization the whole model.
/// </summary>
/// <param name="ownerOf">The owner of a file.</param>
/// <param name="before">The model that held before; null: the first one is taken as it is.</param>
internal sealed class OwnedModel(Func<string, AccessSubject?> ownerOf, MeshModel? before)
{
    private ModelFolderContent? _folder;
    private MeshModel? _good = before;

    /// <summary>What of a reading is taken over, with a finding for each change that is not.</summary>
    public ModelReadResult Accept(ModelFolderContent folder)
    {
        ModelReadResult read = folder.Result;
        if (read.Model is not { } next)
        {
            return read;
        }

        if (_good is not { } good)
        {
            _good = next;
            _folder = folder;
            return read;
        }

        AccessVerdict verdict = AccessReview.Check(good, _folder ?? folder, next, folder, ownerOf);
        var findings = new List<Diagnostic>([.. read.Diagnostics, .. verdict.Diagnostics]);
        (string Tenant, string Workspace)?[] places = [.. verdict.Denied.Select(denied => RemovalGuard.OwnerOf(denied.Path)).Distinct()];
        findings.AddRange(places.Select(Held));
        if (places.Contains(null))
        {
            return new ModelReadResult(null, new DiagnosticList(findings));
        }

        MeshModel taken = next;
        foreach ((string tenant, string workspace) in places.OfType<(string, string)>())
        {
            taken = workspace == RemovalGuard.All ? WithTenant(taken, good, tenant) : WithWorkspace(taken, good, tenant, workspace);
        }

        _good = WithUnread(taken, good);
        _folder = folder;
        return new ModelReadResult(taken, new DiagnosticList(findings));
    }

    private static Diagnostic Held((string Tenant, string Workspace)? place) => AccessDiagnostics.ChangeHeld.At(
        place is not { } one ? "" : one.Workspace == RemovalGuard.All ? $"tenants/{one.Tenant}"
            : $"tenants/{one.Tenant}/workspaces/{one.Workspace}",
        place is null ? "A change of the organization is not allowed, so the whole model stays as it was."
            : place.Value.Workspace == RemovalGuard.All ? "A change of the tenant is not allowed, so all of the tenant stays as it was."
            : "A change of the workspace is not allowed, so the workspace stays as it was.",
        "Take back what is reported beside it, or let somebody change it who may.");

    // Documents that cannot be read were not judged; what they said is what the next ones are compared with.
    private static MeshModel WithUnread(MeshModel taken, MeshModel good)
    {
        foreach (Tenant tenant in taken.Organization.Tenants)
        {
            foreach (Workspace workspace in tenant.Workspaces.Where(workspace => workspace.IsHeld))
            {
                taken = WithWorkspace(taken, good, ModelPath.Part(tenant.Name), ModelPath.Part(workspace.Name));
            }
        }

        return taken;
    }

    private static MeshModel WithTenant(MeshModel model, MeshModel good, string name) => model with
    {
        Organization = model.Organization with
        {
            Tenants = Replaced(
                model.Organization.Tenants, good.Organization.Tenants.FirstOrDefault(tenant => ModelPath.Part(tenant.Name) == name),
                tenant => ModelPath.Part(tenant.Name) == name),
        },
    };

    private static MeshModel WithWorkspace(MeshModel model, MeshModel good, string tenant, string name)
    {
        Workspace? last = good.Organization.Tenants.FirstOrDefault(one => ModelPath.Part(one.Name) == tenant)?.Workspaces
            .FirstOrDefault(workspace => ModelPath.Part(workspace.Name) == name);
        return model with
        {
            Organization = model.Organization with
            {
                Tenants = model.Organization.Tenants.Select(one => ModelPath.Part(one.Name) != tenant ? one : one with
                {
                    Workspaces = Replaced(one.Workspaces, last, workspace => ModelPath.Part(workspace.Name) == name),
                }).ToValueList(),
            },
        };
    }

    private static ValueList<T> Replaced<T>(ValueList<T> list, T? last, Func<T, bool> isMeant)
        where T : class
    {
        bool isThere = list.Any(isMeant);
        return last is null ? list.Where(one => !isMeant(one)).ToValueList()
            : isThere ? list.Select(one => isMeant(one) ? last : one).ToValueList()
            : list.Add(last);
    }
}

using Mesh.Diagnostics;
using Mesh.Istio.Access.Models;
using Mesh.Istio.ModelFiles;

namespace Mesh.Istio.Access.Holding;

/// <summary>The review of a difference between two models.</summary>
internal sealed class ModelReview
{
    private readonly HeldRoles _roles;
    private readonly ChangeJudge _judge;
    private readonly List<ModelChange> _changes;
    private readonly List<Diagnostic> _notes = [];

    /// <summary>Reviews changes of anything that roles of a model are about.</summary>
    public ModelReview(HeldRoles roles, List<ModelChange> changes)
    {
        _roles = roles;
        _judge = new ChangeJudge(roles, roles);
        _changes = changes;
        NoteIfUnlimited();
    }

    public ModelReview(MeshModel before, MeshModel after)
    {
        _roles = new HeldRoles(before);
        _judge = new ChangeJudge(_roles, new HeldRoles(after));
        _changes = ModelChanges.Between(before, after);
        if (_changes.Count > 0)
        {
            _changes.AddRange(ModelEffects.Between(before, after));
        }

        foreach ((Tenant tenant, Workspace workspace) in after.Organization.Tenants.SelectMany(
            tenant => tenant.Workspaces.Where(workspace => workspace.IsHeld).Select(workspace => (tenant, workspace))))
        {
            _notes.Add(AccessDiagnostics.NotJudged.At(
                $"tenants/{ModelPath.Part(tenant.Name)}/workspaces/{ModelPath.Part(workspace.Name)}",
                "Documents of the workspace could not be read, so what changes in it is not known.", "Repair them and ask again."));
        }

        _notes.AddRange(RolePaths.Unknown(after));
        NoteIfUnlimited();
    }

    public AccessVerdict Judge(AccessSubject subject)
    {
        var rights = new SubjectRights(_roles, subject);
        ChangeJudge.TakeOver(rights, _changes);
        return Verdict(change => (rights, ""));
    }

    public AccessVerdict Judge(ModelFolderContent before, ModelFolderContent after, Func<string, AccessSubject?> authorOf)
    {
        var authors = new Dictionary<string, SubjectRights?>(StringComparer.Ordinal);
        foreach (IGrouping<string, ModelChange> file in _changes.GroupBy(FileOf, StringComparer.Ordinal))
        {
            SubjectRights? rights = authorOf(file.Key) is { } author ? new SubjectRights(_roles, author) : null;
            authors.Add(file.Key, rights);
        }

        // Somebody who creates a place in one file may fill it in another.
        foreach (IGrouping<AccessSubject, SubjectRights> own in authors.Values.OfType<SubjectRights>().GroupBy(rights => rights.Subject))
        {
            ModelChange[] theirs = [.. _changes.Where(change => authors[FileOf(change)]?.Subject == own.Key)];
            foreach (SubjectRights rights in own)
            {
                ChangeJudge.TakeOver(rights, theirs);
            }
        }

        return Verdict(change => FileOf(change) is var file ? (authors[file], file) : default);

        string FileOf(ModelChange change) => (change.New is null && change.Old is not null
            ? before.FileOf(change.Path) ?? after.FileOf(change.Path)
            : after.FileOf(change.Path) ?? before.FileOf(change.Path)) ?? "";
    }

    private void NoteIfUnlimited()
    {
        if (_roles.IsEmpty && _changes.Count > 0)
        {
            _notes.Add(AccessDiagnostics.NotLimited.At(
                "accessBindings", "The model has no binding, so everybody may change everything.", "Bind 'admin' to somebody first."));
        }
    }

    private AccessVerdict Verdict(Func<ModelChange, (SubjectRights? Rights, string File)> authorOf)
    {
        var denied = new List<DeniedChange>();
        foreach (ModelChange change in _roles.IsEmpty ? [] : _changes)
        {
            (SubjectRights? rights, string file) = authorOf(change);
            if (_judge.Judge(rights, change, file) is { } not)
            {
                denied.Add(not);
            }
        }

        return new AccessVerdict
        {
            Judged = _changes.Count,
            Denied = denied.ToValueList(),
            Notes = _notes.ToValueList(),
        };
    }
}

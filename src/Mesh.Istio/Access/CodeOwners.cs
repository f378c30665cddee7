using System.Text;
using Mesh.Istio.Access.Holding;
using Mesh.Istio.Access.Models;
using Mesh.Istio.ModelFiles;

namespace Mesh.Istio.Access;

/// <summary>Writes a file for code hosts that names, for every file of a model, those who may write all that it says.</summary>
internal static class CodeOwners
{
    private const string Account = "service account ";

    public static string Write(MeshModel model, ModelFolderContent folder, Func<string, string?> handleOf)
    {
        var roles = new HeldRoles(model);
        var judge = new ChangeJudge(roles, roles);
        // What somebody has to be able to write is all that the file says, as if it said it for the first time.
        var empty = new MeshModel(new Organization { Name = model.Organization.Name });
        ILookup<string, ModelChange> said = ModelChanges.Between(empty, model)
            .Select(change => change.Verb == AccessVerb.Create ? change with { Verb = AccessVerb.Update } : change)
            .ToLookup(change => folder.FileOf(change.Path) ?? "", StringComparer.Ordinal);
        var text = new StringBuilder();
        text.Append("# Who may write all that a file says, by the roles of the model. Made by Mesh.\n");
        var whole = new ModelChange(AccessVerb.Update, AccessKinds.Organization, "", FieldGroup.All, "");
        Line(text, "*", judge.WhoCan("", whole).Select(holder => holder.Name), handleOf);
        foreach (string file in folder.Files.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Line(text, $"/{Escaped(file)}", Owners(judge, said[file]), handleOf);
        }

        return text.ToString();
    }

    private static List<string> Owners(ChangeJudge judge, IEnumerable<ModelChange> changes)
    {
        List<string>? owners = null;
        foreach (ModelChange change in changes.DistinctBy(change => (change.Verb, change.Kind, change.Place, change.Group, change.Field)))
        {
            HashSet<string> able = [.. judge.WhoCan(change.Place, change).Select(holder => holder.Name)];
            owners = owners is null ? [.. judge.WhoCan(change.Place, change).Select(holder => holder.Name).Distinct()]
                : [.. owners.Where(able.Contains)];
        }

        return owners ?? [];
    }

    private static void Line(StringBuilder text, string pattern, IEnumerable<string> owners, Func<string, string?> handleOf)
    {
        string[] handles = [.. owners.Where(owner => !owner.StartsWith(Account, StringComparison.Ordinal))
            .Select(handleOf).OfType<string>().Distinct(StringComparer.Ordinal)];
        text.Append(handles.Length == 0 ? $"# nobody: {pattern}\n" : $"{pattern} {string.Join(' ', handles)}\n");
    }

    private static string Escaped(string file) => file.Replace(" ", "\\ ", StringComparison.Ordinal);
}

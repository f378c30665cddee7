using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Roles permit something that there is.</summary>
internal sealed class RoleDefinitionRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (Role role in model.Organization.Roles)
        {
            string path = $"roles/{ModelPath.Part(role.Name)}";
            if (BuiltInRoles.Find(role.Name) is not null)
            {
                found.Add(RoleDiagnostics.BuiltInName.At(
                    $"{path}/name", $"'{role.Name}' is a built-in role, which cannot be another.", "Choose another name."));
            }

            if (role.Rules.IsEmpty)
            {
                found.Add(RoleDiagnostics.GivesNothing.At(
                    $"{path}/rules", "The role has no rule, so it permits nothing.", "Add a rule with verbs and fields."));
            }

            for (int i = 0; i < role.Rules.Count; i++)
            {
                CheckRule($"{path}/rules/{i}", role.Rules[i], found);
            }
        }
    }

    private static void CheckRule(string path, RoleRule rule, List<Diagnostic> found)
    {
        bool sets = rule.Verbs.Contains(AccessVerb.Create) || rule.Verbs.Contains(AccessVerb.Update);
        bool hasFields = !rule.Groups.IsEmpty || !rule.Paths.IsEmpty;
        if (rule.Verbs.IsEmpty)
        {
            found.Add(RoleDiagnostics.RuleWithoutEffect.At(
                $"{path}/verbs", "The rule has no verb.", "Add one of: read, create, update, delete, bind."));
        }
        else if (sets && !hasFields)
        {
            found.Add(RoleDiagnostics.RuleWithoutEffect.At(
                $"{path}/groups", "The rule lets create or update, but no field is named that could be set.",
                "Add groups or paths; 'all' is every field."));
        }
        else if (!sets && hasFields)
        {
            found.Add(RoleDiagnostics.LimitsNothing.At(
                $"{path}/{(rule.Groups.IsEmpty ? "paths" : "groups")}", "Fields limit create and update, which the rule does not have.",
                "Remove them, or add a verb; read, delete and bind are of a kind as a whole."));
        }

        for (int i = 0; i < rule.Kinds.Count; i++)
        {
            if (!AccessKinds.All.Contains(rule.Kinds[i]))
            {
                found.Add(RoleDiagnostics.UnknownKind.At(
                    $"{path}/kinds/{i}",
                    $"There is no kind '{rule.Kinds[i]}'.{NearestName.Question(rule.Kinds[i], AccessKinds.All)}",
                    "Name a kind of the model or of Istio, or none for all."));
            }
        }

        for (int i = 0; i < rule.Paths.Count; i++)
        {
            if (!IsPath(rule.Paths[i]))
            {
                found.Add(RoleDiagnostics.InvalidPath.At(
                    $"{path}/paths/{i}", $"'{rule.Paths[i]}' is no path of a field.",
                    "Write names with dots and '[]' for every element of a list: 'servers[].tls.minVersion'."));
            }
        }

        CheckTwice($"{path}/verbs", rule.Verbs.Select(verb => verb.ToString()), found);
        CheckTwice($"{path}/kinds", rule.Kinds, found);
        CheckTwice($"{path}/groups", rule.Groups.Select(group => group.ToString()), found);
        CheckTwice($"{path}/paths", rule.Paths, found);
    }

    private static bool IsPath(string path) => path.Split('.').All(part =>
    {
        string name = part.EndsWith("[]", StringComparison.Ordinal) ? part[..^2] : part;
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/');
    });

    internal static void CheckTwice(string path, IEnumerable<string> values, List<Diagnostic> found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int index = 0;
        foreach (string value in values)
        {
            if (!seen.Add(value))
            {
                found.Add(RoleDiagnostics.SaidTwice.At($"{path}/{index}", $"'{value}' is given twice.", "Remove one."));
            }

            index++;
        }
    }
}

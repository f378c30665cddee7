using System.Text.Json;

namespace Mesh.Istio.Access;

/// <summary>Verdicts for people.</summary>
internal static class AccessText
{
    private const int MostHolders = 5;

    public static string Write(DeniedChange change) =>
        $"{Message(change)} {Help(change)}";

    public static string Message(DeniedChange change)
    {
        string who = change.Subject?.ToString() ?? "nobody known";
        string what = change.Verb switch
        {
            AccessVerb.Create or AccessVerb.Update => $"{Value(change.Old)} → {Value(change.New)}",
            AccessVerb.Bind => change.Old is null ? "is given" : change.New is null ? "is taken away" : "is changed",
            _ => "is deleted",
        };
        return $"{what}, which {who} may not do{(change.Reason.Length == 0 ? "" : $": {change.Reason}")}.";
    }

    public static string Help(DeniedChange change)
    {
        string where = change.Place.Length == 0 ? "in the organization" : $"at {change.Place} or above";
        string could = change.WhoCan.IsEmpty ? "nobody holds that"
            : $"{string.Join(", ", change.WhoCan.Take(MostHolders))}{(change.WhoCan.Count > MostHolders ? " and more" : "")}";
        return $"It needs {Rule(change.Needed)} {where}; who could: {could}.";
    }

    public static string Rule(RoleRule rule)
    {
        string verbs = string.Join(", ", rule.Verbs.Select(Word));
        string kinds = rule.Kinds.IsEmpty ? "everything" : string.Join(", ", rule.Kinds);
        string fields = string.Join(", ", rule.Groups.Select(Word).Concat(rule.Paths));
        return $"{verbs} on {kinds}{(fields.Length == 0 ? "" : $" for {fields}")}";
    }

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Value(string? value) => value is null ? "absent" : $"'{value}'";
}

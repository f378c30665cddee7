namespace Mesh.Istio.Resources;

/// <summary>
/// Says of every field that an object sets where its value comes from; fields that lie in one and have the same origin are said together.
/// </summary>
internal static class FieldReasons
{
    /// <summary>What is said of a field that no reason is written for; a test holds that there is none.</summary>
    public const string Unexplained = "unexplained";

    public static ValueList<string> Of(IstioObject value, EffectiveSettings? settings)
    {
        var lister = new FieldLister();
        value.Write(lister);
        // What kind of object it is has no other origin than Istio.
        (string[] Path, string Reason)[] fields = [.. lister.Found.Where(path => path is not ("apiVersion" or "kind")).Select(
            path => (path.Split('.'), FieldReason.Of(path, settings) ?? Unexplained))];
        return Group(fields, 0).ToValueList();
    }

    private static IEnumerable<string> Group((string[] Path, string Reason)[] fields, int depth)
    {
        foreach (IGrouping<string, (string[] Path, string Reason)> group in fields.GroupBy(field => field.Path[depth]))
        {
            (string[] Path, string Reason)[] inside = [.. group];
            if (inside.Select(field => field.Reason).Distinct(StringComparer.Ordinal).Count() == 1)
            {
                yield return $"{string.Join('.', inside[0].Path.Take(depth + 1))}: {inside[0].Reason}";
                continue;
            }

            foreach (string line in Group([.. inside.Where(field => field.Path.Length > depth + 1)], depth + 1))
            {
                yield return line;
            }
        }
    }
}

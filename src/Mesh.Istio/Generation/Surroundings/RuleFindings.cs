using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>What is said of DestinationRules of others, for hosts, exposed services and services with settings alike.</summary>
internal static class RuleFindings
{
    /// <param name="path">Where the findings belong.</param>
    /// <param name="what">What the rules are for, in words.</param>
    /// <param name="ours">The name of our rule.</param>
    /// <param name="found">The rules of others by cluster.</param>
    /// <param name="lost">What callers lose that use a rule of their own; null where they lose nothing.</param>
    /// <param name="diagnostics">Where findings go.</param>
    public static void Add(
        string path, string what, string ours, IEnumerable<(string Cluster, RulesBeside Beside)> found, string? lost,
        ICollection<Diagnostic> diagnostics)
    {
        (string Cluster, RulesBeside Beside)[] all = [.. found.Where(pair => pair.Beside != RulesBeside.None)];
        Say(all, beside => beside.Replaced, (clusters, rules) => SurroundingsDiagnostics.RuleReplaced.At(
            path,
            $"In cluster(s) {clusters} DestinationRule {rules} holds for {what} today. Istio takes the rules of one namespace, and there "
                + $"the one with the whole host: with {ours} beside it, what it says holds for {what} no more.",
            $"Move what {rules} says for it into the model's settings, or give it a rule for the hosts that remain."), diagnostics);
        Say(all, beside => beside.Meeting, (clusters, rules) => SurroundingsDiagnostics.RulesMeet.At(
            path,
            $"In cluster(s) {clusters} DestinationRule {rules} is for {what} in the namespace of {ours}. Exported alike, the older gives "
                + "the traffic policy whole, and the first of two subsets of one name holds; exported otherwise, the newer alone holds: "
                + "either what somebody wrote or what moves traffic has no effect.",
            $"Move its traffic policy into the model's settings and leave subsets of other names in {rules}, without exportTo."),
            diagnostics);
        if (lost is not null)
        {
            Say(all, beside => beside.Instead, (clusters, rules) => SurroundingsDiagnostics.RuleInstead.At(
                path,
                $"In cluster(s) {clusters} DestinationRule {rules} holds for {what} instead of {ours} where its own namespace calls: "
                    + $"{lost}.",
                $"Copy the traffic policy of {ours} into {rules}, or remove it for this host."), diagnostics);
        }
    }

    private static void Say(
        (string Cluster, RulesBeside Beside)[] all, Func<RulesBeside, ValueList<string>> select, Func<string, string, Diagnostic> say,
        ICollection<Diagnostic> diagnostics)
    {
        (string Cluster, ValueList<string> Rules)[] found =
            [.. all.Select(pair => (pair.Cluster, Rules: select(pair.Beside))).Where(pair => !pair.Rules.IsEmpty)];
        if (found.Length > 0)
        {
            diagnostics.Add(say(
                string.Join(", ", found.Select(pair => pair.Cluster)),
                string.Join(", ", found.SelectMany(pair => pair.Rules).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))));
        }
    }
}

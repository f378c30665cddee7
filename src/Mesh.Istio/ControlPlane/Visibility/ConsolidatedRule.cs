using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>A DestinationRule, or several of one namespace for one host as one.</summary>
internal sealed class ConsolidatedRule(DestinationRule rule, ValueList<string> exportTo)
{
    /// <summary>The rule with the subsets of all and the first traffic policy.</summary>
    public DestinationRule Rule { get; private set; } = rule;

    /// <summary>The rules that are in it, <c>namespace/name</c>, the first one leading.</summary>
    public List<string> From { get; } = [Name(rule)];

    public ValueList<string> ExportTo { get; } = exportTo;

    public ValueMap<string>? Selector => Rule.WorkloadSelector?.MatchLabels;

    /// <summary>Adds the subsets that are not there yet, and the traffic policy if there is none yet; policies are never mixed.</summary>
    public void Merge(DestinationRule other)
    {
        Rule = Rule with
        {
            Subsets = Rule.Subsets.AddRange(other.Subsets.Where(subset => Rule.Subsets.All(existing => existing.Name != subset.Name))),
            TrafficPolicy = Rule.TrafficPolicy ?? other.TrafficPolicy,
        };
        From.Add(Name(other));
    }

    public Subset? FindSubset(string name)
    {
        foreach (Subset subset in Rule.Subsets)
        {
            if (subset.Name == name)
            {
                return subset;
            }
        }

        return null;
    }

    private static string Name(DestinationRule rule) => $"{rule.Metadata.Namespace}/{rule.Metadata.Name}";
}

using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>The DestinationRules of one namespace by host (istio <c>pilot/pkg/model/destination_rule.go</c>).</summary>
internal sealed class RulePool
{
    private readonly Dictionary<string, List<ConsolidatedRule>> _byHost = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<ConsolidatedRule>> _wildcards = new(
        Comparer<string>.Create(HostName.CompareSpecificity));

    /// <summary>Adds a rule: to rules of the same host with the same exportTo and the same selector, else as a rule of its own.</summary>
    public void Add(DestinationRule rule, string host, ValueList<string> exportTo)
    {
        if (!_byHost.TryGetValue(host, out List<ConsolidatedRule>? rules))
        {
            _byHost.Add(host, rules = []);
            if (HostName.IsWildcard(host))
            {
                _wildcards.Add(host, rules);
            }
        }

        bool separate = true;
        foreach (ConsolidatedRule existing in rules)
        {
            bool same = Exports.SameSet(exportTo, existing.ExportTo);
            if (!same && (existing.ExportTo.IsEmpty || !existing.ExportTo.All(exportTo.Contains)))
            {
                separate = true;
                continue;
            }

            separate = !same;
            (ValueMap<string>? mine, ValueMap<string>? others) = (rule.WorkloadSelector?.MatchLabels, existing.Selector);
            if (mine is { } left && others is { } right && left != right)
            {
                separate = true;
                continue;
            }

            separate = (mine is null) != (others is null) && separate;
            existing.Merge(rule);
        }

        if (separate)
        {
            rules.Add(new ConsolidatedRule(rule, exportTo));
        }
    }

    /// <summary>The rules of the most specific host that covers a host; none when no host does.</summary>
    public IReadOnlyList<ConsolidatedRule> Find(string host)
    {
        if (_byHost.TryGetValue(host, out List<ConsolidatedRule>? exact))
        {
            return exact;
        }

        ReadOnlySpan<char> text = HostName.IsWildcard(host) ? host.AsSpan(1) : host;
        foreach ((string wildcard, List<ConsolidatedRule> rules) in _wildcards)
        {
            if (text.EndsWith(wildcard.AsSpan(1), StringComparison.Ordinal))
            {
                return rules;
            }
        }

        return [];
    }
}

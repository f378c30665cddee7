namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>One deciding filter of a chain.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Rules">Its rules, in the order of their names, as Envoy asks them.</param>
internal sealed record AccessFilter(AccessFilterKind Kind, ValueList<AccessRule> Rules)
{
    /// <summary>Who is asked; empty where nobody is.</summary>
    public string Authorizer { get; init; } = "";

    /// <summary>Whether it is made of CUSTOM policies, which stand before the tokens are looked at.</summary>
    public bool IsBeforeTokens { get; init; }

    /// <summary>The first rule that matches for certain.</summary>
    /// <param name="facts">What is seen of the call.</param>
    /// <param name="unsure">Gets the rules before it of which nobody knows.</param>
    public AccessRule? Find(InboundFacts facts, List<AccessRule> unsure)
    {
        foreach (AccessRule rule in Rules)
        {
            switch (rule.Condition(facts))
            {
                case Matching.Yes:
                    return rule;
                case Matching.Depends:
                    unsure.Add(rule);
                    break;
                default:
                    break;
            }
        }

        return null;
    }
}

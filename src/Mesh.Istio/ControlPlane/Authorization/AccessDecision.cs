namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What a proxy decides about a call, and why.</summary>
/// <param name="Verdict">The verdict, if every authorizer that is asked says yes.</param>
internal sealed record AccessDecision(AccessVerdict Verdict)
{
    /// <summary>In place of a rule: there are ALLOW policies, and none of their rules matches.</summary>
    public const string NoRule = "none";

    /// <summary>The rule that decides; <see langword="null"/> when none does.</summary>
    public AccessRule? Rule { get; init; }

    /// <summary>Whether it is refused because no ALLOW rule matches.</summary>
    public bool IsUnmatched { get; init; }

    /// <summary>The rule that decides, <c>NAMESPACE/POLICY#RULE</c>, or <see cref="NoRule"/>; empty when no policy decides.</summary>
    public string By => IsUnmatched ? NoRule : Rule?.Place ?? "";

    /// <summary>The authorizers that are asked, by name.</summary>
    public ValueList<string> Asked { get; init; }

    /// <summary>The rules that may decide otherwise, where the verdict depends on what is not known.</summary>
    public ValueList<AccessRule> Unsure { get; init; }

    /// <summary>In words, what is wrong where no rule decides; else empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the filters saw; <see langword="null"/> where none was reached.</summary>
    public InboundFacts? Facts { get; init; }

    /// <summary>The chain that took the call; <see langword="null"/> where none did.</summary>
    public InboundChain? Chain { get; init; }

    public static AccessDecision Refuse(string reason) => new(AccessVerdict.Refused) { Reason = reason };
}

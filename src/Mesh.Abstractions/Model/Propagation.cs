namespace Mesh;

/// <summary>What a nearer level may do with the guardrails of a farther one.</summary>
public enum Propagation
{
    /// <summary>What the nearer level sets holds instead.</summary>
    Replace,

    /// <summary>What the nearer level sets holds in addition, so that it can only tighten.</summary>
    Stricter,
}

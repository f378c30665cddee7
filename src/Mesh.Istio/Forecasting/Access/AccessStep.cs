namespace Mesh.Istio.Forecasting.Access;

/// <summary>What one place on the way of a call makes of it: a gateway, or a pod.</summary>
public sealed record AccessStep
{
    /// <summary>The place: <c>gateway NAMESPACE/NAME</c> or <c>pod NAMESPACE/NAME</c>.</summary>
    public required string Place { get; init; }

    /// <summary>The cluster that it is in.</summary>
    public required string Cluster { get; init; }

    /// <summary>Whether the call goes on from here.</summary>
    public bool IsGateway { get; init; }

    /// <summary>What it says.</summary>
    public required CallVerdict Verdict { get; init; }

    /// <summary>
    /// The rule that decides, <c>NAMESPACE/POLICY#INDEX</c>; <c>none</c> where ALLOW policies exist and none of their rules matches; empty
    /// where no policy decides.
    /// </summary>
    public string Rule { get; init; } = "";

    /// <summary>Why, in words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the verdict rests on without being known: authorizers that would be asked, tokens, identities.</summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>The step in a line.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => $"{Place} in {Cluster}: {Reason}";
}

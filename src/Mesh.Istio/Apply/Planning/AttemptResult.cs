using Mesh.Istio.Apply.Api;

namespace Mesh.Istio.Apply.Planning;

/// <summary>The outcome of one attempt to apply an object.</summary>
/// <param name="Response">The last response.</param>
/// <param name="Owners">Who owns what Mesh sets; overridden where the response is a success.</param>
internal sealed record AttemptResult(ApiResponse Response, ValueList<FieldConflict> Owners)
{
    public const string Shared = "It is shared; somebody else's labels say where it comes from.";

    /// <summary>What the response means; <see langword="null"/> for a success.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>The namespace exists and belongs to several organizations. Nothing was written, and nothing has to be.</summary>
    public bool IsShared { get; init; }
}

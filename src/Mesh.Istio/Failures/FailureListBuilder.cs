namespace Mesh.Istio.Failures;

/// <summary>
/// Says which failures are the columns of a table; each is forecast alone. The first column, that nothing fails, is always there.
/// </summary>
public sealed class FailureListBuilder
{
    private readonly ObservedMesh _mesh;
    private readonly List<Action<FailureBuilder>> _failures = [static _ => { }];

    internal FailureListBuilder(ObservedMesh mesh) => _mesh = mesh;

    internal IReadOnlyList<Action<FailureBuilder>> Failures => _failures;

    /// <summary>One failure, of one thing or of several at once.</summary>
    /// <param name="failure">Says what fails.</param>
    /// <returns>This builder.</returns>
    public FailureListBuilder Add(Action<FailureBuilder> failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _failures.Add(failure);
        return this;
    }

    /// <summary>A failure for everything of some kinds, by kind and then by name.</summary>
    /// <param name="scopes">The kinds. Default: clusters, zones and gateways.</param>
    /// <returns>This builder.</returns>
    public FailureListBuilder AddEvery(FailureScopes scopes = FailureScopes.Default)
    {
        _failures.AddRange(EveryFailure.Of(_mesh, scopes));
        return this;
    }
}

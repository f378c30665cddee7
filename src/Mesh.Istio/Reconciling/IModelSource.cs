namespace Mesh.Istio.Reconciling;

/// <summary>Where a reconciler gets its model from.</summary>
public interface IModelSource
{
    /// <summary>Gives the model that holds now, then every one that replaces it. It may end: then the last one holds for good.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Readings. One without a model leaves the last good model in force, and its findings are reported.</returns>
    IAsyncEnumerable<ModelReadResult> WatchAsync(CancellationToken cancellationToken);
}

using System.Runtime.CompilerServices;
using Mesh.Diagnostics;

namespace Mesh.Istio.Reconciling;

/// <summary>A model that never changes.</summary>
public sealed class FixedModel : IModelSource
{
    private readonly MeshModel _model;

    /// <summary>Makes a source of one model.</summary>
    /// <param name="model">The model.</param>
    public FixedModel(MeshModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ModelReadResult> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return new ModelReadResult(_model, DiagnosticList.Empty);
    }
}

using System.Threading.Channels;
using Mesh.Diagnostics;
using Mesh.Istio.Reconciling;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>Models that a test hands over.</summary>
internal sealed class PushedModels : IModelSource
{
    private readonly Channel<ModelReadResult> _models = Channel.CreateUnbounded<ModelReadResult>();

    public void Push(MeshModel? model, DiagnosticList? findings = null) =>
        _models.Writer.TryWrite(new ModelReadResult(model, findings ?? DiagnosticList.Empty));

    public IAsyncEnumerable<ModelReadResult> WatchAsync(CancellationToken cancellationToken) =>
        _models.Reader.ReadAllAsync(cancellationToken);
}

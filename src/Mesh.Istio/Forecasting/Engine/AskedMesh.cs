using System.Collections.Concurrent;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>The clusters of one forecaster, with what was already answered of the state as observed. Thread-safe.</summary>
internal sealed class AskedMesh(ObservedMesh mesh)
{
    private readonly ConcurrentBag<EndpointTracer> _idle = [];

    public ObservedMesh Mesh => mesh;

    /// <summary>Asks while nothing fails; what others asked is remembered.</summary>
    public T Observed<T>(Func<EndpointTracer, T> ask)
    {
        if (!_idle.TryTake(out EndpointTracer? tracer))
        {
            tracer = new EndpointTracer(new FailedWorld(mesh, new FailedParts()));
        }

        T answer = ask(tracer);
        _idle.Add(tracer);
        return answer;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Mesh.Kubernetes.Connections;

/// <summary>What came of a request: a value or a failure.</summary>
internal sealed record ClusterResult<T> : IClusterResult
{
    private ClusterResult(T? value, ClusterRequestFailure? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    public ClusterRequestFailure? Failure { get; }

    public static implicit operator ClusterResult<T>(T value) => new(value, null);

    public static implicit operator ClusterResult<T>(ClusterRequestFailure failure) => new(default, failure);

    /// <summary>The value; false when the request failed.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out ClusterRequestFailure? failure)
    {
        (value, failure) = (Value, Failure);
        return failure is null;
    }
}

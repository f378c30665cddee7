namespace Mesh.Kubernetes.Connections;

/// <summary>One request with all its tries.</summary>
internal sealed class ConnectionCall(ClusterRequest request)
{
    private bool _triedAgainAfterUnauthorized;

    public ClusterRequest Request { get; } = request;

    public int Attempts { get; set; }

    /// <summary>Whether a failed try may be followed by another.</summary>
    public bool MayRepeat(ClusterRequestFailure failure, TimeSpan longestRetryAfter)
    {
        if (failure.RetryAfter > longestRetryAfter || failure.Kind == ClusterFailureKind.CircuitOpen)
        {
            return false;
        }

        // A token can expire between being read and being used; the next try reads it again. A wrong one stays wrong.
        if (failure.Kind == ClusterFailureKind.Unauthorized && !_triedAgainAfterUnauthorized)
        {
            return _triedAgainAfterUnauthorized = true;
        }

        return failure.IsTransient && (Request.SafeToRepeat || failure.NothingHappened);
    }
}

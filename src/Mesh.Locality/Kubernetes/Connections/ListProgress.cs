namespace Mesh.Kubernetes.Connections;

/// <summary>Follows the pages of one list and ends one that does not end by itself. Not for concurrent use.</summary>
internal sealed class ListProgress(ClusterConnectionOptions options, int pageSize)
{
    // Those of kube-apiserver hold a key of etcd: a few hundred bytes.
    private const int LongestToken = 16 * 1024;
    private readonly HashSet<string> _tokens = new(StringComparer.Ordinal);
    private long _objects;

    /// <summary>Takes a page; says why the list is not read further, or <see langword="null"/>.</summary>
    /// <param name="objects">How many objects it holds.</param>
    /// <param name="next">The token of the next page; empty: it is the last.</param>
    public ClusterRequestFailure? Take(int objects, string next)
    {
        _objects += next.Length == 0 ? objects : Math.Max(objects, pageSize);
        return next.Length > LongestToken
            ? Refuse(ClusterFailureKind.Malformed, "The list names a next page with a token of more than 16 KiB.")
            : next.Length > 0 && !_tokens.Add(next)
                ? Refuse(ClusterFailureKind.Malformed, "The list does not end: it names a page as the next that was read.")
            : _objects > options.MaxListObjects ? Refuse(ClusterFailureKind.TooLarge, string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"The list holds more than {options.MaxListObjects} objects ({nameof(options.MaxListObjects)})."))
            : null;
    }

    /// <summary>Begins again with the first page, as after a token that expired.</summary>
    public void BeginAgain()
    {
        _tokens.Clear();
        _objects = 0;
    }

    private static ClusterRequestFailure Refuse(ClusterFailureKind kind, string message) => new() { Kind = kind, Message = message };
}

namespace Mesh.Istio.Pictures;

/// <summary>What an arrow of a picture is.</summary>
public enum TopologyArrowKind
{
    /// <summary>Requests that are answered.</summary>
    Call,

    /// <summary>A place that would answer if those before it in the order could not; it gets nothing now.</summary>
    Fallback,

    /// <summary>Requests that nobody answers.</summary>
    Loss,

    /// <summary>Nobody knows: a name in the question does not exist.</summary>
    Unknown,

    /// <summary>A way that a resource describes, whether anybody takes it or not; it has no share.</summary>
    Route,
}

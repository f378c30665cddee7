namespace Mesh;

/// <summary>What of a request is hashed to choose its endpoint.</summary>
public enum HashSource
{
    /// <summary>The value of a header.</summary>
    Header,

    /// <summary>The value of a cookie.</summary>
    Cookie,

    /// <summary>The value of a query parameter.</summary>
    QueryParameter,

    /// <summary>The caller's address; the only one for ports that do not speak HTTP.</summary>
    SourceIp,
}

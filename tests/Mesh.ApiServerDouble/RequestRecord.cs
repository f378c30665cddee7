using Mesh.ApiServerDouble.Faults;

namespace Mesh.ApiServerDouble;

/// <summary>A request that arrived.</summary>
/// <param name="Number">Its number, in the order of arrival, from 1.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without query.</param>
/// <param name="Query">The query with its question mark; empty without one.</param>
/// <param name="User">The name of the account; <c>system:anonymous</c> without a token.</param>
public sealed record RequestRecord(long Number, string Method, string Path, string Query, string User)
{
    /// <summary>The status of the response; 0 while there is none, and when the connection broke instead.</summary>
    public int Status { get; internal set; }

    /// <summary>The fault that hit it; null: none.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>Whether the response went out compressed.</summary>
    public bool IsCompressed { get; internal set; }

    /// <summary>The media type of the body; empty without a body.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The protocol: <c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public string Protocol { get; init; } = "";

    /// <summary>The body as text; empty without one.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether it wants to write; a dry run counts.</summary>
    public bool IsWrite => Method is not "GET";
}

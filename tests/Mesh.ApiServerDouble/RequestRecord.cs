using Mesh.ApiServerDouble.Faults;

namespace Mesh.ApiServerDouble;

/// <summary>A request that arrived.</summary>
public sealed record RequestRecord(long Number, string Method, string Path, string Query, string User)
{
    /// <summary>The status of the answer; 0 while there is none, and when the connection broke instead.</summary>
    public int Status { get; internal set; }

    /// <summary>The fault that hit it; null: none.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>Whether the answer went out compressed.</summary>
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

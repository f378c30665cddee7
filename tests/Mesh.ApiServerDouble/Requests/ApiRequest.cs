using Microsoft.Extensions.Primitives;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>A request as the handlers see it.</summary>
internal sealed record ApiRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string RawQuery { get; init; }

    public required Dictionary<string, StringValues> Query { get; init; }

    public required Func<string, string> Header { get; init; }

    public required byte[] Body { get; init; }

    public required Account Account { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required CancellationToken Aborted { get; init; }

    public string Parameter(string name) => Query.TryGetValue(name, out StringValues values) ? values.ToString() : "";

    public bool Flag(string name) => Parameter(name) is "true" or "1" or "True";

    /// <summary>The media type of the body without its parameters.</summary>
    public string ContentType => Header("Content-Type").Split(';')[0].Trim();

    /// <summary>Warnings that go with the answer.</summary>
    public List<string> Warnings { get; } = [];
}

using System.Text;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>An answer: a body, or a stream that a watch writes.</summary>
internal sealed record Answer(int Status, string ContentType, byte[] Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public Func<Stream, CancellationToken, Task>? Stream { get; init; }

    public static Answer Json(int status, JsonNode body) => new(status, "application/json", JsonValues.ToUtf8(body));

    public static Answer Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public Answer With(string name, string value) => this with { Headers = [.. Headers, (name, value)] };
}

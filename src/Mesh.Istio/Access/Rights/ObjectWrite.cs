using System.Text.Json;

namespace Mesh.Istio.Access.Rights;

/// <summary>A write of an object that somebody asks for.</summary>
/// <param name="Method">How.</param>
/// <param name="Kind">The kind, for example <c>Gateway</c>.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name; empty when the server is to make one.</param>
internal sealed record ObjectWrite(WriteMethod Method, string Kind, string Namespace, string Name)
{
    /// <summary>What is there; null: nothing.</summary>
    public JsonElement? Old { get; init; }

    /// <summary>What is there afterwards, with what others own and what defaults add; null when it is deleted.</summary>
    public JsonElement? New { get; init; }

    /// <summary>The subresource that is written, such as <c>status</c>; empty: the object itself.</summary>
    public string Subresource { get; init; } = "";
}

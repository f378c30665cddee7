using System.Text.Json;

namespace Mesh.Istio.Apply;

/// <summary>An answer of the API server, or what came instead of it.</summary>
/// <param name="Kind">What it means.</param>
internal sealed record ApiAnswer(AnswerKind Kind)
{
    /// <summary>The object or list; undefined when the request was not carried out.</summary>
    public JsonElement Body { get; init; }

    /// <summary>The API server's message, or what went wrong.</summary>
    public string Message { get; init; } = "";

    /// <summary>Who owns what, with <see cref="AnswerKind.FieldConflict"/>.</summary>
    public ValueList<FieldConflict> Conflicts { get; init; }

    /// <summary>The token that goes on at the newest version, with <see cref="AnswerKind.Expired"/>; empty when there is none.</summary>
    public string Continue { get; init; } = "";

    public bool IsSuccess => Kind is AnswerKind.Ok or AnswerKind.Created;
}

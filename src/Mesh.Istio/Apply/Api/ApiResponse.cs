using System.Text.Json;

namespace Mesh.Istio.Apply.Api;

/// <summary>A response of the API server, or what came instead of it.</summary>
/// <param name="Kind">What it means.</param>
internal sealed record ApiResponse(ResponseKind Kind)
{
    /// <summary>The version of the object; empty when there is none.</summary>
    public string ResourceVersion { get; init; } = "";

    /// <summary>Whether the object is being deleted and something holds it.</summary>
    public bool IsBeingDeleted { get; init; }

    /// <summary>The object; undefined when the request was not carried out, or when only the outcome of a write matters.</summary>
    public JsonElement Body { get; init; }

    /// <summary>The API server's message, or what went wrong.</summary>
    public string Message { get; init; } = "";

    /// <summary>Who owns what, with <see cref="ResponseKind.FieldConflict"/>.</summary>
    public ValueList<FieldConflict> Conflicts { get; init; }

    /// <summary>The webhook that refused the object or could not be asked; empty when none did.</summary>
    public string Webhook { get; init; } = "";

    /// <summary>
    /// What a write sent and the answer does not hold: something in the cluster changed it on the way. Empty where nothing is compared.
    /// </summary>
    public ValueList<FieldChange> Changed { get; init; }

    /// <summary>How many objects a page of a list held.</summary>
    public int Count { get; init; }

    /// <summary>The token that goes on at the newest version, with <see cref="ResponseKind.Expired"/>; empty when there is none.</summary>
    public string Continue { get; init; } = "";

    public bool IsSuccess => Kind is ResponseKind.Ok or ResponseKind.Created;
}

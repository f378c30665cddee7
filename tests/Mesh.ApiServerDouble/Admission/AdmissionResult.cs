namespace Mesh.ApiServerDouble.Admission;

/// <summary>What policies say to a write.</summary>
internal sealed record AdmissionResult
{
    /// <summary>The first that denies it, as the server says it; null: nobody does.</summary>
    public string? Denial { get; init; }

    /// <summary>403 where a validation failed, 422 where an expression did.</summary>
    public int Status { get; init; } = 403;

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Audit annotations.</summary>
    public IReadOnlyDictionary<string, string> Audit { get; init; } = new Dictionary<string, string>();
}

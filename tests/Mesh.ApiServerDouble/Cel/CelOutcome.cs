namespace Mesh.ApiServerDouble.Cel;

/// <summary>What a rule says of a value; the error is that of the evaluation, if there was one.</summary>
internal sealed record CelOutcome(bool IsValid, string? Error)
{
    public static readonly CelOutcome Holds = new(true, null);
    public static readonly CelOutcome Fails = new(false, null);
}

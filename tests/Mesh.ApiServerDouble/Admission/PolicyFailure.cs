namespace Mesh.ApiServerDouble.Admission;

/// <summary>A validation that did not hold.</summary>
/// <param name="Message">What it says.</param>
/// <param name="IsError">Whether the expression failed instead.</param>
internal sealed record PolicyFailure(string Message, bool IsError);

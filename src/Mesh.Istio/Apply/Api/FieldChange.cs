namespace Mesh.Istio.Apply.Api;

/// <summary>A field that was sent with one value and answered with another.</summary>
/// <param name="Path">Where it is: <c>.spec.selector.istio</c>.</param>
/// <param name="Sent">What was sent, as JSON.</param>
/// <param name="Found">What the answer holds, as JSON; empty when it holds nothing there.</param>
internal sealed record FieldChange(string Path, string Sent, string Found)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Found.Length == 0 ? $"{Path} is missing and was sent as {Sent}" : $"{Path} is {Found} and was sent as {Sent}";
}

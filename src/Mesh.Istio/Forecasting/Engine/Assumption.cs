namespace Mesh.Istio.Forecasting.Engine;

/// <summary>An address that is assumed to answer.</summary>
/// <param name="Address">The address.</param>
/// <param name="Why">Why nothing is known about it.</param>
internal sealed record Assumption(string Address, string Why)
{
    public override string ToString() => $"{Address} answers: {Why}";
}

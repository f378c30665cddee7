namespace Mesh.Istio.Forecasting;

/// <summary>A part of the requests that nobody answers, as long as the failure lasts and before retries.</summary>
/// <param name="Kind">What happens to the requests.</param>
/// <param name="Percent">The part of the requests, from 0 to 100.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ForecastLoss(ForecastLossKind Kind, double Percent, string Reason);

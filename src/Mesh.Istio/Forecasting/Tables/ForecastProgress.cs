namespace Mesh.Istio.Forecasting.Tables;

/// <summary>How far a table or a proof is.</summary>
/// <param name="Done">The failures that are answered for all calls.</param>
/// <param name="Total">The failures that are to be answered. A proof ends earlier when it finds a loss.</param>
public readonly record struct ForecastProgress(long Done, long Total);

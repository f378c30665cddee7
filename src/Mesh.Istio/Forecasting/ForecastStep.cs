namespace Mesh.Istio.Forecasting;

/// <summary>One step of the order in which places are used: the endpoints of one priority that are used for the same reason.</summary>
/// <param name="Priority">The priority; a higher one gets only what the lower ones cannot take.</param>
/// <param name="Members">The endpoints, <c>CLUSTER ADDRESS:PORT</c>.</param>
/// <param name="Reason">Why they have the priority; names object and field.</param>
public sealed record ForecastStep(int Priority, ValueList<string> Members, string Reason);

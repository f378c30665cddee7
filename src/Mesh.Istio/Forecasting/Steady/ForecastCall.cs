namespace Mesh.Istio.Forecasting.Steady;

/// <summary>What is sent to an endpoint.</summary>
/// <param name="Host">The host of the request.</param>
/// <param name="Http">Whether the caller's proxy speaks HTTP, so that it sees status codes.</param>
/// <param name="Tls">How the caller connects.</param>
/// <param name="Sni">The TLS server name.</param>
internal sealed record ForecastCall(string Host, bool Http, CallTls Tls = CallTls.None, string Sni = "");

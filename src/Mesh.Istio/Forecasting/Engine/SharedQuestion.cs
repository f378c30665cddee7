using System.Runtime.CompilerServices;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>A question without the name of the client, as all callers that get the same share it.</summary>
/// <param name="Caller">The sidecar that stands for them, the very object.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port.</param>
/// <param name="Request">The request.</param>
internal readonly record struct SharedQuestion(ClientProxy Caller, string Host, int Port, Request Request)
{
    public bool Equals(SharedQuestion other) => ReferenceEquals(Caller, other.Caller) && Port == other.Port && Host == other.Host
        && (ReferenceEquals(Request, other.Request) || Request.Equals(other.Request));

    public override int GetHashCode() => HashCode.Combine(
        RuntimeHelpers.GetHashCode(Caller), Host.GetHashCode(StringComparison.Ordinal), Port, Request.Path, Request.Method);
}

using System.Runtime.CompilerServices;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What an answer depends on in one world.</summary>
/// <param name="View">The proxy that stands for all that get the same, the very object.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port.</param>
/// <param name="Request">The request.</param>
internal readonly record struct AnswerKey(ProxyConfig View, string Host, int Port, Request Request)
{
    public bool Equals(AnswerKey other) => ReferenceEquals(View, other.View) && Port == other.Port && Host == other.Host
        && (ReferenceEquals(Request, other.Request) || Request.Equals(other.Request));

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(View), Host, Port, Request.Path, Request.Method);
}

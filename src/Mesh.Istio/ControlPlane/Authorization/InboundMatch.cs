namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>The chain of a connection, or why there is none.</summary>
internal sealed record InboundMatch(InboundChain? Chain, string Refusal)
{
    public static implicit operator InboundMatch(InboundChain chain) => new(chain, "");

    public static InboundMatch No(string refusal) => new(null, refusal);
}

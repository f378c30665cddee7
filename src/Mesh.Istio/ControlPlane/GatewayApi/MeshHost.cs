using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>A host inside of the mesh as the parent of a route.</summary>
/// <param name="Host">The name.</param>
/// <param name="Port">The port that the route is for; <see langword="null"/> for all.</param>
/// <param name="IsConsumer">Whether the route is of another namespace than the host.</param>
internal sealed record MeshHost(string Host, uint? Port, bool IsConsumer)
{
    /// <summary>The rules for this port alone.</summary>
    public List<HttpRoute> OnPort(List<HttpRoute> rules) => Port is null ? rules
        : [.. rules.Select(rule => rule with
        {
            Match = rule.Match.IsEmpty ? [new HttpMatchRequest { Port = Port }]
                : rule.Match.Select(match => match with { Port = Port }).ToValueList(),
        })];
}

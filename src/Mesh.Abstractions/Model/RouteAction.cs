using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>What a route does: exactly one of forward, redirect, answer, send to clusters.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ForwardAction), "forward")]
[JsonDerivedType(typeof(RedirectAction), "redirect")]
[JsonDerivedType(typeof(DirectResponseAction), "directResponse")]
[JsonDerivedType(typeof(ClusterAction), "clusters")]
public abstract record RouteAction
{
    private protected RouteAction()
    {
    }
}

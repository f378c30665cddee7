using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>What a route does: exactly one of forward, redirect, answer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ForwardAction), "forward")]
[JsonDerivedType(typeof(RedirectAction), "redirect")]
[JsonDerivedType(typeof(DirectResponseAction), "directResponse")]
public abstract record RouteAction
{
    private protected RouteAction()
    {
    }
}

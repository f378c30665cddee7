using Mesh.Istio.Access.Adopting;
using Mesh.Istio.Apply;

namespace Mesh.Istio.Access;

/// <summary>
/// Live values that a team may write by itself: of fields whose group the model gives to somebody, by a role that names the group. Who
/// holds <c>all</c> holds what Mesh holds, and nothing is adopted for them.
/// </summary>
public static class AccessAdoption
{
    /// <summary>Says which fields of live objects are somebody else's by the roles and bindings of a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>For <see cref="ApplyOptions.Adoption"/>.</returns>
    public static IFieldAdoption Of(MeshModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new BoundFields(model);
    }
}

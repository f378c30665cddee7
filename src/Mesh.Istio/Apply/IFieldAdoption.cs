using System.Text.Json;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply;

/// <summary>
/// Says which fields of live objects are somebody else's to change, so that a value that they have written stays although Mesh owns what is
/// around it: lists such as <c>spec.servers</c> have one owner. Safe for concurrent use.
/// </summary>
public interface IFieldAdoption
{
    /// <summary>The fields of a live object that differ from what is desired and that somebody else may change.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="desired">The object as it is to be.</param>
    /// <param name="live">The object as it is.</param>
    /// <returns>The fields, each once; whether somebody else has really changed them is found out by the caller.</returns>
    ValueList<AdoptedField> Find(string cluster, IstioObject desired, JsonElement live);
}

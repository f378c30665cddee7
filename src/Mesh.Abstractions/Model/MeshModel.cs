using System.Text;
using Mesh.Serialization;

namespace Mesh;

/// <summary>What the user states once: an organization with its clusters, tenants, workspaces and gateways. Everything else is derived from it.</summary>
/// <remarks>
/// Immutable and equal by value; change it with <c>with</c>. Made by <c>MeshBuilder</c>, which validates, or read from JSON or YAML.
/// A model that was put together by hand is validated by the generator before anything is made of it.
/// </remarks>
/// <param name="Organization">The root of the tree.</param>
public sealed record MeshModel(Organization Organization)
{
    /// <summary>
    /// The model as indented JSON: fields in camel case, unset ones left out, durations such as <c>1.5s</c>, selectors, localities and versions as text.
    /// </summary>
    /// <returns>Text that <see cref="FromJson(string)"/> reads back to an equal model.</returns>
    public string ToJson() => Encoding.UTF8.GetString(ModelJson.WriteUtf8(this));

    /// <summary>Reads a model from JSON. Unknown, repeated and absent fields and values that cannot be read are refused, all of them at once.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The model, not validated yet, or what is wrong with the text, with paths, lines and columns.</returns>
    public static ModelReadResult FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ModelJson.Read(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Reads a model from JSON in UTF-8. Unknown, repeated and absent fields and values that cannot be read are refused, all of them at once.</summary>
    /// <param name="utf8">The text.</param>
    /// <returns>The model, not validated yet, or what is wrong with the text, with paths, lines and columns.</returns>
    public static ModelReadResult FromJson(ReadOnlyMemory<byte> utf8) => ModelJson.Read(utf8);
}

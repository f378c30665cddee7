using System.Text;
using Mesh.Documents;
using Mesh.Serialization;

namespace Mesh;

/// <summary>Models as JSON text. YAML is beside it in Mesh.Istio, because it needs a library.</summary>
public static class ModelText
{
    extension(MeshModel model)
    {
        /// <summary>
        /// The model as indented JSON: fields in camel case, unset ones left out, durations such as <c>1.5s</c>, selectors, localities and
        /// versions as text.
        /// </summary>
        /// <returns>Text that <c>MeshModel.FromJson</c> reads back to an equal model.</returns>
        public string ToJson()
        {
            ArgumentNullException.ThrowIfNull(model);
            return Encoding.UTF8.GetString(ModelJson.WriteUtf8(model));
        }

        /// <summary>
        /// Reads a model from JSON. Unknown, repeated and absent fields and values that cannot be read are refused, all of them at once.
        /// </summary>
        /// <param name="json">The text.</param>
        /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
        /// <returns>The model, not validated yet, or what is wrong with the text, with paths, lines and columns.</returns>
        public static ModelReadResult FromJson(string json, ReadLimits? limits = null)
        {
            ArgumentNullException.ThrowIfNull(json);
            return ModelJson.Read(Encoding.UTF8.GetBytes(json), limits ?? ReadLimits.Default);
        }

        /// <summary>
        /// Reads a model from JSON in UTF-8. Unknown, repeated and absent fields and values that cannot be read are refused, all of them
        /// at once.
        /// </summary>
        /// <param name="utf8">The text.</param>
        /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
        /// <returns>The model, not validated yet, or what is wrong with the text, with paths, lines and columns.</returns>
        public static ModelReadResult FromJson(ReadOnlyMemory<byte> utf8, ReadLimits? limits = null) =>
            ModelJson.Read(utf8, limits ?? ReadLimits.Default);
    }
}

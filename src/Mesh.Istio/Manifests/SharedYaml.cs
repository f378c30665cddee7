using System.Collections.Concurrent;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>
/// The YAML of objects of which several clusters have copies: each is made once for all files of a run. Thread-safe.
/// </summary>
internal sealed class SharedYaml
{
    private readonly ConcurrentDictionary<IstioObject, byte[]> _documents = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes objects as documents, separated by <c>---</c>.</summary>
    public void Write(OutputBuffer output, ValueList<IstioObject> values)
    {
        var yaml = new YamlFieldWriter(output);
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0)
            {
                output.Write("---\n"u8);
            }

            Write(output, yaml, values[i]);
        }
    }

    private void Write(OutputBuffer output, YamlFieldWriter yaml, IstioObject value)
    {
        if (value.Original is { } known && _documents.TryGetValue(known, out byte[]? bytes))
        {
            output.Write(bytes);
            return;
        }

        int start = output.Length;
        value.Write(yaml);
        yaml.EndDocument();
        if (value.Original is { } original)
        {
            _documents.TryAdd(original, output.Written[start..].ToArray());
        }
    }
}

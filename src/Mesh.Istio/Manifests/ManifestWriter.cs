using System.Buffers;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Writes resources as YAML or JSON in UTF-8. Equal objects give equal bytes: fields stand in the fixed order of the records' properties,
/// maps in ordinal order of their keys, lines end in <c>\n</c>.
/// </summary>
/// <remarks>
/// YAML texts are plain only where every reader, also of YAML 1.1, takes them for text, and otherwise in double quotes. Durations are
/// seconds (<c>1.5s</c>). Half a surrogate pair in a text is no character and becomes U+FFFD. Thread-safe.
/// </remarks>
public static class ManifestWriter
{
    /// <summary>One object as a YAML document.</summary>
    /// <param name="value">The object.</param>
    /// <returns>The text, which ends with a line feed.</returns>
    public static string ToYaml(IstioObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return ToYaml([value]);
    }

    /// <summary>Several objects as YAML documents, separated by <c>---</c>.</summary>
    /// <param name="values">The objects, in the order in which they are written.</param>
    /// <returns>The text, which ends with a line feed; empty when there is no object.</returns>
    public static string ToYaml(IEnumerable<IstioObject> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var output = new OutputBuffer();
        WriteYaml(output, values);
        return output.ToString();
    }

    /// <summary>One object as JSON.</summary>
    /// <param name="value">The object.</param>
    /// <param name="indented">Whether fields stand on lines of their own; otherwise all is on one line.</param>
    /// <returns>The text, which ends with a line feed.</returns>
    public static string ToJson(IstioObject value, bool indented = true)
    {
        ArgumentNullException.ThrowIfNull(value);
        using var output = new OutputBuffer();
        using var json = new JsonFieldWriter(output, indented);
        value.Write(json);
        json.EndDocument();
        return output.ToString();
    }

    /// <summary>Several objects as one JSON object of kind <c>List</c>, which kubectl takes apart.</summary>
    /// <param name="values">The objects, in the order in which they are written.</param>
    /// <param name="indented">Whether fields stand on lines of their own; otherwise all is on one line.</param>
    /// <returns>The text, which ends with a line feed.</returns>
    public static string ToJson(IEnumerable<IstioObject> values, bool indented = true)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var output = new OutputBuffer();
        WriteJson(output, values, indented);
        return output.ToString();
    }

    /// <summary>Writes several objects as YAML documents, separated by <c>---</c>.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="values">The objects, in the order in which they are written; enumerated once.</param>
    public static void WriteYaml(IBufferWriter<byte> output, IEnumerable<IstioObject> values)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(values);
        using var buffer = new OutputBuffer();
        WriteYaml(buffer, values);
        output.Write(buffer.Written);
    }

    /// <summary>Writes several objects as one JSON object of kind <c>List</c>.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="values">The objects, in the order in which they are written; enumerated once.</param>
    /// <param name="indented">Whether fields stand on lines of their own; otherwise all is on one line.</param>
    public static void WriteJson(IBufferWriter<byte> output, IEnumerable<IstioObject> values, bool indented = true)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(values);
        using var buffer = new OutputBuffer();
        WriteJson(buffer, values, indented);
        output.Write(buffer.Written);
    }

    internal static void WriteYaml(OutputBuffer output, IEnumerable<IstioObject> values)
    {
        var yaml = new YamlFieldWriter(output);
        bool first = true;
        foreach (IstioObject value in values)
        {
            if (!first)
            {
                output.Write("---\n"u8);
            }

            first = false;
            value.Write(yaml);
            yaml.EndDocument();
        }
    }

    internal static void WriteJson(OutputBuffer output, IEnumerable<IstioObject> values, bool indented)
    {
        using var json = new JsonFieldWriter(output, indented);
        json.BeginObject();
        json.Text("apiVersion"u8, "v1");
        json.Text("kind"u8, "List");
        json.Key("items"u8);
        json.BeginList();
        foreach (IstioObject value in values)
        {
            json.BeginItem();
            value.Write(json);
        }

        json.EndList();
        json.EndObject();
        json.EndDocument();
    }
}

using System.Text;
using System.Text.Json;

namespace Mesh.Kubernetes.Reading;

/// <summary>Which fields of an object are kept: everything else is skipped while it is read, so that it costs no memory.</summary>
internal sealed class FieldMask
{
    private readonly (byte[] Utf8, string Name, FieldMask Inner)[] _fields;

    private FieldMask((byte[] Utf8, string Name, FieldMask Inner)[] fields) => _fields = fields;

    /// <summary>Keeps a value with all that is in it.</summary>
    public static FieldMask All { get; } = new([]);

    /// <summary>Keeps that a value is there, and nothing of what is in it.</summary>
    public static FieldMask Nothing { get; } = new([]);

    /// <summary>Keeps the fields named.</summary>
    public static FieldMask Of(params (string Name, FieldMask Inner)[] fields) =>
        new([.. fields.Select(field => (Encoding.UTF8.GetBytes(field.Name), field.Name, field.Inner))]);

    /// <summary>Keeps the fields named, each with all that is in it.</summary>
    public static FieldMask Of(params string[] fields) => Of([.. fields.Select(field => (field, All))]);

    /// <summary>The name and the mask of the field that the reader stands at; <see langword="null"/> when it is not kept.</summary>
    public FieldMask? Find(ref Utf8JsonReader reader, out string name)
    {
        if (ReferenceEquals(this, All))
        {
            name = reader.GetString()!;
            return this;
        }

        foreach ((byte[] utf8, string known, FieldMask inner) in _fields)
        {
            if (reader.ValueTextEquals(utf8))
            {
                name = known;
                return inner;
            }
        }

        name = "";
        return null;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mesh.Serialization;

namespace Mesh.Istio.Access.Models;

/// <summary>A difference between two models, with the right that it needs.</summary>
/// <param name="Verb">What is done; <see cref="AccessVerb.Bind"/> for roles and bindings.</param>
/// <param name="Kind">The kind of what it is done to; of the place, for bindings.</param>
/// <param name="Place">Where the right has to hold: a path of the organization (empty), a tenant, a workspace or a gateway.</param>
/// <param name="Group">The group of the field; meaningless where the verb is not limited by fields.</param>
/// <param name="Path">Where the difference is.</param>
internal sealed record ModelChange(AccessVerb Verb, string Kind, string Place, FieldGroup Group, string Path)
{
    public const int LongestValue = 240;

    /// <summary>The field below its kind, as paths of roles write it; empty for what is no field.</summary>
    public string Field { get; init; } = "";

    /// <summary>Whether the place is created by it: then the right is one where it is created.</summary>
    public bool IsNewPlace { get; init; }

    public object? Old { get; init; }

    public object? New { get; init; }

    /// <summary>The field's type; null for what is no field.</summary>
    public JsonTypeInfo? Type { get; init; }

    /// <summary>Why the right is needed elsewhere than at the path; empty where it is needed there.</summary>
    public string Effect { get; init; } = "";

    public string? OldText => Text(Old);

    public string? NewText => Text(New);

    private string? Text(object? value)
    {
        if (value is null or string)
        {
            return (string?)value;
        }

        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, value, Type ?? ModelJson.Options.GetTypeInfo(value.GetType()));
        }

        string text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        text = text is ['"', .., '"'] ? text[1..^1] : text;
        return text.Length <= LongestValue ? text : $"{text[..LongestValue]}…";
    }
}

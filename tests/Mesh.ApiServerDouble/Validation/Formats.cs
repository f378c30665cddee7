using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Validation;

/// <summary>The formats that change what a value may be: how wide a whole number is, and base64.</summary>
internal static class Formats
{
    public static bool Fits(JsonNode? value, string? format) => format switch
    {
        "int32" => !value.IsWhole(out long number) || number is >= int.MinValue and <= int.MaxValue,
        "uint32" => !value.IsWhole(out long number) || number is >= uint.MinValue and <= uint.MaxValue,
        "uint64" => !value.IsWhole(out long number) || number >= 0,
        "byte" => value.AsText() is not { } text || Convert.TryFromBase64String(text, new byte[text.Length], out _),
        _ => true,
    };

    public static Cause Misfit(JsonNode? value, string format, string path) => value.AsText() is { } text
        ? new(
            "FieldValueTypeInvalid", $"Invalid value: {JsonValues.ToText(value)}: {path} in body must be of type {format}: \"{text}\"",
            path)
        : Cause.Invalid(path, JsonValues.ToText(value), $"Checked value must be of type integer with format {format} in {path}");
}

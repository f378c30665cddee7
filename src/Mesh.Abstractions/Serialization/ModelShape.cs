using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Validation;

namespace Mesh.Serialization;

/// <summary>
/// Compares a JSON document with the generated shape before anything is deserialised, so that every unknown, missing, repeated or wrong
/// field is told with its path, not only the first.
/// </summary>
internal sealed class ModelShape(JsonSerializerOptions options, List<Diagnostic> found, ReadBudget budget)
{
    // A text can hold a wrong value for every two of its bytes, and nobody reads them all.
    private const int MostFindings = 1000;
    private bool _isSpent;

    public static Type? DerivedType(JsonTypeInfo type, string? kind) =>
        type.PolymorphismOptions?.DerivedTypes.FirstOrDefault(
            derived => kind is not null && kind.Equals(derived.TypeDiscriminator)).DerivedType;

    /// <summary>Compares all of it; <see langword="false"/> when the time was over before the end.</summary>
    public bool Check(JsonElement root, JsonTypeInfo type)
    {
        Check(root, type, "");
        return !_isSpent;
    }

    private void Check(JsonElement value, JsonTypeInfo type, string path)
    {
        _isSpent |= budget.SpendsLast();
        if (_isSpent || found.Count >= MostFindings)
        {
            return;
        }

        if (Nullable.GetUnderlyingType(type.Type) is { } underlying)
        {
            Check(value, options.GetTypeInfo(underlying), path);
        }
        else if (type.Converter is ICollectionConverter collection)
        {
            CheckCollection(value, collection, path);
        }
        else if (type.PolymorphismOptions is not null)
        {
            CheckPolymorphic(value, type, path);
        }
        else if (type.Kind == JsonTypeInfoKind.Object)
        {
            CheckObject(value, type, path, discriminator: null);
        }
        else
        {
            CheckLeaf(value, type, path);
        }
    }

    private void CheckCollection(JsonElement value, ICollectionConverter collection, string path)
    {
        JsonTypeInfo element = options.GetTypeInfo(collection.ElementType);
        if (value.ValueKind != (collection.IsMap ? JsonValueKind.Object : JsonValueKind.Array))
        {
            Report(path, value, collection.IsMap ? "an object" : "a list");
        }
        else if (collection.IsMap)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty entry in value.EnumerateObject())
            {
                CheckTwice(seen, entry.Name, path);
                Check(entry.Value, element, Join(path, entry.Name));
            }
        }
        else
        {
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                Check(item, element, Join(path, $"{index++}"));
            }
        }
    }

    private void CheckPolymorphic(JsonElement value, JsonTypeInfo type, string path)
    {
        string discriminator = type.PolymorphismOptions!.TypeDiscriminatorPropertyName;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Report(path, value, "an object");
            return;
        }

        string kinds = $"one of: {string.Join(", ", type.PolymorphismOptions.DerivedTypes.Select(derived => derived.TypeDiscriminator))}";
        if (!value.TryGetProperty(discriminator, out JsonElement kind))
        {
            found.Add(ModelDiagnostics.MissingField.At(path, $"The field '{discriminator}' is absent.", $"Add it with {kinds}."));
        }
        else if (kind.ValueKind != JsonValueKind.String || DerivedType(type, kind.GetString()) is not { } derived)
        {
            Report(Join(path, discriminator), kind, kinds);
        }
        else
        {
            CheckObject(value, options.GetTypeInfo(derived), path, discriminator);
        }
    }

    private void CheckObject(JsonElement value, JsonTypeInfo type, string path, string? discriminator)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Report(path, value, "an object");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty field in value.EnumerateObject())
        {
            CheckTwice(seen, field.Name, path);
            if (field.Name != discriminator)
            {
                CheckField(field, type, path);
            }
        }

        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (IsRequired(property) && !seen.Contains(property.Name))
            {
                found.Add(ModelDiagnostics.MissingField.At(path, $"The field '{property.Name}' is absent.", "Add it."));
            }
        }
    }

    private void CheckField(JsonProperty field, JsonTypeInfo type, string path)
    {
        JsonPropertyInfo? property = type.Properties.FirstOrDefault(property => property.Name == field.Name);
        if (property is null)
        {
            found.Add(ModelDiagnostics.UnknownField.At(
                Join(path, field.Name), $"There is no field '{field.Name}' here.",
                $"Use one of: {string.Join(", ", type.Properties.Select(p => p.Name))}."));
        }
        else if (field.Value.ValueKind == JsonValueKind.Null)
        {
            if (!property.IsSetNullable)
            {
                Report(Join(path, field.Name), field.Value, "a value");
            }
        }
        else
        {
            Check(field.Value, options.GetTypeInfo(property.PropertyType), Join(path, field.Name));
        }
    }

    private void CheckLeaf(JsonElement value, JsonTypeInfo type, string path)
    {
        if (type.Converter is ILeafConverter leaf)
        {
            if (value.ValueKind != JsonValueKind.String || !leaf.CanRead(value.GetString()!))
            {
                Report(path, value, leaf.Expected);
            }
        }
        else if (type.Type == typeof(string))
        {
            Expect(value.ValueKind == JsonValueKind.String, value, "a text", path);
            _ = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        else if (type.Type == typeof(int))
        {
            Expect(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _), value, "a whole number", path);
        }
        else if (type.Type == typeof(double))
        {
            Expect(
                value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number), value,
                "a number", path);
        }
        else
        {
            Expect(value.ValueKind is JsonValueKind.True or JsonValueKind.False, value, "true or false", path);
        }
    }

    /// <summary>Constructor parameters of positional records are required unless they have a default value.</summary>
    public static bool IsRequired(JsonPropertyInfo property) =>
        property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    private void Expect(bool isMet, JsonElement value, string expected, string path)
    {
        if (!isMet)
        {
            Report(path, value, expected);
        }
    }

    private void CheckTwice(HashSet<string> seen, string name, string path)
    {
        if (!seen.Add(name))
        {
            found.Add(ModelDiagnostics.DuplicateField.At(Join(path, name), $"The field '{name}' is given twice.", "Keep one of the two."));
        }
    }

    private void Report(string path, JsonElement value, string expected)
    {
        string text = value.GetRawText();
        found.Add(
            ModelDiagnostics.InvalidValue.At(
                path, $"The value {(text.Length <= 60 ? text : text[..60] + "…")} cannot be read.", $"Expected {expected}."));
    }

    private static string Join(string path, string part) => path.Length == 0 ? part : $"{path}/{part}";
}

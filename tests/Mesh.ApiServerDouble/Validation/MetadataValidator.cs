using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Validation;

/// <summary>Names, labels, annotations and owners, with the words of the server.</summary>
internal static partial class MetadataValidator
{
    private const string NameRule =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end "










        + "with an alphanumeric character (e.g. 'example.com', regex used for validation is "
            + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private const string LabelRule =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with "










        + "an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
            + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
    private const string KeyRule =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static List<Cause> Validate(JsonObject metadata)
    {
        List<Cause> causes = [];
        string name = metadata.Text("name") ?? "";
        if (name.Length == 0)
        {
            causes.Add(Cause.Required("metadata.name", "name or generateName is required"));
        }
        else if (name.Length > 253)
        {
            causes.Add(Cause.Invalid("metadata.name", Quote(name), "must be no more than 253 characters"));
        }
        else if (!Subdomain().IsMatch(name))
        {
            causes.Add(Cause.Invalid("metadata.name", Quote(name), NameRule));
        }

        foreach ((string key, JsonNode? value) in metadata.Object("labels") ?? [])
        {
            Key("metadata.labels", key, causes);
            string text = value.AsText() ?? "";
            if (text.Length > 63)
            {
                causes.Add(Cause.Invalid("metadata.labels", Quote(text), "must be no more than 63 bytes"));
            }
            else if (!LabelValue().IsMatch(text))
            {
                causes.Add(Cause.Invalid("metadata.labels", Quote(text), LabelRule));
            }
        }

        foreach ((string key, _) in metadata.Object("annotations") ?? [])
        {
            Key("metadata.annotations", key.ToLowerInvariant(), causes);
        }

        foreach (JsonObject owner in (metadata["ownerReferences"] as JsonArray ?? []).OfType<JsonObject>())
        {
            foreach (string field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if ((owner.Text(field) ?? "").Length == 0)
                {
                    causes.Add(Cause.Invalid(
                        "metadata.ownerReferences." + field, "\"\"",
                        field == "apiVersion" ? "version must not be empty" : "must not be empty"));
                }
            }
        }

        return causes;
    }

    private static void Key(string field, string key, List<Cause> causes)
    {
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        string name = key[(slash + 1)..];
        if (slash >= 0 && !Subdomain().IsMatch(key[..slash]))
        {
            causes.Add(Cause.Invalid(field, Quote(key), "prefix part " + NameRule));
        }

        if (name.Length > 63)
        {
            causes.Add(Cause.Invalid(field, Quote(key), "name part must be no more than 63 bytes"));
        }
        else if (!KeyName().IsMatch(name))
        {
            causes.Add(Cause.Invalid(field, Quote(key), KeyRule));
        }
    }

    private static string Quote(string text) => JsonValues.ToText(JsonValue.Create(text));

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\\z")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\\z")]
    private static partial Regex KeyName();
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Validation;

namespace Mesh.Serialization;

/// <summary>
/// Models as JSON: fields in camel case, unset ones left out, durations as <c>1.5s</c>, selectors, localities and versions as text.
/// </summary>
internal static class ModelJson
{
    public static readonly JsonSerializerOptions Options = new(ModelJsonContext.Default.Options)
    {
        // Angle brackets and non-ASCII letters stay readable: the text is no HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = ModelJsonContext.Default.WithAddedModifier(LeaveEmptyCollectionsOut),
    };

    private const string LimitsHelp = "Shorten it, or give ReadLimits that allow it.";

    // Required for reading: source generation sets absent init-only properties to default(T), not to their initial value.
    private static readonly (Type Type, string Field, int Value)[] Defaults =
    [
        (typeof(HttpServer), "port", 80), (typeof(HttpsServer), "port", 443), (typeof(TlsPassthroughServer), "port", 443),
        (typeof(RedirectAction), "code", 301),
    ];

    private static JsonTypeInfo<MeshModel> Root => (JsonTypeInfo<MeshModel>)Options.GetTypeInfo(typeof(MeshModel));

    public static byte[] WriteUtf8(MeshModel model) => JsonSerializer.SerializeToUtf8Bytes(model, Root);

    public static ModelReadResult Read(ReadOnlyMemory<byte> utf8, ReadLimits limits)
    {
        if (utf8.Length > limits.MaxFileBytes)
        {
            return Refused(ModelDiagnostics.InvalidDocument.At(
                "", $"The text has {utf8.Length} bytes, more than the {limits.MaxFileBytes} that are read.", LimitsHelp));
        }

        var found = new List<Diagnostic>();
        MeshModel? model = null;
        try
        {
            var budget = new ReadBudget(limits);
            using JsonDocument document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = limits.MaxDepth });
            if (!new ModelShape(Options, found, budget).Check(document.RootElement, Root))
            {
                return Refused(ModelDiagnostics.InvalidDocument.At("", budget.Message, LimitsHelp));
            }

            model = found.Count > 0 ? null : Deserialize(document.RootElement);
        }
        catch (JsonException exception)
        {
            found.Add(ModelDiagnostics.InvalidDocument.At("", "The text is not JSON.", exception.Message) with
            {
                Position = exception.LineNumber is { } line ? new TextPosition((int)line + 1, (int)(exception.BytePositionInLine ?? 0) + 1)
                    : null,
            });
        }
        catch (InvalidOperationException exception)
        {
            // Text with half a surrogate pair is JSON, but no text.
            found.Add(ModelDiagnostics.InvalidDocument.At("", "The JSON holds text that is not Unicode.", exception.Message));
        }

        return new ModelReadResult(model, new DiagnosticList(JsonPositions.Add(utf8.Span, found)));
    }

    private static ModelReadResult Refused(Diagnostic why) => new(null, new DiagnosticList([why]));

    private static MeshModel? Deserialize(JsonElement element)
    {
        JsonNode root = JsonObject.Create(element)!;
        AddDefaults(root["organization"]!);
        return root.Deserialize(Root);
    }

    private static void AddDefaults(JsonNode organization)
    {
        foreach (JsonNode? server in Items(organization, "tenants", "workspaces", "gateways", "servers"))
        {
            AddDefault((JsonObject)server!, Root.Options.GetTypeInfo(typeof(GatewayServer)));
            foreach (JsonNode? route in Items(server, "routes"))
            {
                AddDefault((JsonObject)route!["action"]!, Root.Options.GetTypeInfo(typeof(RouteAction)));
            }
        }
    }

    private static void AddDefault(JsonObject value, JsonTypeInfo type)
    {
        Type? derived = ModelShape.DerivedType(type, value["kind"]?.GetValue<string>());
        foreach ((_, string field, int number) in Defaults.Where(entry => entry.Type == derived && !value.ContainsKey(entry.Field)))
        {
            value[field] = number;
        }
    }

    private static IEnumerable<JsonNode?> Items(JsonNode? parent, params string[] fields) =>
        parent?[fields[0]] is not JsonArray items ? [] : fields.Length == 1 ? items : items.SelectMany(item => Items(item, fields[1..]));

    private static void LeaveEmptyCollectionsOut(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            // A nullable list tells "none" from "empty", so an empty one is written.
            if (type.Options.Converters.FirstOrDefault(
                converter => converter.CanConvert(property.PropertyType)) is ICollectionConverter collection)
            {
                property.ShouldSerialize = (_, value) => value is not null && !collection.IsEmpty(value);
            }
        }
    }
}

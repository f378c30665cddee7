using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>Makes a resource type of a CustomResourceDefinition.</summary>
internal static class CrdReader
{
    public static ResourceType Read(JsonObject crd)
    {
        JsonObject spec = crd.Object("spec") ?? throw new ArgumentException("A CustomResourceDefinition needs a spec.", nameof(crd));
        JsonObject names = spec.Object("names") ?? [];
        string kind = names.Text("kind") ?? "";
        IEnumerable<JsonObject> versions = (spec["versions"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(version => version["served"].IsBoolean(out bool served) && served);
        return new()
        {
            Group = spec.Text("group") ?? "",
            Plural = names.Text("plural") ?? "",
            Singular = names.Text("singular") ?? "",
            Kind = kind,
            ListKind = names.Text("listKind") ?? kind + "List",
            IsNamespaced = spec.Text("scope") == "Namespaced",
            IsBuiltIn = false,
            ShortNames = Texts(names["shortNames"]),
            Categories = Texts(names["categories"]),
            HasGeneration = true,
            Versions = [.. versions.Select(Version).OrderBy(version => version.Name, VersionOrder.Instance)],
        };
    }

    private static ResourceVersion Version(JsonObject source)
    {
        JsonObject schema = source.Object("schema").Object("openAPIV3Schema") ?? [];
        Schema read = SchemaReader.Read(schema);
        SortedDictionary<string, Schema> properties = new(StringComparer.Ordinal);
        foreach ((string name, Schema member) in read.Properties)
        {
            properties[name] = member;
        }

        properties["apiVersion"] = new() { Type = "string" };
        properties["kind"] = new() { Type = "string" };
        properties["metadata"] = BuiltIns.Metadata;
        Schema root = new()
        {
            Type = "object",
            Properties = properties,
            Required = read.Required,
            Rules = read.Rules,
            PreserveUnknown = read.PreserveUnknown,
        };
        PrinterColumn[] columns = [
            .. (source["additionalPrinterColumns"] as JsonArray ?? []).OfType<JsonObject>().Select(column => new PrinterColumn(
            column.Text("name") ?? "", column.Text("type") ?? "string", column.Text("format") ?? "", column.Text("description") ?? "",
            column.Text("jsonPath") ?? "", column["priority"].IsWhole(out long priority) ? (int)priority : 0))];
        bool storage = source["storage"].IsBoolean(out bool stored) && stored;
        return new(source.Text("name") ?? "", root, source.Object("subresources")?.ContainsKey("status") == true, storage, columns, schema);
    }

    private static string[] Texts(JsonNode? source) => [.. (source as JsonArray ?? []).Select(text => text.AsText()!)];
}

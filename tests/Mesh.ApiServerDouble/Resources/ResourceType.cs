using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>A resource that the server serves, built in or defined by a CRD.</summary>
internal sealed record ResourceType
{
    public required string Group { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required string Kind { get; init; }

    public required string ListKind { get; init; }

    public required bool IsNamespaced { get; init; }

    public required bool IsBuiltIn { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Fields beside name and namespace that a field selector may name, dotted.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>Members that are always there in the server's own type, empty or not.</summary>
    public IReadOnlyList<string> Structs { get; init; } = [];

    /// <summary>A change of the wanted state moves <c>metadata.generation</c>.</summary>
    public bool HasGeneration { get; init; }

    public required IReadOnlyList<ResourceVersion> Versions { get; init; }

    /// <summary>The name of the resource in messages and in the store.</summary>
    public string Qualified => Group.Length == 0 ? Plural : Plural + "." + Group;

    /// <summary>The kind as messages about an invalid object name it.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : Kind + "." + Group;

    public ResourceVersion Storage => Versions.First(version => version.IsStorage);

    public ResourceVersion? Version(string name) => Versions.FirstOrDefault(version => version.Name == name);

    public string ApiVersion(string version) => Group.Length == 0 ? version : Group + "/" + version;

    /// <summary>The names of the fields that the manager of this subresource does not own.</summary>
    public IReadOnlyList<string> ResetFields(string subresource, ResourceVersion version) =>
        subresource == "status" ? (IsBuiltIn ? ["spec"] : ["spec", "metadata"]) : version.HasStatus ? ["status"] : [];

    public JsonObject Empty()
    {
        JsonObject result = new() { ["metadata"] = new JsonObject() };
        foreach (string name in Structs)
        {
            result[name] = new JsonObject();
        }

        return result;
    }
}

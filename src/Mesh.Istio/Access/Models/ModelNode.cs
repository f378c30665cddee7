namespace Mesh.Istio.Access.Models;

/// <summary>A part of the model that is created and deleted as a whole.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Place">The nearest place of bindings: itself, or what it belongs to. Empty for the organization.</param>
/// <param name="Path">Where it is; empty for the organization.</param>
internal sealed record ModelNode(string Kind, string Place, string Path)
{
    /// <summary>Whether it has bindings of its own.</summary>
    public bool IsPlace => Path == Place;

    public static ModelNode Organization { get; } = new(AccessKinds.Organization, "", "");

    public ModelNode Child(string kind, string list, string name)
    {
        string path = Join(Path, $"{list}/{ModelPath.Part(name)}");
        return new(kind, kind is AccessKinds.Tenant or AccessKinds.Workspace or AccessKinds.Gateway ? path : Place, path);
    }

    public static string Join(string path, string part) => path.Length == 0 ? part : part.Length == 0 ? path : $"{path}/{part}";
}

namespace Mesh.Dumps;

/// <summary>What identifies a Kubernetes object in a dump.</summary>
internal sealed record ObjectIdentity(string Kind, string Namespace, string Name, string ResourceVersion, SourceLocation Place)
{
    /// <summary>Namespace and name as people write them.</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>The identity of an object; <see langword="null"/> when its metadata does not tell.</summary>
    public static ObjectIdentity? Read(string kind, Fields metadata, SourceLocation place)
    {
        bool namespaced = kind is not ("Node" or "Namespace");
        bool complete = metadata.Require("name") & (!namespaced || metadata.Require("namespace"));
        string name = metadata.Text("name") ?? "";
        string namespaceName = namespaced ? metadata.Text("namespace") ?? "" : "";
        return complete && name.Length > 0 && (!namespaced || namespaceName.Length > 0)
            ? new ObjectIdentity(kind, namespaceName, name, metadata.Text("resourceVersion") ?? "", place)
            : null;
    }

    public override string ToString() => $"{Kind} {FullName}";

    /// <summary>Whether this object was written later; false when one of them does not tell.</summary>
    public bool IsNewerThan(ObjectIdentity other)
    {
        ReadOnlySpan<char> mine = Digits(ResourceVersion);
        ReadOnlySpan<char> others = Digits(other.ResourceVersion);
        return !others.IsEmpty && (mine.Length != others.Length ? mine.Length > others.Length : mine.SequenceCompareTo(others) > 0);
    }

    // Numbers in practice, though of any length: compared as such without being parsed.
    private static ReadOnlySpan<char> Digits(string version) =>
        version.AsSpan().ContainsAnyExceptInRange('0', '9') ? default : version.AsSpan().TrimStart('0');
}

namespace Mesh.Dumps;

/// <summary>What identifies a Kubernetes object in a dump.</summary>
internal sealed record ObjectIdentity(string Kind, string Namespace, string Name, string ResourceVersion, SourceLocation Place)
{
    /// <summary>Namespace and name as people write them.</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

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

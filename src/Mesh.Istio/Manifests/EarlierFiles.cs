using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>What earlier runs left in a cluster's folder: which of it stays although the resources do not hold it.</summary>
internal sealed class EarlierFiles(string folder, FileRecord record, RemovalGuard guard)
{
    private readonly SortedDictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly List<IstioObject> _carried = [];

    /// <summary>The files that stay as they are, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Kept => _kept;

    /// <summary>The objects of held workspaces that share a file with others, and so are written again.</summary>
    public IReadOnlyList<IstioObject> Carried => _carried;

    /// <summary>The recorded files that exist.</summary>
    public IEnumerable<string> Existing => record.Files.Where(file => File.Exists(PathOf(file)));

    /// <summary>What identifies an object in its cluster.</summary>
    public static (string Kind, string? Namespace, string Name) Identity(IstioObject value) =>
        (value.Kind, value.Metadata.Namespace, value.Metadata.Name);

    /// <summary>Whether two objects have one identity.</summary>
    public static bool AreSame(IstioObject one, IstioObject other) => one.Metadata.Name == other.Metadata.Name
        && one.Metadata.Namespace == other.Metadata.Namespace && one.Kind == other.Kind;

    public void Keep(string file, string reason) => _kept.TryAdd(file, reason);

    /// <summary>Keeps what belongs to held workspaces, and what belongs to nobody: a held workspace may need it.</summary>
    /// <param name="desired">The objects that are to be written.</param>
    /// <param name="rewritten">The file that holds all objects; null where each has its own.</param>
    public void Hold(IEnumerable<IstioObject> desired, string? rewritten)
    {
        if (!guard.HoldsAny)
        {
            return;
        }

        var identities = desired.Select(Identity).ToHashSet();
        foreach (string file in Existing.Where(file => file != FileContent.KustomizationFile).ToArray())
        {
            if (Read(file) is not { } objects)
            {
                Keep(file, "A workspace has errors, and the file cannot be read: it may belong to it.");
                continue;
            }

            (IstioObject Object, string Reason)[] held = [.. objects
                .Select(value => (value, Reason: ReasonOf(value, identities)))
                .Where(entry => entry.Reason is not null)
                .Select(entry => (entry.value, entry.Reason!))];
            if (held.Length > 0 && held.Length == objects.Count && file != rewritten)
            {
                Keep(file, held[0].Reason);
            }
            else
            {
                _carried.AddRange(held.Select(entry => entry.Object));
            }
        }
    }

    /// <summary>How many objects of a file are not among others; <see langword="null"/> for a file that cannot be read.</summary>
    public (int Gone, int All)? Missing(string file, HashSet<(string Kind, string? Namespace, string Name)> desired) =>
        Read(file) is { } objects ? (objects.Count(value => !desired.Contains(Identity(value))), objects.Count) : null;

    private ValueList<IstioObject>? Read(string file)
    {
        string path = PathOf(file);
        if (FileStore.IsLink(path))
        {
            return null;
        }

        ManifestSet set = ManifestReader.Read(new FileInfo(path).Length == 0 ? [] : File.ReadAllBytes(path), file);
        return set.Diagnostics.HasErrors ? null : set.Objects;
    }

    private string? ReasonOf(IstioObject value, HashSet<(string Kind, string? Namespace, string Name)> desired)
    {
        ValueMap<string> labels = value.Metadata.Labels;
        return guard.HoldOf(labels) is { } error ? $"Its workspace has errors: {error.Message}"
            : !RemovalGuard.OwnersOf(labels).Any() && !desired.Contains(Identity(value))
                ? "It belongs to no workspace, and one with errors may need it."
            : guard.Unattributed is { } unread && !desired.Contains(Identity(value))
                ? $"'{unread.Path}' cannot be read, and may be what it was made of."
            : null;
    }

    private string PathOf(string file) => Path.Combine(folder, file);
}

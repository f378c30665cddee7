using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>A namespace of a cluster belongs to one workspace, or is shared by several and belongs to none.</summary>
internal sealed class SharedNamespaceRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        // In ordinal order of what stands before a '*', everything that a prefix names is one run.
        Entry[] entries = [.. model.Workspaces
            .SelectMany(
                (entry, number) => entry.Workspace.Namespaces.Select(
                    (selector, index) => new Entry(entry, number, index, selector, IsShared: false))
                .Concat(entry.Workspace.SharedNamespaces.Select(
                    (selector, index) => new Entry(entry, number, index, selector, IsShared: true))))
            .Where(entry => entry.Selector.Cluster.Length > 0 && entry.Selector.Namespace.Length > 0)];
        Array.Sort(entries, static (left, right) => left.CompareTo(right));
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].IsPrefix)
            {
                CheckPrefix(entries, i, found);
            }
        }

        foreach (IGrouping<string, Entry> group in entries.Where(entry => !entry.IsPrefix).GroupBy(
            entry => entry.Selector.Namespace, StringComparer.Ordinal))
        {
            CheckName(group, found);
        }
    }

    private static void CheckPrefix(Entry[] entries, int at, List<Diagnostic> found)
    {
        for (int i = at + 1; i < entries.Length && entries[i].Literal.StartsWith(entries[at].Literal, StringComparison.Ordinal); i++)
        {
            if (entries[i].Excludes(entries[at]) && entries[i].Selector.Overlaps(entries[at].Selector))
            {
                Report(entries[at], entries[i], found);
            }
        }
    }

    /// <summary>Selectors of one namespace name: exact clusters meet by look-up, only cluster prefixes are compared one by one.</summary>
    private static void CheckName(IEnumerable<Entry> group, List<Diagnostic> found)
    {
        var exact = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var wide = new List<Entry>();
        foreach (Entry entry in group)
        {
            string cluster = entry.Selector.Cluster;
            bool isWide = SelectorPattern.IsPrefix(cluster);
            Entry? other = wide.Find(earlier => earlier.Excludes(entry) && earlier.Selector.Overlaps(entry.Selector));
            other ??= isWide
                ? exact.Values.FirstOrDefault(
                    earlier => earlier.Excludes(entry) && SelectorPattern.Matches(cluster, earlier.Selector.Cluster))
                : exact.TryGetValue(cluster, out Entry? same) && same.Excludes(entry) ? same : null;
            if (other is not null)
            {
                Report(other, entry, found);
            }
            else if (isWide)
            {
                wide.Add(entry);
            }
            else
            {
                exact.TryAdd(cluster, entry);
            }
        }
    }

    private static void Report(Entry one, Entry other, List<Diagnostic> found)
    {
        if (one.IsShared || other.IsShared)
        {
            (Entry shared, Entry owned) = one.IsShared ? (one, other) : (other, one);
            if (owned.IsEverything && !shared.IsEverything && owned.Site != shared.Site)
            {
                found.Add(ModelDiagnostics.OwnedSharedNamespace.At(
                    $"{owned.Site.Path}/namespaces/{owned.Index}",
                    $"'{owned.Selector}' names namespaces that workspace '{shared.Site.Path}' shares by '{shared.Selector}'.",
                    "A shared namespace belongs to no workspace: name the namespaces that belong to this one."));
                return;
            }

            found.Add(ModelDiagnostics.OwnedSharedNamespace.At(
                $"{shared.Site.Path}/sharedNamespaces/{shared.Index}",
                $"'{shared.Selector}' names namespaces that workspace '{owned.Site.Path}' owns by '{owned.Selector}'.",
                "A shared namespace belongs to no workspace: narrow one of the two selectors."));
            return;
        }

        // Whoever takes all namespaces takes those of others. Of two that name some, no order of a file says whose they are.
        if (!one.IsEverything || other.IsEverything)
        {
            Report(other, one.Site, one.Selector, found);
        }

        if (!other.IsEverything || one.IsEverything)
        {
            Report(one, other.Site, other.Selector, found);
        }
    }

    private static void Report(Entry entry, WorkspaceEntry owner, NamespaceSelector owned, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.SharedNamespace.At(
            $"{entry.Site.Path}/namespaces/{entry.Index}",
            $"'{entry.Selector}' names namespaces that workspace '{owner.Path}' owns by '{owned}'.",
            "A namespace belongs to one workspace: narrow one of the two selectors."));

    private sealed record Entry(WorkspaceEntry Site, int Number, int Index, NamespaceSelector Selector, bool IsShared)
    {
        public bool IsPrefix { get; } = SelectorPattern.IsPrefix(Selector.Namespace);

        public bool IsEverything { get; } = Selector.Namespace == "*";

        public string Literal { get; } = Selector.Namespace.TrimEnd('*');

        /// <summary>Two workspaces may share a namespace; owning excludes all others, and sharing it too.</summary>
        public bool Excludes(Entry other) => IsShared != other.IsShared || (!IsShared && Number != other.Number);

        public int CompareTo(Entry other)
        {
            int order = string.CompareOrdinal(Literal, other.Literal);
            order = order != 0 ? order : other.IsPrefix.CompareTo(IsPrefix);
            order = order != 0 ? order : IsShared.CompareTo(other.IsShared);
            order = order != 0 ? order : Number.CompareTo(other.Number);
            return order != 0 ? order : Index.CompareTo(other.Index);
        }
    }
}

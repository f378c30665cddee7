using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>Keeps names declared in code distinct and in order.</summary>
internal static class BuilderNames
{
    /// <summary>
    /// The items in ordinal order of namespace and name; of several with one name the first, and a finding for each other.
    /// </summary>
    public static List<T> Distinct<T>(
        IEnumerable<T> items, Func<T, (string Namespace, string Name)> identify, string path, List<Diagnostic> diagnostics)
    {
        var sorted = new SortedDictionary<(string Namespace, string Name), T>(Comparer<(string Namespace, string Name)>.Create(Compare));
        foreach (T item in items)
        {
            (string namespaceName, string name) = identify(item);
            if (!sorted.TryAdd((namespaceName, name), item))
            {
                string fullName = namespaceName.Length == 0 ? name : $"{namespaceName}/{name}";
                diagnostics.Add(InventoryDiagnostics.DuplicateObject.At(
                    $"{path}/{fullName}", $"'{fullName}' is declared twice; the first one counts.", "Give it another name or remove it."));
            }
        }

        return [.. sorted.Values];
    }

    private static int Compare((string Namespace, string Name) left, (string Namespace, string Name) right)
    {
        int order = string.CompareOrdinal(left.Namespace, right.Namespace);
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
    }
}

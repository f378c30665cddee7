namespace Mesh.ApiServerDouble.Apply;

/// <summary>Fields that others own with other values.</summary>
internal sealed class FieldConflictException(IReadOnlyList<(string Manager, string Path)> conflicts) : Exception
{
    public IReadOnlyList<(string Manager, string Path)> Conflicts { get; } = conflicts;

    public override string Message
    {
        get
        {
            if (Conflicts.Count == 1)
            {
                return $"Apply failed with 1 conflict: conflict with {Conflicts[0].Manager}: {Conflicts[0].Path}";
            }

            IEnumerable<string> groups = Conflicts.GroupBy(conflict => conflict.Manager)
                .Select(group => $"conflicts with {group.Key}:\n" + string.Join('\n', group.Select(conflict => "- " + conflict.Path)));
            return $"Apply failed with {Conflicts.Count} conflicts: " + string.Join('\n', groups);
        }
    }
}

namespace Mesh.Cases.Tests.Expectations;

/// <summary>Who calls: <c>CLUSTER NS/NAME</c>, and <c>at REGION/ZONE</c> where the place is said.</summary>
internal sealed record CallSource(string Cluster, string Workload, string? Place = null)
{
    /// <exception cref="FormatException">The text is no client.</exception>
    public static CallSource Parse(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var cluster, var workload] when workload.Contains('/') => new CallSource(cluster, workload),
        [var cluster, var workload, "at", var place] when workload.Contains('/') => new CallSource(cluster, workload, place),
        _ => throw new FormatException($"'{text}' is not CLUSTER NAMESPACE/NAME [at REGION/ZONE]"),
    };

    /// <summary>The same for a check that cannot say the place.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static CallSource ParseWithoutPlace(string text) => Parse(text) is { Place: null } source
        ? source
        : throw new FormatException($"'{text}' says a place, which this check does not take");
}

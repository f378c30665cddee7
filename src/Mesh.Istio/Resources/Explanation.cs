namespace Mesh.Istio;

/// <summary>Why a generated object is as it is.</summary>
public sealed record Explanation
{
    /// <summary>The cluster of the object.</summary>
    public required string Cluster { get; init; }

    /// <summary>The object: kind, namespace and name.</summary>
    public required string Object { get; init; }

    /// <summary>The parts of the model that made it, as full paths.</summary>
    public ValueList<string> ModelPaths { get; init; }

    /// <summary>
    /// The settings that somebody set, each with its value's place in the model: <c>outlierDetection.interval from tenants/dev</c>.
    /// </summary>
    public ValueList<string> Settings { get; init; }

    /// <summary>The facts that were observed or declared: addresses, localities, accounts, and where each was read.</summary>
    public ValueList<string> Facts { get; init; }

    /// <summary>
    /// Where the value of each field comes from, as <c>field: origin</c>: the setting that somebody set, else what decided instead. Fields
    /// that lie in one and have the same origin are one line.
    /// </summary>
    public ValueList<string> Fields { get; init; }

    /// <summary>The explanation as indented text.</summary>
    /// <returns>Several lines, separated by <c>\n</c>.</returns>
    public override string ToString()
    {
        IEnumerable<string> lines = [$"{Object} in cluster {Cluster}", .. Section("model", ModelPaths), .. Section("settings", Settings),
            .. Section("facts", Facts), .. Section("fields", Fields)];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Section(string title, ValueList<string> lines) =>
        lines.IsEmpty ? [] : [$"  {title}:", .. lines.Select(line => $"    {line}")];
}

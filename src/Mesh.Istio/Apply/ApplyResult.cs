using Mesh.Diagnostics;

namespace Mesh.Istio.Apply;

/// <summary>
/// What happened to every object of every cluster. Also a run that failed or was cancelled gives one: it says how far it came.
/// </summary>
public sealed record ApplyResult
{
    /// <summary>The clusters, by ordinal order of their names.</summary>
    public ValueList<ClusterResult> Clusters { get; init; }

    /// <summary>Whether the caller cancelled.</summary>
    public bool WasCancelled { get; init; }

    /// <summary>The objects of all clusters.</summary>
    public IEnumerable<AppliedObject> Objects => Clusters.SelectMany(cluster => cluster.Objects);

    /// <summary>Whether every object of every cluster is in sync.</summary>
    public bool IsComplete => Clusters.All(cluster => cluster.IsComplete);

    /// <summary>Whether anything was written, or may have been.</summary>
    public bool HasChanges =>
        Objects.Any(
            entry => entry.Outcome is ApplyOutcome.Created or ApplyOutcome.Updated or ApplyOutcome.Deleted or ApplyOutcome.Deleting
                or ApplyOutcome.Unknown);

    /// <summary>What went wrong, in all clusters.</summary>
    public DiagnosticList Diagnostics => new(Clusters.SelectMany(cluster => cluster.Diagnostics));

    /// <summary>The result for people: every object that is not unchanged, the findings, then a count.</summary>
    /// <returns>A text of several lines without a line feed at the end.</returns>
    public override string ToString() => ApplyText.Write(this);

    /// <summary>The result as JSON, every object in it.</summary>
    /// <returns>An indented text that ends with a line feed.</returns>
    public string ToJson() => ApplyJson.Write(this);
}

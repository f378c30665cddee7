using Mesh.Diagnostics;

namespace Mesh.Istio.Apply.Planning;

/// <summary>
/// What applying would do, per cluster and object, after the clusters were read; nothing was written. A plan holds for its moment: applying
/// asks again.
/// </summary>
public sealed record ApplyPlan
{
    /// <summary>The clusters, by ordinal order of their names.</summary>
    public ValueList<ClusterPlan> Clusters { get; init; }

    /// <summary>
    /// The rounds in which it would be done, each with what it does, the clusters that it waits for and its objects, in lines; empty where
    /// there is one. Applying makes each in all clusters before it begins the next.
    /// </summary>
    public ValueList<string> Rounds => PlannedRounds.Select(round => round.ToString()).ToValueList();

    /// <summary>
    /// What the clusters have of the plan's objects, to ask a forecaster about or to draw. A cluster of which not everything could be asked
    /// is not in it; the findings say why.
    /// </summary>
    public MeshResources Before { get; init; } = new();

    /// <summary>
    /// What the clusters would have of the plan's objects: what others hold or what is protected stays as it is. A cluster of which not
    /// everything could be asked is not in it.
    /// </summary>
    public MeshResources After { get; init; } = new();

    internal ValueList<PlannedRound> PlannedRounds { get; init; }

    /// <summary>The objects of all clusters.</summary>
    public IEnumerable<PlannedObject> Objects => Clusters.SelectMany(cluster => cluster.Objects);

    /// <summary>Whether applying would write anything.</summary>
    public bool HasChanges => Objects.Any(entry => entry.Action is PlannedAction.Create or PlannedAction.Update or PlannedAction.Delete);

    /// <summary>Whether there is a problem: an object that would not come to be in sync, or a cluster that could not be asked.</summary>
    public bool HasProblems => Clusters.Any(cluster => cluster.Diagnostics.HasErrors);

    /// <summary>The problems, in all clusters.</summary>
    public DiagnosticList Diagnostics => new(Clusters.SelectMany(cluster => cluster.Diagnostics));

    /// <summary>The plan for people: every object that is not unchanged with its fields, the findings, then a count.</summary>
    /// <returns>A text of several lines without a line feed at the end.</returns>
    public override string ToString() => ApplyText.Write(this);

    /// <summary>The plan as JSON, every object in it.</summary>
    /// <returns>An indented text that ends with a line feed.</returns>
    public string ToJson() => ApplyJson.Write(this);
}

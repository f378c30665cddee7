using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply;

/// <summary>How plans are made and carried out. Immutable; equal options with gates are equal only when the gates are the same.</summary>
public sealed record ApplyOptions
{
    private readonly bool _isSetGiven;

    /// <summary>The names that other parts of Mesh use, too. Default: <see cref="MeshNames.Default"/>.</summary>
    public MeshNames Names { get; init; } = MeshNames.Default;

    /// <summary>
    /// The field manager, at most 128 bytes. It is <see cref="MeshNames.FieldManager"/> of <see cref="Names"/>. Default <c>mesh</c>. Two
    /// organizations that share clusters need two.
    /// </summary>
    public string FieldManager
    {
        get => Names.FieldManager;
        init => Names = Names with { FieldManager = value };
    }

    /// <summary>
    /// Whether objects and fields of others are taken over (<c>force=true</c>) instead of reported as conflicts. Default
    /// <see langword="false"/>.
    /// </summary>
    public bool ForceConflicts { get; init; }

    /// <summary>
    /// Whether fields of Mesh's own objects that somebody else has set are taken back (<c>force=true</c>). Objects of others stay
    /// conflicts. Default
    /// <see langword="false"/>.
    /// </summary>
    public bool ForceOwnFields { get; init; }

    /// <summary>
    /// The object that represents what Mesh applied, in every cluster. Default the ConfigMap <c>mesh</c> in the namespace
    /// <c>mesh-multicluster</c>; the first follows
    /// <see cref="FieldManager"/> and, where it is known, the organization (<c>mesh.acme</c>), the second follows <see cref="Names"/>. So
    /// two organizations that share a cluster have two sets. <see langword="null"/>: no set, no labels of it, and nothing is ever pruned.
    /// </summary>
    public ApplySetParent? ApplySet
    {
        get => _isSetGiven ? field : ApplySetParent.ConfigMap(Names.SharedNamespace, ApplySetNames.ParentOf(FieldManager, Organization));
        init
        {
            field = value;
            _isSetGiven = true;
        }
    }

    /// <summary>
    /// The organization whose objects are applied; it is part of the name of the default <see cref="ApplySet"/>. <see langword="null"/>,
    /// the default: the one that the labels of the objects name, if they name one and no other.
    /// </summary>
    public string? Organization { get; init; }

    /// <summary>Whether the name of <see cref="ApplySet"/> is known before there are objects.</summary>
    internal bool NamesItsSet => _isSetGiven || Organization is not null;

    /// <summary>Whether members of the set that are no longer desired are deleted. Default <see langword="true"/>.</summary>
    public bool Prune { get; init; } = true;

    /// <summary>
    /// The largest share of a cluster's members that one run may delete, from 0 to 1. If more would go, or nothing is desired in the
    /// cluster any more, none goes and the result says so. Default 0.5: a model that is empty by mistake deletes nothing. 1: everything
    /// may go.
    /// </summary>
    public double MaxPrunedShare { get; init; } = RemovalShare.Default;

    /// <summary>
    /// The workspaces whose objects are never deleted, as <c>tenant/workspace</c>; <c>*</c> means all of either. Known from the labels
    /// that generation gave the object. A workspace that does not exist is an error (<c>MA019</c>), and nothing is deleted then: it may be
    /// a protected one that is misspelt. Default none.
    /// </summary>
    public ValueList<string> ProtectedWorkspaces { get; init; }

    /// <summary>
    /// The prefix of Mesh's own labels, as in <see cref="IstioGeneratorOptions.LabelPrefix"/>. It is <see cref="MeshNames.LabelPrefix"/>
    /// of <see cref="Names"/>. Default <c>multicluster.mesh</c>.
    /// </summary>
    public string LabelPrefix
    {
        get => Names.LabelPrefix;
        init => Names = Names with { LabelPrefix = value };
    }

    /// <summary>
    /// Says which fields are somebody else's to change: what they have written stays, is applied with the rest, and is a finding
    /// (<c>MA043</c>) with the change that the model needs. Default none: what differs from the model is put back or a conflict.
    /// </summary>
    public IFieldAdoption? Adoption { get; init; }

    /// <summary>How many requests are under way in a cluster at most. Default 16. From 1 to 10,000.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>How many objects a page of a list holds. Default 500. From 1 to 10,000.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// The clusters stage by stage: those of a stage are applied side by side, the next stage only after <see cref="HealthGate"/> let it.
    /// Clusters that stand in no stage make up the last one. A name to which no connection leads is an error. Default one stage with all
    /// clusters.
    /// </summary>
    public ValueList<ValueList<string>> Stages { get; init; }

    /// <summary>
    /// Asked between stages; what it throws stops the rollout like a refusal. A forecast, a query of metrics or a person can be behind it.
    /// Default none: the next stage follows when everything in this one is in sync.
    /// </summary>
    public Func<GateContext, CancellationToken, Task<GateDecision>>? HealthGate { get; init; }

    /// <summary>What a failure keeps from being done. Default <see cref="FailureHandling.Stop"/>.</summary>
    public FailureHandling OnFailure { get; init; } = FailureHandling.Stop;

    /// <summary>
    /// Whether a plan asks the API server for what would come out of each object that differs (<c>dryRun=All</c>, strict validation).
    /// Otherwise it rests on the lists alone and knows neither conflicts nor refusals. Default <see langword="true"/>.
    /// </summary>
    public bool DryRun { get; init; } = true;

    /// <summary>What is wrong with the names of clusters in the stages; null when nothing is.</summary>
    internal string? UnknownStages(IReadOnlyCollection<string> clusters)
    {
        string? unknown = Stages.SelectMany(stage => stage).FirstOrDefault(name => !clusters.Contains(name));
        return unknown is null ? null
            : $"Stages names cluster '{unknown}', to which no connection leads; there are {string.Join(
                ", ", clusters.Order(StringComparer.Ordinal))}.{NearestName.Question(unknown, clusters)}";
    }

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(FieldManager);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(System.Text.Encoding.UTF8.GetByteCount(FieldManager), 128, nameof(FieldManager));
        OptionRange.Require(MaxConcurrency, 1, 10_000);
        OptionRange.Require(PageSize, 1, 10_000);
        OptionRange.Require(MaxPrunedShare, 0.0, 1.0);
    }
}

namespace Mesh.Inventories;

/// <summary>A PodDisruptionBudget: how many pods may be away because somebody drains a node or evicts them.</summary>
public sealed record DisruptionBudgetInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pods that it is about; <see langword="null"/> for none.</summary>
    public LabelSelectorInfo? Selector { get; init; }

    /// <summary>How many pods have to stay, a number or a percentage; <see langword="null"/> when it is not written.</summary>
    public string? MinAvailable { get; init; }

    /// <summary>How many pods may be away, a number or a percentage; <see langword="null"/> when it is not written.</summary>
    public string? MaxUnavailable { get; init; }

    /// <summary>How many more may go now, as Kubernetes says; <see langword="null"/> when it does not.</summary>
    public int? DisruptionsAllowed { get; init; }
}

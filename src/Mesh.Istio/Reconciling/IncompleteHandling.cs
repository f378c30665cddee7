namespace Mesh.Istio.Reconciling;

/// <summary>What is done when facts are missing (a cluster or kind that cannot be read) or generation reports errors.</summary>
public enum IncompleteHandling
{
    /// <summary>
    /// Nothing is applied anywhere; what exists stays as it is until the facts are there. A destination is never lost because nobody could
    /// look for it.
    /// </summary>
    Hold,

    /// <summary>
    /// What could be generated is applied to the clusters that could be read, and nothing is deleted. What is missing is missing in the
    /// others too: they lose it as a destination. A model with errors is never applied.
    /// </summary>
    ApplyWithoutPruning,
}

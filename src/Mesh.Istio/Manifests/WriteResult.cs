using Mesh.Diagnostics;

namespace Mesh.Istio.Manifests;

/// <summary>What writing into a folder did.</summary>
/// <param name="Written">The files that are new or changed.</param>
/// <param name="Unchanged">The files that held the same bytes already and were not touched.</param>
/// <param name="Deleted">The files of earlier runs that are no longer part of the result and were deleted.</param>
/// <param name="Diagnostics">What was left alone and why: files of others, workspaces with errors,
/// clusters that are absent, too many deletions.</param>
public sealed record WriteResult(int Written, int Unchanged, int Deleted, DiagnosticList Diagnostics)
{
    /// <summary>
    /// The files of earlier runs that stay although the resources do not hold them, each with the reason; by cluster and name.
    /// </summary>
    public ValueList<KeptFile> Kept { get; init; }
}

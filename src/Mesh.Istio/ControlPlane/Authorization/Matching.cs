namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// Whether a condition holds, where not everything that it is about is known. Of several the most decides with "or", the least with "and".
/// </summary>
internal enum Matching
{
    No,

    /// <summary>It depends on what is not known.</summary>
    Depends,

    Yes,
}

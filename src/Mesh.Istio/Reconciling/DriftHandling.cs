namespace Mesh.Istio.Reconciling;

/// <summary>What is done about objects that somebody changed, deleted or added after they were applied.</summary>
public enum DriftHandling
{
    /// <summary>It is said (<c>MA023</c> to <c>MA025</c>) and left. A later change of the same cluster's objects applies over it.</summary>
    Report,

    /// <summary>
    /// It is said and put right: fields of Mesh's own objects are taken back, missing objects created, surplus members of the set deleted
    /// within the limits of
    /// <see cref="Apply.ApplyOptions"/>. Objects of others stay conflicts.
    /// </summary>
    Correct,

    /// <summary>It is not looked for.</summary>
    Ignore,
}

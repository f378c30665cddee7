namespace Mesh.Istio.Pictures;

/// <summary>An event of a timeline: a failure, a recovery, a push, an ejection, a return.</summary>
/// <param name="At">When, since the start of the simulation.</param>
/// <param name="What">What, in words.</param>
public sealed record TimelineMark(TimeSpan At, string What);

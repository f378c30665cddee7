namespace Mesh.Istio.Apply.Planning;

/// <summary>A step that applying makes in all clusters before it begins the next one.</summary>
/// <param name="Number">The number, from 1.</param>
/// <param name="Purpose">What it does.</param>
/// <param name="Objects">
/// The objects that are otherwise in it than in the end, as <c>CLUSTER KIND NAMESPACE/NAME</c>; of the last round those that get what they
/// are to have.
/// </param>
/// <param name="WaitsFor">The clusters that must have got the round before; none for the first.</param>
internal sealed record PlannedRound(int Number, string Purpose, ValueList<string> Objects, ValueList<string> WaitsFor)
{
    /// <summary>The round on a line, its objects on lines of their own.</summary>
    public override string ToString() => ApplyText.Write(this);
}

namespace Mesh.Istio.Comparison;

/// <summary>Who changed a field since Mesh last generated it.</summary>
public enum FieldOrigin
{
    /// <summary>Nothing tells, because it is not known what Mesh generated last.</summary>
    Unknown,

    /// <summary>The model or the inventory: what exists is what Mesh generated last.</summary>
    Generated,

    /// <summary>Somebody by hand: Mesh generates what it did before, but something else exists.</summary>
    ByHand,

    /// <summary>Both, to different values.</summary>
    Both,
}

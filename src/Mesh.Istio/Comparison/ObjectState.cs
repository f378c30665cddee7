namespace Mesh.Istio.Comparison;

/// <summary>What applying the generated objects would do with an object.</summary>
public enum ObjectState
{
    /// <summary>It is generated and has all that is generated, perhaps with fields of others that stay: nothing.</summary>
    Same,

    /// <summary>It is generated and does not exist: create it.</summary>
    Missing,

    /// <summary>It exists with other content: change it.</summary>
    Different,

    /// <summary>It carries Mesh's label and is no longer generated: delete it.</summary>
    Surplus,

    /// <summary>It is somebody else's: leave it alone.</summary>
    Foreign,
}

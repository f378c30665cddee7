namespace Mesh.Istio.Pictures;

/// <summary>What became of an arrow between two pictures.</summary>
public enum TopologyChangeKind
{
    /// <summary>It was not there before.</summary>
    Appeared,

    /// <summary>It is not there any more.</summary>
    Gone,

    /// <summary>It has a larger part of the requests.</summary>
    More,

    /// <summary>It has a smaller part of the requests.</summary>
    Less,
}

namespace Mesh.Istio.Resources;

/// <summary>What happens to a CORS preflight request whose origin no rule allows.</summary>
public enum UnmatchedPreflights
{
    /// <summary>As <see cref="Forward"/>.</summary>
    Unspecified,

    /// <summary>It is sent on to the destination.</summary>
    Forward,

    /// <summary>It is answered without CORS headers and not sent on.</summary>
    Ignore,
}

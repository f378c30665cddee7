namespace Mesh.Istio.ControlPlane;

/// <summary>How proxies normalize paths before policies and routes see them (MeshConfig <c>pathNormalization.normalization</c>).</summary>
public enum PathNormalization
{
    /// <summary>Dot segments, backslashes and escapes of letters and digits are resolved; Istio's default.</summary>
    Base,

    /// <summary>Paths stay as they are.</summary>
    None,

    /// <summary>As <see cref="Base"/>, and slashes beside each other become one.</summary>
    MergeSlashes,

    /// <summary>As <see cref="MergeSlashes"/>, and escaped slashes are decoded before.</summary>
    DecodeAndMergeSlashes,
}

namespace Mesh.Istio.Resources;

/// <summary>The version of the PROXY protocol.</summary>
public enum ProxyProtocolVersion
{
    /// <summary>The text form. The value when none is written.</summary>
    V1,

    /// <summary>The binary form.</summary>
    V2,
}

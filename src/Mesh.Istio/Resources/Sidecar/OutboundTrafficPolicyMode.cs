namespace Mesh.Istio.Resources;

/// <summary>What a sidecar does with traffic to unknown destinations.</summary>
public enum OutboundTrafficPolicyMode
{
    /// <summary>It is refused.</summary>
    RegistryOnly,

    /// <summary>It is sent on to the address that the application asked for.</summary>
    AllowAny,
}

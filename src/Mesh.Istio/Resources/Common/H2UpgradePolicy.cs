namespace Mesh.Istio.Resources;

/// <summary>Whether HTTP/1.1 requests travel to the destination over HTTP/2.</summary>
public enum H2UpgradePolicy
{
    /// <summary>As the mesh configuration says.</summary>
    Default,

    /// <summary>They stay HTTP/1.1.</summary>
    DoNotUpgrade,

    /// <summary>They travel over HTTP/2.</summary>
    Upgrade,
}

namespace Mesh;

/// <summary>How soon an endpoint counts as dead, in one word; each is a number of gateway errors in a row.</summary>
public enum OutlierSensitivity
{
    /// <summary>20 gateway errors in a row.</summary>
    Low,

    /// <summary>10 gateway errors in a row.</summary>
    Medium,

    /// <summary>5 gateway errors in a row.</summary>
    High,

    /// <summary>The numbers that stand beside it, else Mesh's own 3; takes back what a farther level says.</summary>
    Custom,
}

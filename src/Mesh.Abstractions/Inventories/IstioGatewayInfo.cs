namespace Mesh.Inventories;

/// <summary>A Gateway of Istio that was found in a cluster: on which pods it opens which ports.</summary>
public sealed record IstioGatewayInfo
{
    /// <summary>The Gateway's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its labels; they tell who manages it.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The labels of the pods that it is for.</summary>
    public ValueMap<string> Selector { get; init; }

    /// <summary>Its servers.</summary>
    public ValueList<IstioServerInfo> Servers { get; init; }

    /// <summary>When it was created; <see langword="null"/> when that was not read.</summary>
    public DateTimeOffset? Created { get; init; }
}

namespace Mesh.Inventories;

/// <summary>A port of a Kubernetes Service.</summary>
public sealed record ServicePortInfo
{
    /// <summary>The port's name; empty when it has none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The port's number.</summary>
    public required int Number { get; init; }

    /// <summary>The transport: <c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</summary>
    public string Protocol { get; init; } = "TCP";

    /// <summary>The application protocol that the port declares; <see langword="null"/> when it does not.</summary>
    public string? AppProtocol { get; init; }

    /// <summary>The pods' port, a number or a name; empty means the same number.</summary>
    public string TargetPort { get; init; } = "";

    /// <summary>
    /// The port on every node, for types <c>NodePort</c> and <c>LoadBalancer</c>; <see langword="null"/> when there is none.
    /// </summary>
    public int? NodePort { get; init; }
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>An object that a policy applies to, in the policy's own namespace.</summary>
public sealed record PolicyTargetReference : IMessage<PolicyTargetReference>
{
    /// <summary>Its API group; empty for core kinds.</summary>
    public string? Group { get; init; }

    /// <summary>Its kind: Gateway, GatewayClass, Service or ServiceEntry.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Must be empty.</summary>
    public string? Namespace { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("group"u8, Group);
        fields.Text("kind"u8, Kind);
        fields.Text("name"u8, Name);
        fields.Text("namespace"u8, Namespace);
    }

    static PolicyTargetReference IMessage<PolicyTargetReference>.Read(FieldReader fields) => new()
    {
        Group = fields.Text("group"),
        Kind = fields.RequiredText("kind"),
        Name = fields.RequiredText("name"),
        Namespace = fields.Text("namespace"),
    };
}

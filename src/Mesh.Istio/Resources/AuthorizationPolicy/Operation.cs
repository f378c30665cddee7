using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What a request is: every list that is not empty must match. Texts may start or end with <c>*</c>.</summary>
public sealed record Operation : IMessage<Operation>
{
    /// <summary>The <c>Host</c> header, without regard to case.</summary>
    public ValueList<string> Hosts { get; init; }

    /// <summary>Hosts that are excepted.</summary>
    public ValueList<string> NotHosts { get; init; }

    /// <summary>Ports of the workload, as texts.</summary>
    public ValueList<string> Ports { get; init; }

    /// <summary>Ports that are excepted.</summary>
    public ValueList<string> NotPorts { get; init; }

    /// <summary>Methods.</summary>
    public ValueList<string> Methods { get; init; }

    /// <summary>Methods that are excepted.</summary>
    public ValueList<string> NotMethods { get; init; }

    /// <summary>Paths without query; <c>{*}</c> stands for one segment, <c>{**}</c> for any number.</summary>
    public ValueList<string> Paths { get; init; }

    /// <summary>Paths that are excepted.</summary>
    public ValueList<string> NotPaths { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Texts("hosts"u8, Hosts);
        fields.Texts("notHosts"u8, NotHosts);
        fields.Texts("ports"u8, Ports);
        fields.Texts("notPorts"u8, NotPorts);
        fields.Texts("methods"u8, Methods);
        fields.Texts("notMethods"u8, NotMethods);
        fields.Texts("paths"u8, Paths);
        fields.Texts("notPaths"u8, NotPaths);
    }

    static Operation IMessage<Operation>.Read(FieldReader fields) => new()
    {
        Hosts = fields.Texts("hosts"),
        NotHosts = fields.Texts("notHosts"),
        Ports = fields.Texts("ports"),
        NotPorts = fields.Texts("notPorts"),
        Methods = fields.Texts("methods"),
        NotMethods = fields.Texts("notMethods"),
        Paths = fields.Texts("paths"),
        NotPaths = fields.Texts("notPaths"),
    };
}

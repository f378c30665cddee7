using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A probe by command; exit code 0 is healthy.</summary>
public sealed record ExecHealthCheck : IMessage<ExecHealthCheck>
{
    /// <summary>The command and its arguments.</summary>
    public required ValueList<string> Command { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Texts("command"u8, Command, required: true);
    }

    static ExecHealthCheck IMessage<ExecHealthCheck>.Read(FieldReader fields) => new()
    {
        Command = fields.RequiredTexts("command"),
    };
}

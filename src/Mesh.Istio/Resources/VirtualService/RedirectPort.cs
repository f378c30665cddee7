using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>The port of a redirect: a number, or a rule that finds it.</summary>
public abstract record RedirectPort
{
    private protected RedirectPort()
    {
    }

    internal abstract void Write(FieldWriter fields);

    internal static RedirectPort? Read(FieldReader fields) => fields.OneOf("port", "derivePort") switch
    {
        "port" => new Number(fields.UInt32("port") ?? 0),
        "derivePort" => new Derived(fields.Choice("derivePort", ResourceEnums.RedirectPortSelection) ?? default),
        _ => null,
    };

    /// <summary>This port.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(uint Value) : RedirectPort
    {
        internal override void Write(FieldWriter fields) => fields.Number("port"u8, Value);
    }

    /// <summary>A port found by a rule.</summary>
    /// <param name="Value">The choice.</param>
    public sealed record Derived(RedirectPortSelection Value) : RedirectPort
    {
        internal override void Write(FieldWriter fields) =>
            fields.Choice<RedirectPortSelection>("derivePort"u8, Value, ResourceEnums.RedirectPortSelection);
    }
}

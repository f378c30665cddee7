using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How a text is matched. Exactly one way at a time; <see cref="Any"/> is an object without any.</summary>
public abstract record StringMatch : IMessage<StringMatch>
{
    private protected StringMatch()
    {
    }

    void IMessage.Write(FieldWriter fields) => WriteTo(fields);

    static StringMatch IMessage<StringMatch>.Read(FieldReader fields) => fields.OneOf("exact", "prefix", "regex") switch
    {
        "exact" => new Exact(fields.RequiredText("exact")),
        "prefix" => new Prefix(fields.RequiredText("prefix")),
        "regex" => new Regex(fields.RequiredText("regex")),
        _ => new Any(),
    };

    private protected abstract void WriteTo(FieldWriter fields);

    /// <summary>Matches whatever is there: for a header or query parameter, that it is present at all.</summary>
    public sealed record Any : StringMatch
    {
        private protected override void WriteTo(FieldWriter fields)
        {
        }
    }

    /// <summary>Matches this text and no other, with regard to case.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Exact(string Value) : StringMatch
    {
        private protected override void WriteTo(FieldWriter fields) => fields.Text("exact"u8, Value);
    }

    /// <summary>Matches texts that start with this one.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Prefix(string Value) : StringMatch
    {
        private protected override void WriteTo(FieldWriter fields) => fields.Text("prefix"u8, Value);
    }

    /// <summary>Matches texts that this RE2 expression covers from start to end.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Regex(string Value) : StringMatch
    {
        private protected override void WriteTo(FieldWriter fields) => fields.Text("regex"u8, Value);
    }
}

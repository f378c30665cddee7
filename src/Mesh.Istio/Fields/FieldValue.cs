using Mesh.Documents;

namespace Mesh.Istio.Fields;

/// <summary>A value of an object whose fields Mesh does not name: written as it is, equal by content.</summary>
internal abstract record FieldValue
{
    public abstract void Write(FieldWriter fields);

    /// <summary>The same as a node of a document.</summary>
    public static FieldValue Of(DocumentNode node) => node switch
    {
        MappingNode map => new Map([.. map.Entries.Select(entry => new Member(entry.Key, Of(entry.Value)))]),
        SequenceNode list => new Items([.. list.Items.Select(Of)]),
        ScalarNode { Kind: ScalarKind.Boolean } scalar => new Flag(scalar.Text == "true"),
        ScalarNode { Kind: ScalarKind.Integer } scalar when long.TryParse(
            scalar.Text, System.Globalization.CultureInfo.InvariantCulture, out long number) => new Number(number),
        ScalarNode scalar => new Text(scalar.Text),
        _ => new Text(""),
    };

    public static FieldValue Texts(IEnumerable<string> texts) => new Items([.. texts.Select(text => new Text(text))]);

    public static FieldValue List(IEnumerable<FieldValue> items) => new Items([.. items]);

    /// <summary>A mapping of the members that have a value.</summary>
    public static FieldValue Object(params (string Name, FieldValue? Value)[] members) =>
        new Map([.. members.Where(member => member.Value is not null).Select(member => new Member(member.Name, member.Value!))]);

    public static implicit operator FieldValue(string text) => new Text(text);

    internal sealed record Member(string Name, FieldValue Value);

    internal sealed record Text(string Value) : FieldValue
    {
        public override void Write(FieldWriter fields) => fields.Value(Value);
    }

    internal sealed record Flag(bool Value) : FieldValue
    {
        public override void Write(FieldWriter fields) => fields.Value(Value);
    }

    internal sealed record Number(long Value) : FieldValue
    {
        public override void Write(FieldWriter fields) => fields.Value(Value);
    }

    internal sealed record Items(ValueList<FieldValue> Values) : FieldValue
    {
        public override void Write(FieldWriter fields)
        {
            fields.BeginList();
            foreach (FieldValue value in Values)
            {
                fields.BeginItem();
                value.Write(fields);
            }

            fields.EndList();
        }
    }

    internal sealed record Map(ValueList<Member> Members) : FieldValue
    {
        public override void Write(FieldWriter fields)
        {
            fields.BeginObject();
            foreach (Member member in Members)
            {
                fields.Key(member.Name);
                member.Value.Write(fields);
            }

            fields.EndObject();
        }
    }
}

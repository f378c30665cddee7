using System.Buffers.Text;

namespace Mesh.Istio.Fields;

/// <summary>Writes YAML in block style, two spaces a level, lists at the level of their key, as kubectl prints it.</summary>
/// <remarks>
/// Written here because writing is most of what generation costs, and a serializer would build a tree of each object first.
/// </remarks>
internal sealed class YamlFieldWriter(OutputBuffer output) : FieldWriter
{
    // YAML looks for the colon of a simple key within 1024 characters; an escape takes six.
    private const int LongestSimpleKey = 1000;
    private const int LongestEscape = 6;
    private const int IndentWidth = 2;
    private State _state = State.Start;
    private int _indent = -IndentWidth;

    private enum State
    {
        /// <summary>Nothing of the document is written.</summary>
        Start,

        /// <summary>A key and its colon are written, its value is not.</summary>
        AfterKey,

        /// <summary>The dash of a list's item is written, the item is not.</summary>
        AfterDash,

        /// <summary>A value is complete; whatever comes starts a line.</summary>
        Complete,
    }

    /// <summary>Ends the document; the writer can take the next one.</summary>
    public void EndDocument()
    {
        output.Write((byte)'\n');
        _state = State.Start;
    }

    public override void Key(ReadOnlySpan<byte> name)
    {
        // All of the line in one go: this is where most of the bytes are written.
        int indent = _state is State.Complete or State.AfterKey ? 1 + _indent : 0;
        Span<byte> room = output.Reserve(indent + name.Length + 1);
        if (indent > 0)
        {
            room[..indent].Fill((byte)' ');
            room[0] = (byte)'\n';
            room = room[indent..];
        }

        name.CopyTo(room);
        room[name.Length] = (byte)':';
        output.Advance(indent + name.Length + 1);
        _state = State.AfterKey;
    }

    public override void Key(string name)
    {
        StartLine();
        if (name.Length > (YamlText.NeedsEscape(name) ? LongestSimpleKey / LongestEscape : LongestSimpleKey))
        {
            output.Write("? "u8);
            YamlText.Write(output, name);
            NewLine();
        }
        else
        {
            YamlText.Write(output, name);
        }

        output.Write((byte)':');
        _state = State.AfterKey;
    }

    public override void BeginObject() => _indent += IndentWidth;

    public override void EndObject()
    {
        if (_state != State.Complete)
        {
            output.Write(_state == State.AfterKey ? " {}"u8 : "{}"u8);
            _state = State.Complete;
        }

        _indent -= IndentWidth;
    }

    public override void BeginList()
    {
    }

    public override void BeginItem()
    {
        NewLine();
        output.Write("- "u8);
        _state = State.AfterDash;
    }

    public override void EndList()
    {
        if (_state == State.AfterKey)
        {
            output.Write(" []"u8);
            _state = State.Complete;
        }
    }

    public override void Value(string value)
    {
        StartValue();
        YamlText.Write(output, value);
    }

    public override void Value(bool value)
    {
        StartValue();
        output.Write(value ? "true"u8 : "false"u8);
    }

    public override void Value(long value)
    {
        StartValue();
        Utf8Formatter.TryFormat(value, output.Reserve(NumberText.MaxLength), out int length);
        output.Advance(length);
    }

    public override void Value(ulong value)
    {
        StartValue();
        Utf8Formatter.TryFormat(value, output.Reserve(NumberText.MaxLength), out int length);
        output.Advance(length);
    }

    public override void Value(double value)
    {
        StartValue();
        output.Advance(NumberText.Format(value, output.Reserve(NumberText.MaxLength)));
    }

    public override void PlainText(ReadOnlySpan<byte> value)
    {
        StartValue();
        output.Write(value);
    }

    public override void QuotedText(ReadOnlySpan<byte> value)
    {
        StartValue();
        output.Write((byte)'"');
        output.Write(value);
        output.Write((byte)'"');
    }

    private void StartLine()
    {
        if (_state is State.Complete or State.AfterKey)
        {
            NewLine();
        }
    }

    private void StartValue()
    {
        if (_state == State.AfterKey)
        {
            output.Write((byte)' ');
        }

        _state = State.Complete;
    }

    private void NewLine()
    {
        int length = 1 + _indent;
        Span<byte> room = output.Reserve(length)[..length];
        room.Fill((byte)' ');
        room[0] = (byte)'\n';
        output.Advance(length);
    }
}

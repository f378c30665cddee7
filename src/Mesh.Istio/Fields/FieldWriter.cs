namespace Mesh.Istio.Fields;

/// <summary>
/// Takes the fields of resources one after the other and writes them in some format. Fields that are <see langword="null"/> are left out,
/// and so are empty lists and maps, which mean the same as absent ones to Istio (proto3); an empty message is written, because it means
/// something else than none.
/// </summary>
internal abstract class FieldWriter
{
    public abstract void Key(ReadOnlySpan<byte> name);

    public abstract void Key(string name);

    public abstract void BeginObject();

    public abstract void EndObject();

    public abstract void BeginList();

    public abstract void BeginItem();

    public abstract void EndList();

    public abstract void Value(string value);

    public abstract void Value(bool value);

    public abstract void Value(long value);

    public abstract void Value(ulong value);

    public abstract void Value(double value);

    /// <summary>Text that needs neither quotes in YAML nor escapes in JSON.</summary>
    public abstract void PlainText(ReadOnlySpan<byte> value);

    /// <summary>Text in double quotes that needs no escapes.</summary>
    public abstract void QuotedText(ReadOnlySpan<byte> value);

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Key(name);
            Value(value);
        }
    }

    public void Flag(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } set)
        {
            Key(name);
            Value(set);
        }
    }

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } set)
        {
            Key(name);
            Value(set);
        }
    }

    public void Number(ReadOnlySpan<byte> name, ulong? value)
    {
        if (value is { } set)
        {
            Key(name);
            Value(set);
        }
    }

    public void Real(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } set)
        {
            Key(name);
            Value(set);
        }
    }

    public void Choice<T>(ReadOnlySpan<byte> name, T? value, EnumNames<T> names)
        where T : struct, Enum
    {
        if (value is { } set)
        {
            Key(name);
            PlainText(names.NameOf(set));
        }
    }

    public void Duration(ReadOnlySpan<byte> name, TimeSpan? value)
    {
        if (value is { } set)
        {
            Span<byte> text = stackalloc byte[DurationText.MaxLength];
            int length = DurationText.Format(set, text);
            Key(name);
            PlainText(text[..length]);
        }
    }

    public void Base64(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        byte[] text = new byte[System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(value.Length)];
        System.Buffers.Text.Base64.EncodeToUtf8(value, text, out _, out int length);
        Key(name);
        QuotedText(text.AsSpan(0, length));
    }

    public void Message(ReadOnlySpan<byte> name, IMessage? value)
    {
        if (value is not null)
        {
            Key(name);
            Fields(value);
        }
    }

    public void Texts(ReadOnlySpan<byte> name, ValueList<string> values, bool required = false)
    {
        if (BeginList(name, values.IsEmpty, required))
        {
            foreach (string value in values)
            {
                BeginItem();
                Value(value);
            }

            EndList();
        }
    }

    public void Numbers(ReadOnlySpan<byte> name, ValueList<uint> values)
    {
        if (BeginList(name, values.IsEmpty, required: false))
        {
            foreach (uint value in values)
            {
                BeginItem();
                Value((ulong)value);
            }

            EndList();
        }
    }

    public void Messages<T>(ReadOnlySpan<byte> name, ValueList<T> values, bool required = false)
        where T : class, IMessage
    {
        if (BeginList(name, values.IsEmpty, required))
        {
            foreach (T value in values)
            {
                BeginItem();
                Fields(value);
            }

            EndList();
        }
    }

    public void TextMap(ReadOnlySpan<byte> name, ValueMap<string> values)
    {
        if (BeginMap(name, values.IsEmpty))
        {
            foreach ((string key, string value) in values)
            {
                Key(key);
                Value(value);
            }

            EndObject();
        }
    }

    public void NumberMap(ReadOnlySpan<byte> name, ValueMap<uint> values)
    {
        if (BeginMap(name, values.IsEmpty))
        {
            foreach ((string key, uint value) in values)
            {
                Key(key);
                Value((ulong)value);
            }

            EndObject();
        }
    }

    public void MessageMap<T>(ReadOnlySpan<byte> name, ValueMap<T> values)
        where T : class, IMessage
    {
        if (BeginMap(name, values.IsEmpty))
        {
            foreach ((string key, T value) in values)
            {
                Key(key);
                Fields(value);
            }

            EndObject();
        }
    }

    private void Fields(IMessage message)
    {
        BeginObject();
        message.Write(this);
        EndObject();
    }

    private bool BeginList(ReadOnlySpan<byte> name, bool empty, bool required)
    {
        if (empty && !required)
        {
            return false;
        }

        Key(name);
        BeginList();
        return true;
    }

    private bool BeginMap(ReadOnlySpan<byte> name, bool empty)
    {
        if (empty)
        {
            return false;
        }

        Key(name);
        BeginObject();
        return true;
    }
}

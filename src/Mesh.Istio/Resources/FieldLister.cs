using System.Text;
using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Lists the fields that an object sets, each by its path without places in lists: <c>spec.http.retries.attempts</c>.</summary>
internal sealed class FieldLister : FieldWriter
{
    private readonly Stack<string> _open = new();
    private readonly List<string> _found = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private string _key = "";

    /// <summary>The paths of all values, in the order of writing.</summary>
    public IReadOnlyList<string> Found => _found;

    public override void Key(ReadOnlySpan<byte> name) => _key = Encoding.UTF8.GetString(name);

    public override void Key(string name) => _key = name;

    public override void BeginObject()
    {
        _open.Push(_key);
        _key = "";
    }

    public override void EndObject() => _open.Pop();

    public override void BeginList() => BeginObject();

    public override void BeginItem()
    {
    }

    public override void EndList() => _open.Pop();

    public override void Value(string value) => Add();

    public override void Value(bool value) => Add();

    public override void Value(long value) => Add();

    public override void Value(ulong value) => Add();

    public override void Value(double value) => Add();

    public override void PlainText(ReadOnlySpan<byte> value) => Add();

    public override void QuotedText(ReadOnlySpan<byte> value) => Add();

    private void Add()
    {
        string path = string.Join('.', _open.Reverse().Append(_key).Where(part => part.Length > 0));
        if (_seen.Add(path))
        {
            _found.Add(path);
        }
    }
}

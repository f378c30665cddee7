using System.Globalization;
using System.Text;

namespace Mesh.Istio.Fields;

/// <summary>Where a field stands in its object; spelled out only when a message needs it: <c>spec.http[0].route[1].weight</c>.</summary>
internal sealed class FieldPath
{
    private const int LongestName = 80;
    private readonly FieldPath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private FieldPath(FieldPath? parent, string? name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    public static FieldPath Root { get; } = new(null, null, -1);

    public FieldPath Field(string name) => new(this, name, -1);

    public FieldPath Item(int index) => new(this, null, index);

    /// <summary>A text of a message that somebody else wrote, cut so that many messages about a long text stay small.</summary>
    public static string Shorten(string text) => text.Length <= LongestName ? text : $"{text.AsSpan(0, LongestName)}…";

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        _parent?.Append(text);
        if (_index >= 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{_index}]");
        }
        else if (_name is not null)
        {
            text.Append(text.Length > 0 ? "." : "").Append(Shorten(_name));
        }
    }
}

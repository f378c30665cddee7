using System.Globalization;
using Mesh.Documents;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>A value of a document, or the absence of one: what is missing has no text and no items.</summary>
internal readonly record struct Field(DocumentNode? Value)
{
    public Field this[string key] => new((Value as MappingNode)?[key]);

    public bool Exists => Value is not (null or ScalarNode { Kind: ScalarKind.Null });

    public string? Text => Value is ScalarNode { Kind: not ScalarKind.Null } scalar ? scalar.Text : null;

    public uint? Number => uint.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;

    public TimeSpan? Duration => Text is { } text && GoDuration.TryParse(text, out TimeSpan value) ? value : null;

    public IEnumerable<Field> Items => Value is SequenceNode list ? list.Items.Select(item => new Field(item)) : [];

    public ValueMap<string> Texts => (Value as MappingNode)?.Entries
        .Where(entry => entry.Value is ScalarNode)
        .ToDictionary(entry => entry.Key, entry => ((ScalarNode)entry.Value).Text, StringComparer.Ordinal)
        .ToValueMap() ?? default;
}

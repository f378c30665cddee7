namespace Mesh.Serialization;

internal sealed class NamespaceSelectorConverter : TextConverter<NamespaceSelector>
{
    public override string Expected => "a selector such as '*/bookinfo'";

    protected override bool TryParse(string text, out NamespaceSelector value)
    {
        value = NamespaceSelector.Parse(text);
        return true;
    }

    protected override string Format(NamespaceSelector value) => value.ToString();
}

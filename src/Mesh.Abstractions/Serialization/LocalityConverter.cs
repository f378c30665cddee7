namespace Mesh.Serialization;

internal sealed class LocalityConverter : TextConverter<Locality>
{
    public override string Expected => "a locality such as 'us-east-2/us-east-2a'";

    protected override bool TryParse(string text, out Locality value)
    {
        value = Locality.Parse(text);
        return value.ToString() == text.TrimEnd('/');
    }

    protected override string Format(Locality value) => value.ToString();
}

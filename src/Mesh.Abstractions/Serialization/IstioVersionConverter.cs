namespace Mesh.Serialization;

internal sealed class IstioVersionConverter : TextConverter<IstioVersion>
{
    public override string Expected => "a version in quotes, such as \"1.30\"";

    protected override bool TryParse(string text, out IstioVersion value) => IstioVersion.TryParse(text, out value);

    protected override string Format(IstioVersion value) => value.ToString();
}

namespace Mesh.Serialization;

internal sealed class DurationConverter : TextConverter<TimeSpan>
{
    public override string Expected => "a duration such as '30s', '1.5s' or '250ms'";

    protected override bool TryParse(string text, out TimeSpan value) => GoDuration.TryParse(text, out value);

    protected override string Format(TimeSpan value) => GoDuration.Format(value);
}

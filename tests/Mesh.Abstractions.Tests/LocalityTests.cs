using CsCheck;

namespace Mesh.Abstractions.Tests;

public class LocalityTests
{
    [Theory]
    [InlineData("", "", "", "", "")]
    [InlineData("r", "r", "", "", "r")]
    [InlineData("r/z", "r", "z", "", "r/z")]
    [InlineData("r/z/s", "r", "z", "s", "r/z/s")]
    [InlineData("region1//", "region1", "", "", "region1")]
    [InlineData("/zone1/", "", "zone1", "", "/zone1")]
    [InlineData("//subzone1", "", "", "subzone1", "//subzone1")]
    [InlineData("r/z/s/more", "r", "z", "s", "r/z/s")]
    [InlineData("a.b/c.d", "a.b", "c.d", "", "a.b/c.d")]
    public void Parse_takes_missing_parts_as_empty_and_drops_what_is_beyond(
        string text, string region, string zone, string subzone, string formatted)
    {
        Locality locality = Locality.Parse(text);

        Assert.Equal((region, zone, subzone), (locality.Region, locality.Zone, locality.Subzone));
        Assert.Equal(formatted, locality.ToString());
    }

    [Theory]
    [InlineData("region.zone.subzone-2", "region/zone/subzone-2")]
    [InlineData("region/zone/subzone.2", "region/zone/subzone.2")]
    [InlineData("", "")]
    [InlineData("regionX", "regionX")]
    public void An_override_label_is_dotted_unless_it_holds_a_slash(string value, string expected) =>
        Assert.Equal(expected, LocalityLabel.Parse(value).ToString());

    [Fact]
    public void Every_locality_survives_text() =>
        Part.Select(Part, Part).Sample((region, zone, subzone) =>
        {
            var locality = new Locality(region, zone, subzone);
            return Locality.Parse(locality.ToString()) == locality;
        });

    [Fact]
    public void An_override_label_round_trips_or_says_that_it_cannot() =>
        Gen.String[Gen.Char["ab.-"], 0, 4].Select(Part, Part).Sample((region, zone, subzone) =>
        {
            var locality = new Locality(region, zone, subzone);
            string? label = LocalityLabel.Format(locality);
            return label is null ? region.Contains('.', StringComparison.Ordinal) : LocalityLabel.Parse(label) == locality;
        });

    private static Gen<string> Part => Gen.String[Gen.Char["abz-019"], 0, 5];
}

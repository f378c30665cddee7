using CsCheck;
using Mesh.Istio.Generation;

namespace Mesh.Istio.Tests.Generation;

/// <summary>Two things never get one name, whatever their owners call them; and no name depends on what others chose.</summary>
public class ObjectNamesTests
{
    [Fact]
    public void Hosts_that_read_the_same_have_names_of_their_own() =>
        Assert.NotEqual(ObjectNames.Host("api.bank.x"), ObjectNames.Host("api-bank.x"));

    // The recording of the final shapes has these names.
    [Theory]
    [InlineData("details.cx.tetrate.info", "gateway-details-cx-tetrate-info-6f79c5888966088b")]
    [InlineData("mongo.cx.tetrate.info", "gateway-mongo-cx-tetrate-info-e4e54cb1ff7a378d")]
    public void A_host_has_its_recorded_name(string host, string name) => Assert.Equal(name, ObjectNames.Host(host));

    [Fact]
    public void A_service_that_is_called_like_the_cut_name_of_another_is_not_taken_for_it()
    {
        var named = new ServiceName(new string('s', 60), "bookinfo");
        string cut = ObjectNames.EastWest(named);
        var twin = new ServiceName(cut["east-west-".Length..], "bookinfo");

        Assert.NotEqual(cut, ObjectNames.EastWest(twin));
    }

    [Fact]
    public void Entries_of_different_services_clusters_and_numbers_never_meet() =>
        Gen.Select(Part, Part, Gen.Int[1, 12]).Array[2, 40].Sample(
            entries =>
            {
                (string, string, int)[] distinct = [.. entries.Distinct()];
                Assert.Distinct(distinct.Select(entry =>
                    ObjectNames.WorkloadEntry(new ServiceName(entry.Item1, "bookinfo"), entry.Item2, entry.Item3)));
            },
            iter: 200);

    // Few letters, so that readable names meet often.
    private static Gen<string> Part => Word.Array[1, 3].Select(parts => string.Join('-', parts));

    private static Gen<string> Word => Gen.Int[0, 2].Select(i => new[] { "a", "2", "10" }[i]);
}

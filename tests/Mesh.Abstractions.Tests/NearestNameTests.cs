using Mesh.Diagnostics;

namespace Mesh.Abstractions.Tests;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("eu1", "eu-1")]
    [InlineData("EU-1", "eu-1")]
    [InlineData("ue-1", "eu-1")]
    [InlineData("frankfrut", "frankfurt")]
    [InlineData("us-easst-2", "us-east-2")]
    [InlineData("aws", null)]
    [InlineData("us-2", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void The_nearest_name_is_found_where_one_is_near(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["eu-1", "frankfurt", "us-east-2", "gcp"]));

    [Fact]
    public void The_nearest_of_several_wins_and_the_first_of_equals() =>
        Assert.Equal(["eu-1", "eu-1"], [NearestName.Find("eu1", ["eu-2", "eu-1"]), NearestName.Find("eu-3", ["eu-2", "eu-1"])]);

    [Fact]
    public void The_question_is_asked_behind_a_sentence() =>
        Assert.Equal([" Did you mean 'eu-1'?", ""], [NearestName.Question("eu1", ["eu-1"]), NearestName.Question("gcp", ["eu-1"])]);

    [Fact]
    public void A_text_that_is_no_name_is_compared_with_nothing() =>
        Assert.Null(NearestName.Find(new string('a', 300), [new string('a', 299)]));
}

using System.Text;
using System.Text.Json;
using Mesh.Istio.Apply.Api;

namespace Mesh.Istio.Tests.Apply;

public class WriteAnswerTests
{
    [Theory]
    [InlineData("""{"kind":"Gateway","metadata":{"name":"a","resourceVersion":"7"},"spec":{}}""", "7", false)]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-11-24T00:00:00Z","resourceVersion":"8"}}""", "8", true)]
    [InlineData("""{"spec":{"metadata":{"resourceVersion":"1","deletionTimestamp":"x"}},"metadata":{"labels":{"resourceVersion":"2"}}}""", "", false)]
    [InlineData("""{"metadata":{"resourceVersion":{"metadata":3},"name":"a"}}""", "", false)]
    [InlineData("""["metadata"]""", "", false)]
    public void Only_the_objects_own_metadata_count(string text, string version, bool deleting)
    {
        ApiResponse response = WriteResponse.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal((ResponseKind.Ok, version, deleting), (response.Kind, response.ResourceVersion, response.IsBeingDeleted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"spec":{""")]
    [InlineData("""{"metadata":{"resourceVersion":"7"}}{""")]
    public void A_text_that_is_cut_off_or_goes_on_is_no_answer(string text) =>
        Assert.ThrowsAny<JsonException>(() => WriteResponse.Read(Encoding.UTF8.GetBytes(text)));
}

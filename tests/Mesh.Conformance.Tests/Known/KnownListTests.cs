using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Known;

/// <summary>The list of known recordings is strict in every direction.</summary>
public class KnownListTests
{
    private static readonly string[] Comparisons =
    [
        "files", "read", "configuration", "places", "endpoints", "clusters", "retries", "requests", "routes", "tls", "second round",
        "generated",
        "backoff", "failback", "failover", "removal", "shares", "simulated shares", "zones", "simulated zones",
        "derived", "who", "fields", "tenancy", "policies", "policies of tenancy", "generated policies", "generated tenancy",
    ];

    private static readonly KnownList List = KnownList.Parse("list", "[requests] #16 Connections are not simulated.\nS1\nS2\n");

    [Fact]
    public void A_recording_that_differs_and_is_listed_is_known() => Assert.Empty(Judge(("S1", true), ("S2", true), ("S3", false)));

    [Fact]
    public void A_recording_that_differs_and_is_not_listed_is_wrong() =>
        Assert.StartsWith("S3 differs and is not known:\n  7 failed", Assert.Single(Judge(("S1", true), ("S2", true), ("S3", true))));

    [Fact]
    public void A_listed_recording_that_agrees_is_wrong() =>
        Assert.Equal("S2 agrees: take it off [requests] #16 of list.", Assert.Single(Judge(("S1", true), ("S2", false))));

    [Fact]
    public void A_listed_recording_that_does_not_exist_is_wrong() =>
        Assert.Equal("S2 is in [requests] of list and not among what was compared.", Assert.Single(Judge(("S1", true))));

    [Fact]
    public void Of_other_folders_listed_recordings_may_be_missing() =>
        Assert.Empty(List.Judge("requests", Outcomes(("S1", true)), isComplete: false));

    [Theory]
    [InlineData(true, true, "")]
    [InlineData(true, false, "T2 agrees: take it off [read] #16 of list.")]
    public void Of_recordings_that_are_listed_together_none_may_agree(bool first, bool second, string wrong) => Assert.Equal(
        wrong,
        string.Concat(KnownList.Parse("list", "[read] #16 Connections are not read.\nT*\n")
            .Judge("read", Outcomes(("T1", first), ("T2", second), ("S", false)), isComplete: true)));

    [Fact]
    public void A_list_is_for_one_comparison() =>
        Assert.Equal(2, List.Judge("retries", Outcomes(("S1", true), ("S2", true)), isComplete: true).Count);

    [Theory]
    [InlineData("S1\n")]
    [InlineData("[requests] no issue\nS1\n")]
    [InlineData("[requests] #16\nS1\n")]
    [InlineData("[requests] #16 Once.\nS1\n[requests] #17 Twice.\nS1\n")]
    public void A_list_names_an_issue_and_a_reason_once(string text) =>
        Assert.Throws<InvalidDataException>(() => KnownList.Parse("list", text));

    /// <summary>
    /// A number here is lowered with its list and never raised: what cannot be answered yet is found before it is merged.
    /// </summary>
    [Theory]
    [InlineData("access", 0)]
    [InlineData("apiserver", 4)]
    [InlineData("envoy", 0)]
    [InlineData("gatewayapi", 14)]
    [InlineData("istiod", 0)]
    [InlineData("requests", 0)]
    [InlineData("scenario", 30)]
    public void The_lists_only_shrink(string kind, int entries) => Assert.Equal(entries, KnownList.Of(kind).Entries.Count);

    [Fact]
    public void Every_section_is_judged_by_a_comparison() =>
        Assert.Empty(Truth.Kinds.SelectMany(kind => KnownList.Of(kind).Entries).Select(entry => entry.Comparison).Distinct()
            .Except(Comparisons));

    [Fact]
    public void What_one_recording_throws_hides_no_other()
    {
        var report = new ComparisonReport("envoy", "backoff");
        report.Compare("a", () => throw new UnknownInputException("a field"));
        report.Compare("b", () => report.Check(false, "b", $"differs"));
        report.Compare("c", () => report.Check(true, "c", $"differs"));

        string message = Assert.ThrowsAny<Xunit.Sdk.XunitException>(report.AssertNoneUnknown).Message;

        Assert.Contains("3 compared, 1 agree", message, StringComparison.Ordinal);
        Assert.Contains("a differs and is not known:\n  UnknownInputException: a field", message, StringComparison.Ordinal);
        Assert.Contains("b differs and is not known:\n  b: differs", message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Judge(params (string Recording, bool Differs)[] outcomes) =>
        List.Judge("requests", Outcomes(outcomes), isComplete: true);

    private static Dictionary<string, IReadOnlyList<string>> Outcomes(params (string Recording, bool Differs)[] outcomes) =>
        outcomes.ToDictionary(outcome => outcome.Recording, outcome => (IReadOnlyList<string>)(outcome.Differs ? ["7 failed"] : []));
}

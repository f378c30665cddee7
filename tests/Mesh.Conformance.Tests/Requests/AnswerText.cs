using System.Text.Json.Nodes;
using Mesh.Istio.ControlPlane.Authorization;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>A recorded verdict and a computed one as the same text: verdict, rule, who is asked, where.</summary>
internal static class AnswerText
{
    internal static string Of(JsonNode answer) => Join(
        (string)answer["verdict"]!, (string?)answer["by"] ?? "", (string?)answer["at"] ?? "",
        (answer["asked"]?.AsArray() ?? []).Select(name => (string)name!));

    internal static string Of(AccessDecision decision, string at) =>
        Join(VerdictOf(decision.Verdict), RuleOf(decision), at, decision.Asked);

    /// <summary>
    /// Whether they are the same. Of what is allowed only some recordings name the rule. The rule of the first answer through a gateway is
    /// that of the recorder's own first request: in <c>guardrails/random/106</c> a rule for another host than the one asked for.
    /// </summary>
    internal static bool Agree(string expected, string actual, bool anyRule) =>
        expected == actual
        || (anyRule && WithoutRule(expected) == WithoutRule(actual))
        || (expected.StartsWith("allowed;", StringComparison.Ordinal) && WithoutRule(actual) == expected);

    private static string WithoutRule(string text)
    {
        int by = text.IndexOf(" by ", StringComparison.Ordinal);
        int end = by < 0 ? -1 : text.IndexOf(';', by);
        return by < 0 ? text : text[..by] + text[end..];
    }

    private static string Join(string verdict, string by, string at, IEnumerable<string> asked) =>
        $"{verdict}{(by.Length > 0 ? $" by {by}" : "")};{(at.Length > 0 ? $" at {at}" : "")} asked [{string.Join(", ", asked)}]";

    private static string RuleOf(AccessDecision decision) =>
        decision.Rule is { } rule && rule.Name.EndsWith("-deny-due-to-bad-CUSTOM-action", StringComparison.Ordinal)
            ? $"{rule.Place}-deny-due-to-bad-CUSTOM-action"
            : decision.By;

    private static string VerdictOf(AccessVerdict verdict) => verdict switch
    {
        AccessVerdict.Allowed => "allowed",
        AccessVerdict.Denied => "denied",
        AccessVerdict.Unauthenticated => "unauthenticated",
        AccessVerdict.BadRequest => "bad-request",
        AccessVerdict.Refused => "refused",
        _ => "depends",
    };
}

using System.Globalization;
using Mesh.Documents;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Admission;

/// <summary>Conditions on one value.</summary>
internal static class ValueChecks
{
    /// <summary>A port.</summary>
    public static AdmissionCheck PortNumber { get; } = Between(1, 65535);

    /// <summary>A duration that is not shorter than a millisecond.</summary>
    public static AdmissionCheck Duration { get; } = new(
        (value, _) => Nodes.Milliseconds(value) < 1 ? $"is {Quote(value)}" : null, "Write a duration of at least 1ms.");

    /// <summary>A duration in whole milliseconds.</summary>
    public static AdmissionCheck WholeMilliseconds { get; } = new(
        (value, _) => Nodes.Milliseconds(value) % 1 != 0 ? $"is {Quote(value)}" : null, "Write a duration in whole milliseconds.");

    /// <summary>A duration as the webhook takes it.</summary>
    public static AdmissionCheck AnyDuration { get; } = new(
        (value, scope) => Duration.Problem(value, scope) ?? WholeMilliseconds.Problem(value, scope),
        "Write a duration in whole milliseconds, at least 1ms.");

    public static AdmissionCheck Percent { get; } = Between(0, 100);

    /// <summary>A share as faults have it.</summary>
    public static AdmissionCheck FaultPercent { get; } = new(
        (value, _) => Nodes.Number(value) is var share && (share is < 0 or > 100 || (share > 0 && share < 0.0001)) ? $"is {Quote(value)}"
            : null,
        "Write 0, or a number from 0.0001 to 100.");

    public static AdmissionCheck NotEmpty { get; } = Text(text => text.Length > 0, "Write a text that is not empty.");

    public static AdmissionCheck Label { get; } = Text(
        text => HostSyntax.IsLabel(text), "Write a DNS label: letters, digits and '-', at most 63, a letter or digit at both ends.");

    /// <summary>A host that may begin with a wildcard.</summary>
    public static AdmissionCheck Host { get; } = Text(
        HostSyntax.IsWildcardDomain, "Write a host name; a wildcard may stand in its first label only.");

    /// <summary>A host without wildcard.</summary>
    public static AdmissionCheck Domain { get; } = Text(HostSyntax.IsDomain, "Write a host name without wildcard.");

    public static AdmissionCheck Subnet { get; } = Text(HostSyntax.IsSubnet, "Write an IP address, or a range such as 10.0.0.0/16.");

    public static AdmissionCheck Address { get; } = Text(HostSyntax.IsAddress, "Write an IP address.");

    public static AdmissionCheck Protocol { get; } = Text(
        text => text.Length == 0 || PortProtocols.Parse(text) != PortProtocol.Sniffed,
        "Write HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, TCP, TLS, UDP, MONGO, REDIS or MYSQL.");

    public static AdmissionCheck Regex { get; } = new(
        (value, _) => HttpSyntax.RegexProblem(Nodes.Text(value)), "Write an expression of RE2, which Envoy matches with.");

    public static AdmissionCheck StrictHeader { get; } = Text(HttpSyntax.IsStrictHeader, "Use letters, digits, '-' and '_' only.");

    /// <summary>A map whose keys and values Kubernetes takes as labels.</summary>
    public static AdmissionCheck Labels { get; } = new(
        (value, _) => Nodes.Entries(value).Where(
            entry => !HostSyntax.IsLabelKey(entry.Key) || !HostSyntax.IsLabelValue(Nodes.Text(entry.Value)))
            .Select(entry => $"has the label {FieldPath.Shorten(entry.Key)}={FieldPath.Shorten(Nodes.Text(entry.Value))}")
            .FirstOrDefault(),
        "Write labels as Kubernetes spells them: letters, digits, '-', '_' and '.', at most 63.");

    /// <summary>A number of this range.</summary>
    public static AdmissionCheck Between(double least, double most) => new(
        (value, _) => Nodes.Number(value) is var number && (number < least || number > most) ? $"is {Nodes.Text(value)}" : null,
        most < double.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"Write a number from {least} to {most}.")
            : string.Create(CultureInfo.InvariantCulture, $"Write a number that is at least {least}."));

    public static AdmissionCheck AtLeast(double least) => Between(least, double.MaxValue);

    /// <summary>A list or map with so many items.</summary>
    public static AdmissionCheck Count(int least, int most) => new(
        (value, _) => Nodes.Count(value) is var count && (count < least || count > most)
            ? string.Create(CultureInfo.InvariantCulture, $"has {count} items") : null,
        string.Create(CultureInfo.InvariantCulture, $"Write {least} to {most} items."));

    /// <summary>A text of at most so many characters.</summary>
    public static AdmissionCheck Longest(int length) => new(
        (value, _) => Nodes.Text(value) is { } text && Length(text) > length
            ? string.Create(CultureInfo.InvariantCulture, $"has {Length(text)} characters") : null,
        string.Create(CultureInfo.InvariantCulture, $"Write at most {length} characters."));

    public static AdmissionCheck Not(string word, string help) => Text(text => text != word, help);

    public static AdmissionCheck OneOf(params string[] words) => Text(
        text => words.Contains(text, StringComparer.Ordinal), $"Write {string.Join(" or ", words.Where(word => word.Length > 0))}.");

    /// <summary>A text that meets a condition.</summary>
    public static AdmissionCheck Text(Func<string, bool> holds, string help) => new(
        (value, _) => holds(Nodes.Text(value)) ? null : $"is {Quote(value)}", help);

    /// <summary>A map whose keys meet a condition.</summary>
    public static AdmissionCheck Keys(Func<string, bool> holds, string help) => new(
        (value, _) => Nodes.Entries(value).Where(entry => !holds(entry.Key)).Select(
            entry => $"has the key '{FieldPath.Shorten(entry.Key)}'").FirstOrDefault(), help);

    public static string Quote(DocumentNode? value) => $"'{FieldPath.Shorten(Nodes.Text(value))}'";

    // The API server counts characters, not the halves of which some are made.
    private static int Length(string text) => text.Length - text.Count(char.IsLowSurrogate);
}

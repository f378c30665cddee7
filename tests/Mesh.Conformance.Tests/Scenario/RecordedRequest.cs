using System.Text.Json.Nodes;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>One recorded request.</summary>
internal sealed record RecordedRequest(TimeSpan At, string Phase, int Status, string ServedBy, TimeSpan Duration)
{
    internal RecordedRequest(JsonArray row)
        : this(
            TimeSpan.FromMilliseconds((double)row[1]!),
            (string)row[2]!,
            (int)row[3]!,
            (string?)row[4] ?? "",
            TimeSpan.FromMilliseconds((double)row[5]!))
    {
    }

    /// <summary>The cluster that answered, or the status.</summary>
    internal string Destination => ServedBy.Length > 0
        ? ServedBy.Split('-')[1]
        : Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>One recorded request of the second round.</summary>
internal sealed record RigRequest(TimeSpan At, string Method, string Phase, int Status, string ServedBy, TimeSpan Duration, string Note)
{
    internal RigRequest(JsonArray row)
        : this(
            TimeSpan.FromMilliseconds((double)row[1]!),
            (string)row[2]!,
            (string)row[3]!,
            (int)row[4]!,
            (string?)row[5] ?? "",
            TimeSpan.FromMilliseconds((double)row[6]!),
            (string?)row[7] ?? "")
    {
    }

    /// <summary>Whether its caller saw an error: none of the answers, or a gRPC status, written as a number below 0.</summary>
    internal bool Failed => Status is <= 0 or >= 400;

    /// <summary>The cluster that answered; <c>failed</c> where none did.</summary>
    internal string Destination => Failed ? "failed" : ServedBy.Split('-')[0];

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{At.TotalMilliseconds} {Method} {Status} {ServedBy}");
}

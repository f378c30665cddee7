using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Mesh.Istio.Apply.Api;

/// <summary>A Lease as it was read: what it says about its holder, and the whole object, so that a write keeps what is not ours.</summary>
internal sealed record Lease(string Holder, TimeSpan Duration, string AcquireTime, string RenewTime, int Transitions, JsonObject Content)
{
    private const string MicroTime = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static Lease Read(ReadOnlyMemory<byte> utf8)
    {
        JsonObject content = JsonNode.Parse(utf8.Span) as JsonObject ?? throw new System.Text.Json.JsonException("A Lease is an object.");
        var metadata = content["metadata"] as JsonObject;
        if (Text(metadata, "name").Length == 0 || Text(metadata, "resourceVersion").Length == 0)
        {
            throw new System.Text.Json.JsonException("A Lease has a name and a version.");
        }

        var spec = content["spec"] as JsonObject;
        return new Lease(
            Text(spec, "holderIdentity"), TimeSpan.FromSeconds(Number(spec, "leaseDurationSeconds")), Text(spec, "acquireTime"),
            Text(spec, "renewTime"), Number(spec, "leaseTransitions"), content);
    }

    /// <summary>Whether two readings say the same about the holder; if not, somebody renewed in between.</summary>
    public bool SaysTheSameAs(Lease? other) =>
        other is not null
            && (Holder, Duration, AcquireTime, RenewTime, Transitions) == (other.Holder, other.Duration, other.AcquireTime, other.RenewTime,
                other.Transitions);

    /// <summary>A Lease that does not exist yet.</summary>
    public static ReadOnlyMemory<byte> New(string namespaceName, string name, string identity, TimeSpan duration, DateTimeOffset now) =>
        Write(
        new JsonObject
        {
            ["apiVersion"] = "coordination.k8s.io/v1",
            ["kind"] = "Lease",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = namespaceName },
        },
        identity, duration, Format(now), Format(now), 0);

    /// <summary>The Lease taken or renewed. The version in it makes the write fail if somebody else was faster.</summary>
    public ReadOnlyMemory<byte> HeldBy(string identity, TimeSpan duration, DateTimeOffset now) => Holder == identity
        ? Write(Content, identity, duration, AcquireTime.Length == 0 ? Format(now) : AcquireTime, Format(now), Transitions)
        : Write(Content, identity, duration, Format(now), Format(now), Transitions is >= 0 and < int.MaxValue ? Transitions + 1 : 0);

    /// <summary>The Lease given back: without a holder anybody may take it at once.</summary>
    public ReadOnlyMemory<byte> Released(DateTimeOffset now) =>
        Write(Content, "", TimeSpan.FromSeconds(1), Format(now), Format(now), Transitions);

    private static byte[] Write(JsonObject content, string holder, TimeSpan duration, string acquired, string renewed, int transitions)
    {
        var copy = (JsonObject)content.DeepClone();
        var spec = copy["spec"] as JsonObject ?? [];
        copy["spec"] = null;
        spec["holderIdentity"] = holder;
        spec["leaseDurationSeconds"] = (int)Math.Ceiling(duration.TotalSeconds);
        spec["acquireTime"] = acquired;
        spec["renewTime"] = renewed;
        spec["leaseTransitions"] = transitions;
        copy["spec"] = spec;
        return Encoding.UTF8.GetBytes(copy.ToJsonString());
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(MicroTime, CultureInfo.InvariantCulture);

    private static string Text(JsonObject? spec, string name) =>
        spec?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static int Number(JsonObject? spec, string name) =>
        spec?[name] is JsonValue value && value.TryGetValue(out int number) ? number : 0;
}

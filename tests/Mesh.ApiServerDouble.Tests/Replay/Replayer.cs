using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>Replays files in the order of their recording, in one session, and keeps what differed.</summary>
internal static class Replayer
{
    /// <summary>Later files build on what earlier ones left.</summary>
    public static readonly string[] Files =
    [
        "ssa-lifecycle.json", "validation.json", "requests.json", "cluster-facts.json", "discovery.json", "delete.json",
        "list.json", "watch.json", "overload-and-expiry.json", "applyset.json", "partial-success.json",
    ];

    private static readonly string[] Headers = ["Content-Type", "Retry-After", "Warning", "Etag"];

    public static async Task<IReadOnlyDictionary<Recording, List<string>>> RunAsync(string istio)
    {
        await using Session session = await Session.StartAsync(istio);
        await StageDirections.BeginAsync(session);
        Dictionary<Recording, List<string>> result = [];
        foreach (Recording recording in Files.SelectMany(Recording.Read))
        {
            await StageDirections.BeforeAsync(session, recording);
            result[recording] = await CompareAsync(session, recording);
        }

        return result;
    }

    private static async Task<List<string>> CompareAsync(Session session, Recording recording)
    {
        Comparison comparison = new(session.Identities);
        using HttpResponseMessage response = await session.SendAsync(recording);
        if (recording.IsOmitted)
        {
            // kubectl asks with the hash of its cache; the recording has neither the hash nor the answer.
            return comparison.Differences;
        }

        if ((int)response.StatusCode != recording.Status)
        {
            comparison.Differences.Add(
                $"status: {recording.Status}, got {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            return comparison.Differences;
        }

        CompareHeaders(recording, response, comparison);
        if (recording.Response["events"] is JsonArray events)
        {
            await WatchReplay.CompareAsync(session, recording, events, response, comparison);
            return comparison.Differences;
        }

        string text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        CompareBody(recording, text, comparison);
        return comparison.Differences;
    }

    private static void CompareBody(Recording recording, string text, Comparison comparison)
    {
        switch (recording.Response["body"])
        {
            case null:
                break;
            case JsonValue value:
                comparison.Texts(value.GetValue<string>(), text, "body");
                break;
            case JsonNode recorded:
                JsonNode? actual = Parse(text);
                if (recorded is JsonObject shape && actual is JsonObject content)
                {
                    CutBodies.Cut(recording, shape, content);
                }

                comparison.Same(recorded, actual, "");
                break;
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static void CompareHeaders(Recording recording, HttpResponseMessage response, Comparison comparison)
    {
        JsonObject recorded = recording.Response["headers"] as JsonObject ?? [];
        foreach (string name in Headers.Where(name => recorded.ContainsKey(name) || name is "Retry-After" or "Warning"))
        {
            string expected = recorded[name] switch
            {
                JsonArray all => string.Join("|", all.Select(one => one!.GetValue<string>())),
                JsonNode one => one.GetValue<string>(),
                null => "",
            };
            string actual = response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values)
                || response.Content.Headers.NonValidated.TryGetValues(name, out values)
                ? string.Join("|", values)
                : "";
            comparison.Texts(expected, actual, name);
        }
    }
}

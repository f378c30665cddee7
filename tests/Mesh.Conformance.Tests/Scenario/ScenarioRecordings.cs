using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>The recorded runs, told from tables and sets by what they hold.</summary>
internal static class ScenarioRecordings
{
    private static readonly string[] Columns = ["i", "tMs", "phase", "status", "servedBy", "durationMs", "note"];

    private static readonly string[] SecondRoundColumns =
        ["i", "tMs", "method", "phase", "status", "servedBy", "durationMs", "note", "attemptCount"];

    private static readonly Lazy<Recorded> All = new(Read);

    /// <summary>The runs that the reader knows all of.</summary>
    internal static IReadOnlyList<ScenarioCase> Runs => All.Value.Runs;

    /// <summary>The runs of the second round that the reader knows all of.</summary>
    internal static IReadOnlyList<RigCase> SecondRound => All.Value.SecondRound;

    /// <summary>The runs of which Mesh generates the resources today, with these instead of the recorded ones.</summary>
    internal static IEnumerable<RigCase> Generated => Truth.Files("scenario").Select(RunOf).OfType<JsonObject>()
        // What differs with the recorded objects, by chance or because it is not simulated, says nothing about ours.
        .Where(run => GeneratedScenes.Has((string)run["id"]!)
            && !KnownList.Of("scenario").Entries.Any(entry => entry.Recording == (string)run["id"]!)
            && ColumnsOf(run).SequenceEqual(SecondRoundColumns))
        .Select(run => new RigCase(
            run, (inventory, recorded) => GeneratedScenes.Generate((string)run["id"]!, inventory, recorded)));

    /// <summary>Every run by its id, with what the reader does not know of it; empty where it knows all.</summary>
    internal static IReadOnlyDictionary<string, string> Unread => All.Value.Unread;

    /// <summary>Whether a file is one run with its requests: tables, retries by count and steps of a move are not.</summary>
    internal static bool IsRun(RecordedFile file) => All.Value.Files.Contains(file) || RigResources.IsPart(file);

    private static JsonObject? RunOf(RecordedFile file) =>
        file.ReadObject() is { } root && root["requests"] is JsonArray && root["timeline"] is JsonArray ? root : null;

    private static Recorded Read()
    {
        var files = new HashSet<RecordedFile>(ReferenceEqualityComparer.Instance);
        var runs = new List<ScenarioCase>();
        var secondRound = new List<RigCase>();
        var unread = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (RecordedFile file in Truth.Files("scenario"))
        {
            if (RunOf(file) is not { } run)
            {
                continue;
            }

            files.Add(file);
            string id = (string)run["id"]!;
            try
            {
                if (ColumnsOf(run).SequenceEqual(SecondRoundColumns))
                {
                    AssertSecondRoundKnown(run);
                    secondRound.Add(new RigCase(run));
                }
                else
                {
                    AssertKnown(run);
                    runs.Add(new ScenarioCase(run));
                }

                unread[id] = "";
            }
            catch (Exception e)
            {
                // One run that cannot be read hides no other.
                unread[id] = $"{e.GetType().Name}: {e.Message}";
            }
        }

        return new Recorded(runs, secondRound, unread, files);
    }

    private static string[] ColumnsOf(JsonObject run) => [.. run["requestColumns"]!.AsArray().Select(column => (string)column!)];

    private static void AssertSecondRoundKnown(JsonObject run)
    {
        KnownFields.Only(
            run, "the run", "id", "what", "target", "istiod", "envoy", "mesh", "resources", "timeline", "requestColumns", "requests",
                "expect", "istiodOutput", "accessLogs",
            "stats");
        KnownFields.Only(
            run["expect"], "what was expected", "requests", "failed", "phases", "sequence", "byMethod", "executedTwice", "observed",
                "deniedCallerAtTheSameTime", "predicted",
            "websockets", "hostsBeforeTheDeath");
        foreach (JsonNode? resources in run["resources"]!.AsObject().Select(cluster => cluster.Value))
        {
            KnownFields.Only(resources, "a cluster's resources", "istio", "kubernetes");
        }

        foreach (JsonNode? entry in run["timeline"]!.AsArray())
        {
            KnownFields.Only(entry, "the timeline", "atMs", "event");
        }
    }

    private static void AssertKnown(JsonObject run)
    {
        string[] columns = ColumnsOf(run);
        if (!columns.SequenceEqual(Columns))
        {
            throw new UnknownInputException($"The reader does not know these columns of requests: {string.Join(", ", columns)}.");
        }

        KnownFields.Only(
            run, "the run", "id", "scenario", "what", "target", "istiod", "envoy", "mesh", "clustersFrom", "resources", "timeline",
                "requestColumns", "requests", "expect",
            "istiodOutput", "accessLogs", "stats");
        KnownFields.OneOf((string?)run["clustersFrom"], "state to take the clusters from", null, "zero", "up");
        KnownFields.Only(run["istiodOutput"], "istiod's output", "clusters", "endpoints", "retries");
        KnownFields.Only(
            run["expect"], "what was expected", "requests", "userVisibleFailures", "failuresByPhase", "servedByPhase", "sequence",
                "responses", "ejections", "slowestMs", "peersSeenByDetails");
        foreach (JsonNode? resources in run["resources"]!.AsObject().Select(cluster => cluster.Value))
        {
            KnownFields.Only(resources, "a cluster's resources", "istio", "kubernetes", "kubernetesAtZero");
        }

        foreach (JsonNode? entry in run["timeline"]!.AsArray())
        {
            KnownFields.Only(entry, "the timeline", "atMs", "event", "cluster", "proxy", "detailsPods");
        }
    }

    private sealed record Recorded(
        IReadOnlyList<ScenarioCase> Runs,
        IReadOnlyList<RigCase> SecondRound,
        IReadOnlyDictionary<string, string> Unread,
        IReadOnlySet<RecordedFile> Files);
}

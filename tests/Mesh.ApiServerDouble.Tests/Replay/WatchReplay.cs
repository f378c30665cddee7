using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>Reads a watch beside what happens meanwhile; the session's clock brings bookmarks and the end.</summary>
internal static class WatchReplay
{
    public static async Task CompareAsync(
        Session session, Recording recording, JsonArray events, HttpResponseMessage response, Comparison comparison)
    {
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());
        await StageDirections.DuringAsync(session, recording);
        foreach (JsonNode? recorded in events)
        {
            string? line = await NextAsync(session, reader);
            comparison.Same(recorded!["event"], line is null ? null : JsonNode.Parse(line), "event");
        }

        if (await NextAsync(session, reader) is { } extra)
        {
            comparison.Differences.Add($"unexpected event {extra}");
        }
    }

    /// <summary>The next line; null at the end. When nothing comes, the clock goes on.</summary>
    private static async Task<string?> NextAsync(Session session, StreamReader reader)
    {
        Task<string?> next = reader.ReadLineAsync();
        for (int step = 0; step < 200 && !next.IsCompleted; step++)
        {
            await Task.WhenAny(next, Task.Delay(40));
            if (!next.IsCompleted)
            {
                session.Time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        return await next.WaitAsync(TimeSpan.FromSeconds(5));
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>Two doubles and what was learned about them: which uid stands for which, what time it is.</summary>
internal sealed partial class Session : IAsyncDisposable
{
    private readonly Dictionary<string, ApiServer> _servers = new(StringComparer.Ordinal);
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    { Timeout = TimeSpan.FromSeconds(20) };

    public Dictionary<string, string> Identities { get; } = new(StringComparer.Ordinal);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero));

    public ApiServer this[string cluster] => _servers[cluster];

    public static async Task<Session> StartAsync(string istio)
    {
        Session session = new();
        foreach ((string cluster, string version) in (IEnumerable<(string, string)>)[("east", "1.30.3"), ("west", "1.31.0-rc.0")])
        {
            ApiServerOptions options = new()
            {
                Name = cluster,
                Namespaces = [],
                Resources = CustomResources.FromFile(Path.Combine(istio, $"crds-{version}.yaml")),
                TimeProvider = session.Time,
            };
            session._servers[cluster] = await ApiServer.StartAsync(options);
        }

        return session;
    }

    /// <summary>Sends what was recorded, with the uids of the doubles, at the recorded time and version.</summary>
    public async Task<HttpResponseMessage> SendAsync(Recording recording)
    {
        Align(recording);
        HttpRequestMessage request = new(new HttpMethod(recording.Method), new Uri(this[recording.Cluster].Url, Here(recording.Path)));
        JsonObject headers = recording.Request["headers"] as JsonObject ?? [];
        if (recording.User is { } user)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user);
        }

        if (Body(recording.Request["body"]) is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", headers["Content-Type"]?.GetValue<string>());
        }

        foreach ((string name, JsonNode? value) in headers.Where(header => header.Key != "Content-Type"))
        {
            string text = value!.GetValue<string>();
            request.Headers.TryAddWithoutValidation(name, name == "If-None-Match" ? Here(text) : text);
        }

        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>An apply that the recording left out.</summary>
    public async Task ApplyAsync(string cluster, string path, string body, string manager = "meshgen")
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, new Uri(this[cluster].Url, $"{path}?fieldManager={manager}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        request.Content = new StringContent(body, Encoding.UTF8, "application/apply-patch+yaml");
        using HttpResponseMessage response = await _client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
    }

    public async Task SendAsync(string cluster, HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using HttpRequestMessage request = new(method, new Uri(this[cluster].Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await _client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Sets the clock, never back.</summary>
    public void At(string time)
    {
        DateTimeOffset moment = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
        if (moment > Time.GetUtcNow())
        {
            Time.SetUtcNow(moment);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (ApiServer server in _servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Other writes of the recording moved the version; the clock goes to the newest time in the answer.</summary>
    private void Align(Recording recording)
    {
        string text = recording.Response["body"]?.ToJsonString() ?? "";
        long newest = Revisions()
            .Matches(text)
            .Select(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            .DefaultIfEmpty(0)
            .Max();
        bool writes = recording.Method is "PATCH" or "POST" or "PUT" or "DELETE"
            && !text.Contains("\"items\":", StringComparison.Ordinal)
            && !recording.Path.Contains("dryRun=All", StringComparison.Ordinal);
        this[recording.Cluster].AdvanceTo(writes ? newest - 1 : newest);
        string latest = Times().Matches(text).Select(match => match.Value).Max(StringComparer.Ordinal) ?? "";
        if (latest.StartsWith("2026-11-", StringComparison.Ordinal))
        {
            At(latest);
        }
    }

    private byte[]? Body(JsonNode? body)
    {
        if (body is null)
        {
            return null;
        }

        if (body is JsonObject { } bytes && bytes["hex"] is { } hex)
        {
            return Convert.FromHexString(hex.GetValue<string>());
        }

        string text = body is JsonValue ? body.GetValue<string>() : body.ToJsonString();
        Match size = Sized().Match(text);
        if (size.Success)
        {
            string name = new('x', int.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture));
            text =
                "{\"apiVersion\":\"networking.istio.io/v1alpha3\",\"kind\":\"EnvoyFilter\",\"metadata\":{\"name\":\"big\","
                + "\"namespace\":\"bookinfo\"},"
                + "\"spec\":{\"configPatches\":[{\"applyTo\":\"CLUSTER\",\"patch\":{\"operation\":\"ADD\",\"value\":{\"name\":\"" + name
                    + "\"}}}]}}";
        }

        return Encoding.UTF8.GetBytes(Here(text));
    }

    private string Here(string text) => Uids().Replace(text, match => Identities.GetValueOrDefault(match.Value, match.Value));

    [GeneratedRegex("\"resourceVersion\":\"([0-9]+)\"")]
    private static partial Regex Revisions();

    [GeneratedRegex("20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")]
    private static partial Regex Times();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9A-F]{128}")]
    private static partial Regex Uids();

    [GeneratedRegex("^EnvoyFilter with a string of ([0-9]+) bytes$")]
    private static partial Regex Sized();
}

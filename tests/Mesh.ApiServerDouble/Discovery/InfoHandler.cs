using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Requests;

namespace Mesh.ApiServerDouble.Discovery;

/// <summary>Version and health: open to everybody.</summary>
internal static class InfoHandler
{
    private static readonly string[] Checks = ["ping", "log", "etcd", "etcd-readiness", "informer-sync", "shutdown"];

    public static Answer? Answer(ApiRequest request) => request.Path switch
    {
        "/version" or "/version/" => Requests.Answer.Json(200, Version()),
        "/healthz" or "/livez" or "/readyz" when request.Query.ContainsKey("verbose") => Requests.Answer.Text(200,
            string.Concat(Checks.Select(check => $"[+]{check} ok\n")) + $"{request.Path[1..]} check passed\n"),
        "/healthz" or "/livez" or "/readyz" => Requests.Answer.Text(200, "ok"),
        _ => null,
    };

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "35",
        ["emulationMajor"] = "1",
        ["emulationMinor"] = "35",
        ["minCompatibilityMajor"] = "1",
        ["minCompatibilityMinor"] = "34",
        ["gitVersion"] = "v1.35.4",
        ["gitCommit"] = "$Format:%H$",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "go1.26.8",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    };
}

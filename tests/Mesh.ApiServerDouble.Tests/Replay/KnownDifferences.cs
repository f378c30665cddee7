namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>Recorded answers that the double does not give, each with the reason. The test fails when one of them agrees, too.</summary>
internal static class KnownDifferences
{
    private const string Yaml = "the same status and prefix; the line comes from another YAML reader";
    private const string Starting = "the double is ready when it listens";

    private static readonly (string File, string Id, string Why)[] All =
    [
        ("validation.json", "unknown-fields-again-0", "the server names some of the unknown fields, differing from try to try; the double always the first in order"),
        ("requests.json", "accept-protobuf", "the same status; the body of the refusal is protobuf, which the double does not write"),
        ("requests.json", "malformed-yaml", Yaml),
        ("requests.json", "yaml-tab", Yaml),
        ("cluster-facts.json", "kube-system-uid", "only the version differs, of an object older than the recording"),
        ("discovery.json", "readyz-verbose", "fewer checks are named"),
        ("discovery.json", "openapi-v3-networking-v1", "the document holds paths, the parameters of patch and the CRDs' schemas, nothing else"),
        ("discovery.json", "crd-get-conditions", "only the version differs, of an object older than the recording"),
        ("overload-and-expiry.json", "readyz-starting-1", Starting),
        ("overload-and-expiry.json", "readyz-starting-2", Starting),
        ("overload-and-expiry.json", "watch-from-compacted-version", "the oldest version of the watch cache is that of the last compaction here; only the number differs"),
    ];

    public static bool Has(string file, string id) => Of(file).Contains(id);

    public static IEnumerable<string> Of(string file) => All.Where(one => one.File == file).Select(one => one.Id);
}

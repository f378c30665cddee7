using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>
/// The objects of a run of the second round. A run may say <c>see FILE</c>: the same text is there, or FILE itself is it.
/// </summary>
internal static partial class RigResources
{
    private const int MostReferences = 10;

    private static readonly Lazy<IReadOnlyDictionary<string, RecordedFile>> Files =
        new(() => Truth.Files("scenario").GroupBy(file => file.Path, StringComparer.Ordinal).ToDictionary(same => same.Key, same =>
            same.First(), StringComparer.Ordinal));

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, JsonObject?> Objects = new(StringComparer.Ordinal);

    /// <summary>The objects of a cluster.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="which"><c>kubernetes</c> or <c>istio</c>.</param>
    internal static string TextOf(JsonObject run, string cluster, string which)
    {
        string text = (string)run["resources"]![cluster]![which]!;
        string added = "";
        for (int i = 0; text.StartsWith("see ", StringComparison.Ordinal); i++)
        {
            Match reference = Reference().Match(text);
            if (!reference.Success || i == MostReferences)
            {
                throw new UnknownInputException($"The reader does not know this reference: {text}.");
            }

            added += reference.Groups["pod"].Success ? CallerPod(reference.Groups["pod"].Value, cluster) : "";
            string file = reference.Groups["file"].Value;
            text = file.EndsWith(".json", StringComparison.Ordinal)
                ? (string)ObjectOf(file)!["resources"]![cluster]![which]!
                : FileOf(file).Text;
        }

        return added + text;
    }

    /// <summary>A run by the name of its file.</summary>
    internal static JsonObject RunOf(string file) => ObjectOf(file)!;

    /// <summary>Whether a file holds objects that runs refer to.</summary>
    internal static bool IsPart(RecordedFile file) => file.Path.StartsWith("sets/", StringComparison.Ordinal);

    private static JsonObject? ObjectOf(string file) => Objects.GetOrAdd(file, name => FileOf(name).ReadObject());

    private static RecordedFile FileOf(string name) =>
        Files.Value.TryGetValue(name,
            out RecordedFile? file) ? file : throw new UnknownInputException($"There is no file {name}, which a run refers to.");

    // The callers of the golden cases that have none; their pods are on the cluster's only node.
    private static string CallerPod(string name, string cluster) =>
        $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          namespace: bookinfo-backend
          labels: {app: productpage, security.istio.io/tlsMode: istio}
        spec:
          nodeName: {{cluster}}-n0
          serviceAccountName: bookinfo-productpage
          containers: [{name: app, image: app}, {name: istio-proxy, image: istio/proxyv2:1.31.0}]
        status:
          podIP: 10.250.0.1
          phase: Running
          conditions: [{type: Ready, status: "True"}]
        ---

        """;

    [GeneratedRegex(@"^see (?<file>[\w+./-]+\.(json|yaml))( and a pod (?<pod>[\w-]+))?$")]
    private static partial Regex Reference();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>
/// A model leads to the answer that a real istiod gave to the shape: what is generated from it, seen through the mesh view, gives the
/// recorded endpoint groups, priorities, SNI, identities and routes.
/// </summary>
public partial class GeneratedShapeTests
{
    // The recorded gateways listen on 8080 and give their host port 80; of a model both are the same port.
    private const int RecordedPort = 8080;
    private const int OurPort = 80;

    private static readonly string[] Ids = [
        "east-west/up", "east-west/down", "ordered/east-west", "ordered/gateway-host", "ordered/weighted-then-order"];

    public static MatrixTheoryData<string, string> Shapes => new(Ids, ["1.30", "1.31"]);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_generated_set_leads_to_the_recorded_answer(string id, string version)
    {
        IstiodCase line = IstiodCase.Find(id, version);
        MeshResources resources = new IstioGenerator().Generate(ShapeModels.Model(id), ShapeModels.Inventory(line));
        ControlPlaneView mesh = new ControlPlaneView(line.Snapshot(resources));
        ProxyConfig[] views = [.. line.Proxies().Select(mesh.For)];

        Assert.Equal(Recorded(line), Computed(line, views));
    }

    private static string Recorded(IstiodCase line)
    {
        var text = new List<string>();
        for (int i = 0; i < line.Expect.Count; i++)
        {
            foreach ((string name, JsonNode? cluster) in line.Expect[i]!.AsObject())
            {
                text.Add($"{i} {name} {ClusterText.GroupsOf(cluster!)}");
                if (line.ExpectTls![i]![name] is { } tls)
                {
                    text.Add($"{i} {name} tls {CallText.OfTls(NamesOnlyWhereTold(line, tls))}");
                }
            }
        }

        text.AddRange((line.ExpectCalls ?? []).Select((call, i) =>
            $"call {i}: {call!["error"]} {call["listener"]} {Route((string?)call["routeConfig"])} {call["vhost"]} {call["cluster"]}"));
        return string.Join(
            '\n',
            text.Select(entry => entry.Replace($"{RecordedPort}", $"{OurPort}", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static string Computed(IstiodCase line, ProxyConfig[] views)
    {
        var text = new List<string>();
        for (int i = 0; i < views.Length; i++)
        {
            foreach (EnvoyCluster cluster in views[i].Clusters.Where(cluster => cluster.Name.Contains(line.Host, StringComparison.Ordinal)))
            {
                text.Add($"{i} {cluster.Name} {ClusterText.GroupsOf(cluster)}");
                if (cluster.Tls is { } tls)
                {
                    text.Add($"{i} {cluster.Name} tls {CallText.OfTls(IsTold(line) ? tls : tls with { SubjectAltNames = [] })}");
                }
            }
        }

        for (int i = 0; i < (line.ExpectCalls?.Count ?? 0); i++)
        {
            ProxyCall call = CallText.Read(line.Calls[i]!);
            CallResult result = views[(int)line.Calls[i]!["proxy"]!]
                .Route(call with { Port = call.Port == RecordedPort ? OurPort : call.Port });
            text.Add($"call {i}: {result.Error} {result.Listener} {Route(result.RouteConfig)} {result.VirtualHost} {result.Cluster}");
        }

        return string.Join('\n', text.Order(StringComparer.Ordinal));
    }

    // The shapes of orders were recorded without the identities that generation.md asks for.
    private static bool IsTold(IstiodCase line) => !line.Id.StartsWith("ordered/", StringComparison.Ordinal);

    private static JsonNode NamesOnlyWhereTold(IstiodCase line, JsonNode tls)
    {
        JsonNode copy = tls.DeepClone();
        if (!IsTold(line))
        {
            copy["subjectAltNames"] = new JsonArray();
        }

        return copy;
    }

    // The hash of the gateway's name is that of another model's path.
    private static string Route(string? name) => Hash().Replace(name ?? "", "-HASH");

    [GeneratedRegex("-[0-9a-f]{16}")]
    private static partial Regex Hash();
}

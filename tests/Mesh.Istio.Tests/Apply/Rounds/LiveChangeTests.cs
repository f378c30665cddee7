using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Apply.Rounds;

/// <summary>
/// Every golden case is reached from the same set under other names, with the policies of the second edition: after each single write
/// every caller is answered, and by the cluster that answers before and after.
/// </summary>
public class LiveChangeTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_lost_while_a_live_mesh_is_changed(string name)
    {
        (MeshResources after, Inventory inventory) = ForecastCases.Load(name);
        MeshResources before = Earlier(after);
        (string Write, MeshResources State)[] walk = [.. MoveWalk.Of(before, after)];
        var calls = new Dictionary<(string Cluster, string Workload, string Host, int Port), string>();
        foreach ((string cluster, string workload, string host, int port) in CallsIn(after, inventory))
        {
            string answered = Answer(before, inventory, cluster, workload, host, port);
            // What is lost at both ends is lost on the way; who changes cluster because the change says so is another matter.
            if (answered == Answer(after, inventory, cluster, workload, host, port) && !answered.Contains("lost", StringComparison.Ordinal))
            {
                calls[(cluster, workload, host, port)] = answered;
            }
        }

        foreach ((string write, MeshResources state) in walk.Skip(1))
        {
            var forecaster = new Forecaster(state, inventory);
            foreach (((string cluster, string workload, string host, int port), string expected) in calls)
            {
                string answered = Words(forecaster.ForClient(cluster, workload).To(host, port).Now());
                Assert.True(answered == expected,
                    $"{name} after {write}: {cluster} {workload} to {host}:{port}: {answered}, not {expected}");
            }
        }

        Assert.NotEmpty(walk);
    }

    // Host objects as the second edition named them, and its policies.
    private static MeshResources Earlier(MeshResources after) => after with
    {
        Clusters = after.Clusters.Select(cluster => cluster with
        {
            Objects = cluster.Objects
                .Where(value => value is not Sidecar
                    && (value is not AuthorizationPolicy || value.Metadata.Name == ApplyOrder.ClosingPolicy))
                .Select(value => value is AuthorizationPolicy allow ? Earlier(allow, cluster) : Earlier(value))
                .ToValueList(),
        }).ToValueList(),
    };

    // The gateways were among those who may call.
    private static AuthorizationPolicy Earlier(AuthorizationPolicy allow, ClusterResources cluster)
    {
        IEnumerable<string> gateways = cluster.Objects.OfType<AuthorizationPolicy>()
            .Where(policy => policy.Metadata.Namespace == allow.Metadata.Namespace && policy.Action == AuthorizationAction.Allow)
            .SelectMany(policy => policy.Rules!.Value).SelectMany(rule => rule.From).SelectMany(from => from.Source!.Principals);
        return allow with
        {
            Rules = [new AuthorizationRule { From = [new RuleFrom { Source = new Source { Principals = gateways.ToValueList() } }] }],
        };
    }

    private static IstioObject Earlier(IstioObject value)
    {
        IstioObject renamed = value.Metadata.Namespace == "mesh-multicluster" && value.Metadata.Name.Length > 17
            ? value with { Metadata = value.Metadata with { Name = $"{value.Metadata.Name[..^17]}-{value.Metadata.Name[^4..]}" } }
            : value;
        // An account that nobody has any more makes three rounds.
        return renamed is ServiceEntry { SubjectAltNames.IsEmpty: false } entry
            ? entry with { SubjectAltNames = [.. entry.SubjectAltNames, "spiffe://cluster.local/ns/gone/sa/gone"] }
            : renamed;
    }

    // One caller for each host and cluster is enough: callers differ by namespace only.
    private static IEnumerable<(string Cluster, string Workload, string Host, int Port)> CallsIn(
        MeshResources resources, Inventory inventory)
    {
        var mesh = new AskedMesh(new ObservedMesh(resources, EndpointCompletion.Complete(inventory)));
        return EveryClient.Of(mesh).SelectMany(EveryClient.Calls)
            .GroupBy(query => (query.Client.Cluster, query.Client.Workload.Split('/')[0], query.Host, query.Port))
            .Select(group => (group.Key.Cluster, group.First().Client.Workload, group.Key.Host, group.Key.Port));
    }

    private static string Answer(MeshResources resources, Inventory inventory, string cluster, string workload, string host, int port) =>
        Words(new Forecaster(resources, inventory).ForClient(cluster, workload).To(host, port).Now());

    private static string Words(Forecast forecast) => ForecastCases.Clusters(forecast)
        + (forecast.IsUnknown ? " unknown" : "") + (forecast.LostPercent > 0 ? " lost" : "");
}

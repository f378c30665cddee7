using System.Globalization;
using System.Text;
using Mesh.Benchmarks.Applying;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;
using k8s;
using k8s.Models;

namespace Mesh.Benchmarks.Inventories;

/// <summary>
/// The inventory of a live cluster with 10,000 pods against KubernetesClient's typed list of the same pods, in the same pages.
/// </summary>
internal sealed class LiveInventories : IBenchmark
{
    private const int Pods = 10_000;
    private const int Page = 500;
    private const int Rounds = 7;

    public string Name => "live-inventory";

    public IEnumerable<BenchmarkRow> Run()
    {
        using var clusters = new ClusterProcess(1);
        clusters.SeedPods(Pods);
        ClusterConnection[] connections = [.. clusters.Connections()];
        using var client = new k8s.Kubernetes(
            new KubernetesClientConfiguration { Host = clusters.Urls[0].ToString().TrimEnd('/'), AccessToken = "admin" });
        object? kept = null;

        Expense[] expenses = Measure.Expenses(
            Rounds, () => kept = null, async () => kept = await ListAsync(client).ConfigureAwait(false),
            async () => kept = await ReadAsync(connections).ConfigureAwait(false));
        double[] held = [Held(() => ListAsync(client)), Held(() => ReadAsync(connections))];

        yield return BenchmarkRow.Info("the inventory of 10,000 pods, all kinds", expenses[1].Seconds * 1000, "ms");
        yield return BenchmarkRow.Info("time as against a typed list of the pods alone", expenses[1].Seconds / expenses[0].Seconds, "x");
        yield return BenchmarkRow.Info(
            "processor time as against it, without the server's", expenses[1].ProcessorSeconds / expenses[0].ProcessorSeconds, "x");
        yield return BenchmarkRow.Info("bytes allocated as against it", expenses[1].AllocatedBytes / expenses[0].AllocatedBytes, "x");
        yield return BenchmarkRow.AtMost("bytes held afterwards as against it", held[1] / held[0], "x", 0.5);
        Array.ForEach(connections, connection => connection.Dispose());
        GC.KeepAlive(kept);
    }

    private static async Task<object> ListAsync(k8s.Kubernetes client)
    {
        var pods = new List<V1Pod>();
        string? next = null;
        do
        {
            V1PodList page = await client.CoreV1.ListPodForAllNamespacesAsync(limit: Page, continueParameter: next).ConfigureAwait(false);
            pods.AddRange(page.Items);
            next = page.Metadata.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(next));
        return pods.Count == Pods ? pods : throw new InvalidOperationException(pods.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<object> ReadAsync(ClusterConnection[] connections)
    {
        Inventory inventory = await Inventory.ReadAsync(connections).ConfigureAwait(false);
        return inventory.Clusters[0].Workloads.Count > 0 ? inventory
            : throw new InvalidOperationException(inventory.Diagnostics.ToString());
    }

    private static double Held(Func<Task<object>> make)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        object made = make().GetAwaiter().GetResult();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(made);
        return after - before;
    }

    /// <summary>Pods as a cluster with sidecars has them: most of their fields matter to nobody here.</summary>
    public static string Manifest(int number)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}");
        return new StringBuilder().Append(CultureInfo.InvariantCulture, $$$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"details-{{{{number}}}}","namespace":"ns-{{{{number % 50}}}}",
              "labels":{"app":"details","version":"v1","pod-template-hash":"5f7d8c"},
            "annotations":{"sidecar.istio.io/status":"{}","kubectl.kubernetes.io/default-container":"details",
              "prometheus.io/path":"/stats/prometheus","prometheus.io/scrape":"true"},
            "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"details-5f7d8c",
              "uid":"00000000-0000-0000-0000-000000000000","controller":true}]},
            "spec":{"nodeName":"n{{{{number % 20}}}}","serviceAccountName":"details","restartPolicy":"Always","dnsPolicy":"ClusterFirst",
              "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],
            "volumes":[{"name":"data","emptyDir":{}},{"name":"istio-token",
              "projected":{"sources":[{"serviceAccountToken":{"audience":"istio-ca","expirationSeconds":43200,"path":"istio-token"}}]}}],
            "containers":[{"name":"details","image":"details:1","env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],
              "resources":{"requests":{"cpu":"100m","memory":"128Mi"}},"ports":[{"name":"http","containerPort":9080,"protocol":"TCP"}]},
            {"name":"istio-proxy","image":"docker.io/istio/proxyv2:1.31.0","args":["proxy","sidecar","--domain",
              "$(POD_NAMESPACE).svc.cluster.local"],"env":[{"name":"PILOT_CERT_PROVIDER","value":"istiod"}],
              "ports":[{"name":"http-envoy-prom","containerPort":15090}]}]},
            "status":{"phase":"Running","podIP":"{{{{address}}}}","podIPs":[{"ip":"{{{{address}}}}"}],"hostIP":"192.168.0.1",
              "conditions":[{"type":"Initialized","status":"True"},{"type":"Ready","status":"True"},{"type":"ContainersReady",
              "status":"True"}],
            "containerStatuses":[{"name":"details","image":"details:1","ready":true,"restartCount":0,
              "state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}]}}
            """).ToString();
    }
}

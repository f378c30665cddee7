#region inventory-usings
using Mesh;
using Mesh.Dumps;
using Mesh.Inventories;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class InventoryPage
{
    public static void Run(Transcript transcript)
    {
        #region inventory-read
        Inventory inventory = Inventory.FromDumps("dumps");
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            Console.WriteLine(
                $"{cluster.Name}: Istio {cluster.IstioVersion}, network {cluster.Network}, trust domain {cluster.TrustDomain}");
            Console.WriteLine(
                $"  {cluster.Nodes.Count} nodes, {cluster.Workloads.Count} pods, {cluster.Services.Count} services, "
                    + $"{cluster.Endpoints.Count} endpoints");
        }
        #endregion
        transcript.Output("inventory-read");
        transcript.Check(inventory.Diagnostics.Count == 0, "the sample's dumps have no finding");

        #region inventory-gateway
        var gateways = new GatewayLookup(inventory.Find("aws")!);
        GatewayInfo ingress = gateways.Find("bookinfo-backend", [new("app", "ingress-bookinfo")])!;
        Console.WriteLine($"{ingress.Service.ClusterIps} inside, {ingress.Service.ExternalAddresses} outside, {ingress.ReadyPods} ready");
        foreach (LocalityCount place in ingress.Localities)
        {
            Console.WriteLine($"{place.Pods} pods in {place.Locality}");
        }
        #endregion
        transcript.Output("inventory-gateway");

        Declared(transcript);
        Broken(transcript);
    }

    private static void Declared(Transcript transcript)
    {
        #region inventory-declared
        Inventory declared = new InventoryBuilder()
            .AddCluster("aws", c => c
                .WithRegion("us-east-2").WithNetwork("aws-network").WithIstioVersion(IstioVersion.V1_31)
                .AddNamespace("bookinfo-backend")
                .AddService("bookinfo-backend", "details", s => s.WithSelector("app", "details").WithPort(9080, "http"))
                .AddWorkload("bookinfo-backend", "details-1", p => p.WithLabel("app", "details").WithAddress("10.0.1.9"))
                .AddGateway("bookinfo-backend", "ingress-bookinfo", g => g
                    .WithWorkload("app", "ingress-bookinfo")
                    .WithClusterIp("10.96.1.50").WithExternalAddress("203.0.113.10").WithPorts(80, 15443)
                    .At("us-east-2/us-east-2a").At("us-east-2/us-east-2b")))
            .Build();
        #endregion

        ClusterInventory aws = declared.Find("aws")!;
        transcript.Check(declared.Diagnostics.Count == 0, "the declared inventory has no finding");
        transcript.Check(aws.Endpoints.Count == 1 && aws.Workloads.Count == 3, "pods and endpoints are declared");
        transcript.Check(
            new GatewayLookup(aws).Find("bookinfo-backend", [new("app", "ingress-bookinfo")])!.Localities.Count == 2,
            "the gateway is in two places");
    }

    private static void Broken(Transcript transcript)
    {
        #region inventory-findings
        Inventory inventory = Inventory.FromDumps([new DumpFile("aws", "nodes.yaml", """
            apiVersion: v1
            kind: Node
            metadata:
              name: ip-10-0-1-17
              labels: {kubernetes.io/os: linux}
            ---
            apiVersion: v1
            kind: Node
            metadata:
              labels: {topology.kubernetes.io/region: us-east-2}
            """u8.ToArray())]);
        Console.WriteLine(inventory.Diagnostics);
        #endregion
        transcript.Output("inventory-findings");
    }
}

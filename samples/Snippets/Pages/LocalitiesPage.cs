#region localities-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Resolution;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class LocalitiesPage
{
    public static void Run(Transcript transcript)
    {
        #region localities-text
        Locality rack = Locality.Parse("us-east-2/us-east-2b/rack-7");
        Console.WriteLine($"{rack.Region} | {rack.Zone} | {rack.Subzone}");
        Console.WriteLine(LocalityLabel.Format(rack));
        Console.WriteLine(LocalityLabel.Parse("us-east-2.us-east-2b.rack-7") == rack);
        #endregion
        transcript.Output("localities-text");

        #region localities-pod
        var resolver = new LocalityResolver(IstioVersion.V1_31);
        ResolvedLocality node = LocalityResolver.OfNode(
            [new("topology.kubernetes.io/region", "us-east-2"), new("failure-domain.beta.kubernetes.io/zone", "us-east-2a")],
            "ip-10-0-1-17");

        Console.WriteLine(resolver.OfPod([new("app", "details")], node, "bookinfo/details-1"));
        Console.WriteLine(resolver.OfPod([new("istio-locality", "us-east-2.us-east-2b.rack-7")], node, "bookinfo/details-2"));
        Console.WriteLine(resolver.OfPod([new("istio-locality", "eu-west-1")], node, "bookinfo/details-3"));
        #endregion
        transcript.Output("localities-pod");

        #region localities-version
        ValueMap<string> both = [new("istio-locality", "us-east-2"), new("topology.istio.io/locality", "us-west-2")];
        Console.WriteLine(new LocalityResolver(new IstioVersion(1, 28)).OfPod(both, ResolvedLocality.Unknown, "bookinfo/details-4"));
        Console.WriteLine(new LocalityResolver(new IstioVersion(1, 29)).OfPod(both, ResolvedLocality.Unknown, "bookinfo/details-4"));
        #endregion
        transcript.Output("localities-version");

        #region localities-endpoint
        Console.WriteLine(resolver.OfServiceEntryEndpoint("us-west1/us-west1-a", [new("istio-locality", "us-east-2")], "mesh/details"));
        Console.WriteLine(resolver.OfWorkloadEntry(null, [new("istio-locality", "us-east-2.us-east-2a")], workloadEntry: "mesh/vm-1"));
        #endregion
        transcript.Output("localities-endpoint");

        #region localities-inventory
        Inventory inventory = Inventory.FromDumps("dumps");
        foreach (WorkloadInfo pod in inventory.Find("aws")!.Workloads.Where(
            pod => pod.Labels.ContainsKey("app") && pod.Labels["app"] == "details"))
        {
            Console.WriteLine($"{pod.Name}: {pod.Locality}");
        }
        #endregion
        transcript.Output("localities-inventory");
    }
}

#region annotations-usings
using Mesh;
using Mesh.Annotations;
using Mesh.Inventories;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class AnnotationsPage
{
    public static void Run(Transcript transcript)
    {
        MeshModel model = new MeshBuilder("acme")
            .AddCluster("aws").AddCluster("gcp")
            .AddTenant("shop", t => t
                .AddWorkspace("checkout", w => w
                    .WithNamespaces("*/checkout")
                    .WithDomains("*.shop.example.com")
                    .AddGateway("ingress", g => g.InNamespace("checkout").WithWorkload("app", "ingress")
                        .AddHttpServer("web", "www.shop.example.com", s => s.RouteTo("web", 8080)))))
            .Build();
        var service = new ServiceInfo
        {
            Name = "api",
            Namespace = "checkout",
            Ports = [new ServicePortInfo { Name = "http", Number = 8080 }],
            Annotations = [new("multicluster.mesh/host", "api.shop.example.com"), new("multicluster.mesh/fallback", "gcp")],
        };
        var inventory = new Inventory { Clusters = [new ClusterInventory { Name = "aws", Services = [service] }] };

        #region annotations
        AnnotatedModel annotated = model.WithServiceAnnotations(inventory);

        Console.WriteLine(annotated.Diagnostics.Count == 0);
        Console.WriteLine(annotated.Model.Organization.Tenants[0].Workspaces[0].Gateways[0].Servers[1].Hostname);
        #endregion
        transcript.Output("annotations");
    }
}

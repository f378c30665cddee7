using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Access;

// A mesh of two teams, a security team that renews certificates and a platform team that owns the rest: who may change what, asked without
// any cluster. Needs no cluster.
MeshModel before = Build("web-2025", web => web.RouteTo("web", 8080));
MeshModel renewed = Build("web-2026", web => web.RouteTo("web", 8080));
MeshModel rerouted = Build("web-2026", web => web.RouteTo("elsewhere", 8080));

AccessSubject security = AccessSubject.OfUser("sam@example.com", "security");
const string Certificate = "tenants/web/workspaces/shop/gateways/ingress/servers/web/tls/credentialName";

AccessVerdict renewal = AccessReview.Check(security, before, renewed);
Console.WriteLine($"The security team renews a certificate:\n{renewal}\n");

AccessVerdict more = AccessReview.Check(security, before, rerouted);
Console.WriteLine($"The security team renews it and changes a route beside it:\n{more}\n");

var review = new AccessReview(before);
Console.WriteLine($"Who may renew it: {string.Join("; ", review.WhoCan(AccessVerb.Update, Certificate))}\n");
Console.WriteLine($"What the security team may do:\n{string.Join('\n', review.WhatCan(security))}\n");

// The same change in what is generated for the clusters has the same verdict.
Inventory inventory = new InventoryBuilder()
    .AddCluster("aws", c => WithShop(c, "us-east-2/us-east-2a", "203.0.113.10"))
    .AddCluster("gcp", c => WithShop(c, "us-west1/us-west1-a", "198.51.100.20"))
    .Build();
MeshResources old = Generate(before), renewedObjects = Generate(renewed), reroutedObjects = Generate(rerouted);
AccessVerdict inClusters = review.Check(security, old, renewedObjects);
AccessVerdict moreInClusters = review.Check(security, old, reroutedObjects);
Console.WriteLine($"In the clusters, the certificate:\n{inClusters}\n");
Console.WriteLine(
    $"In the clusters, the route beside it: {moreInClusters.Denied.Count} of {moreInClusters.Judged} changes are not allowed, the first:\n"
    + $"{moreInClusters.Denied[0].Path}: {moreInClusters.Denied[0]}\n");

// What makes the API servers of the clusters hold everybody to it, applied with everything else.
var denying = new AccessManifestOptions { Enforcement = AccessEnforcement.Deny };
MeshResources enforced = AccessManifests.AddTo(old, before, inventory, denying);
Console.WriteLine("Each cluster enforces it with:");
foreach (IGrouping<string, string> kind in enforced["aws"].Except(old["aws"]).GroupBy(value => value.Kind, value => value.Metadata.Name))
{
    Console.WriteLine($"  {kind.Count()} {kind.Key}: {kind.First()}, …");
}

Console.WriteLine();

// In Git every team has a folder; a code host asks those who may write what a file says.
string folder = Directory.CreateTempSubdirectory("mesh-access-").FullName;
try
{
    foreach (string document in before.ToDocuments().Split("---\n"))
    {
        string team = document.Contains("workspace: shop") || document.Contains("name: shop") ? "shop" : "platform";
        Directory.CreateDirectory(Path.Combine(folder, team));
        File.AppendAllText(Path.Combine(folder, team, "model.yaml"), $"---\n{document}");
    }

    Console.Write(AccessReview.CodeOwners(folder, holder => holder.Split(' ') is ["group", var name] ? $"@acme/{name}" : null));
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return renewal.IsAllowed && !more.IsAllowed && inClusters.IsAllowed && !moreInClusters.IsAllowed ? 0 : 1;

static MeshModel Build(string certificate, Action<HttpsServerBuilder> web) => new MeshBuilder("acme")
    .AddCluster("aws").AddCluster("gcp")
    .Bind("admin", b => b.WithGroups("platform"))
    .Bind("security-admin", b => b.WithGroups("security"))
    .AddTenant("web", t => t.AddWorkspace("shop", w => w
        .WithNamespaces("*/shop")
        .WithRequestTimeout(TimeSpan.FromSeconds(9))
        .Bind("admin", b => b.WithGroups("shop"))
        .AddGateway("ingress", g => g
            .InNamespace("shop").WithWorkload("app", "ingress")
            .AddHttpsServer("web", "www.shop.example.com", s => web(s.WithTls(certificate))))))
    .Build();

MeshResources Generate(MeshModel model) => new IstioGenerator().Generate(model, inventory);

static void WithShop(InventoryClusterBuilder cluster, string locality, string address) => cluster
    .WithLocality(Locality.Parse(locality))
    .AddNamespace("shop")
    .AddGateway("shop", "ingress", g => g
        .WithWorkload("app", "ingress").WithClusterIp("10.96.0.50").WithExternalAddress(address).WithPorts(443, 15443)
        .WithServiceAccount("ingress").At(locality))
    .AddService("shop", "web", s => s.WithSelector("app", "web").WithPort(8080, "http").WithClusterIp("10.96.0.11"))
    .AddService("shop", "elsewhere", s => s.WithSelector("app", "elsewhere").WithPort(8080, "http").WithClusterIp("10.96.0.12"));

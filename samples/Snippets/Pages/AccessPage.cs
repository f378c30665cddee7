#region access-usings
using Mesh;
using Mesh.Istio;
using Mesh.Istio.Access;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Resources;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class AccessPage
{
    public static void Run(Transcript transcript)
    {
        #region access-model
        MeshModel Build(string certificate, string host) => new MeshBuilder("acme")
            .AddCluster("aws")
            .Bind("admin", b => b.WithGroups("platform"))
            .Bind("security-admin", b => b.WithGroups("security"))
            .AddTenant("web", t => t.AddWorkspace("shop", w => w
                .WithNamespaces("*/shop")
                .Bind("admin", b => b.WithGroups("shop"))
                .AddGateway("ingress", g => g
                    .InNamespace("shop").WithWorkload("app", "ingress")
                    .AddHttpsServer("web", host, s => s.WithTls(certificate).RouteTo("web", 8080)))))
            .Build();
        #endregion

        #region access-check
        AccessSubject security = AccessSubject.OfUser("sam@example.com", "security");
        MeshModel model = Build("web-2025", "www.shop.example.com");
        MeshModel renewed = Build("web-2026", "www.shop.example.com");
        MeshModel more = Build("web-2026", "shop.example.org");

        Console.WriteLine(AccessReview.Check(security, model, renewed));
        Console.WriteLine(AccessReview.Check(security, model, more));
        #endregion
        transcript.Output("access-check");

        #region access-who
        var review = new AccessReview(model);
        foreach (AccessHolder holder in review.WhoCan(
            AccessVerb.Update, "tenants/web/workspaces/shop/gateways/ingress/servers/web/tls/credentialName"))
        {
            Console.WriteLine(holder);
        }

        foreach (AccessGrant grant in review.WhatCan(security))
        {
            Console.WriteLine(grant);
        }
        #endregion
        transcript.Output("access-who");

        Role(new MeshBuilder("acme"));
        Folders(transcript, model, renewed);
        Objects(transcript, review);
    }

    private static void Role(MeshBuilder mesh)
    {
        #region access-role
        mesh
            .AddRole("renewer", r => r
                .Allow([AccessVerb.Read])
                .Allow([AccessVerb.Update], a => a.WithKinds("Gateway").WithPaths("servers[].tls.credentialName")))
            .Bind("renewer", b => b.WithServiceAccounts("cert-manager/renewer"));
        #endregion
    }

    private static void Folders(Transcript transcript, MeshModel model, MeshModel renewed)
    {
        WriteFolder("main", model);
        WriteFolder("pull-request", renewed);
        Console.Write(File.ReadAllText("main/access.yaml"));
        transcript.Output("access-documents");

        #region access-folders
        AccessVerdict verdict = AccessReview.CheckFolders("main", "pull-request", file => AccessSubject.OfUser("eve@example.com"));
        Console.WriteLine(verdict);
        #endregion
        transcript.Output("access-folders");

        #region access-reconciler
        var source = new ModelFolder("main")
        {
            OwnerOf = file => AccessSubject.OfGroup(file.StartsWith("shop/", StringComparison.Ordinal) ? "shop" : "platform"),
        };
        #endregion
    }

    private static void Objects(Transcript transcript, AccessReview review)
    {
        AccessSubject security = AccessSubject.OfUser("sam@example.com", "security");
        MeshResources before = With(Ingress("web-2025", "www.shop.example.com"));
        MeshResources after = With(Ingress("web-2026", "shop.example.org"));
        #region access-objects
        Console.WriteLine(review.Check(security, before, after));
        #endregion
        transcript.Output("access-objects");
    }

    private static MeshResources With(IstioObject value) =>
        new() { Clusters = [new ClusterResources("aws") { Objects = [value] }] };

    private static Gateway Ingress(string certificate, string host) => new()
    {
        Metadata = new() { Name = "ingress", Namespace = "shop" },
        Selector = [new("app", "ingress")],
        Servers =
        [
            new Server
            {
                Port = new Port { Number = 443, Name = "https", Protocol = "HTTPS" },
                Hosts = [host],
                Tls = new ServerTlsSettings { Mode = ServerTlsMode.Simple, CredentialName = certificate },
            },
        ],
    };

    private static void WriteFolder(string folder, MeshModel model)
    {
        Directory.CreateDirectory(folder);
        string[] documents = model.ToDocuments().Split("---\n");
        File.WriteAllText($"{folder}/access.yaml", string.Join("---\n", documents.Where(IsBinding)));
        File.WriteAllText($"{folder}/mesh.yaml", string.Join("---\n", documents.Where(document => !IsBinding(document))));
    }

    private static bool IsBinding(string document) => document.Contains("kind: AccessBinding", StringComparison.Ordinal);
}

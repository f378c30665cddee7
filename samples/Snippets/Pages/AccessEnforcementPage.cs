#region enforcement-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Access;
using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class AccessEnforcementPage
{
    public static void Run(Transcript transcript)
    {
        MeshModel model = new MeshBuilder("acme")
            .AddCluster("aws")
            .Bind("admin", b => b.WithGroups("platform"))
            .Bind("security-admin", b => b.WithGroups("security"))
            .AddTenant("web", t => t.AddWorkspace("shop", w => w.WithNamespaces("*/shop")))
            .Build();
        Inventory inventory = new InventoryBuilder().AddCluster("aws", c => c.AddNamespace("shop")).Build();

        #region enforcement-add
        var enforcement = new AccessManifestOptions { Enforcement = AccessEnforcement.Audit };
        MeshResources all = AccessManifests.AddTo(
            new IstioGenerator().Generate(model, inventory), model, inventory, enforcement);
        foreach (IGrouping<string, string> kind in all["aws"].Select(value => value.Kind).GroupBy(kind => kind))
        {
            Console.WriteLine($"{kind.Count()} {kind.Key}");
        }
        #endregion
        transcript.Output("enforcement-add");

        #region enforcement-apply
        var options = new ApplyOptions { Organization = "acme", Adoption = AccessAdoption.Of(model) };
        #endregion
        _ = options;

        #region enforcement-reconciler
        var reconciler = new ReconcilerOptions { Access = new AccessManifestOptions { Enforcement = AccessEnforcement.Deny } };
        #endregion
        _ = reconciler;

        #region enforcement-rights
        Console.Write(ApplyAccess.ToYaml(options: new ApplyOptions { Organization = "acme" }, enforcesAccess: true));
        Console.Write("---\n" + ApplyAccess.IstiodToYaml());
        #endregion
        transcript.Output("enforcement-rights");

        string yaml = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: istio-ops}
            rules: [{apiGroups: [networking.istio.io], resources: ["*"], verbs: ["*"]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: istio-ops}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: istio-ops}
            subjects: [{kind: Group, name: ops}]
            """;
        #region enforcement-granted
        // kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o yaml
        ClusterRights granted = ClusterRights.Read("aws", yaml);
        Console.WriteLine(AccessManifests.Of(model, inventory, enforcement with { Granted = [granted] }).Diagnostics);
        #endregion
        transcript.Output("enforcement-granted");
    }
}

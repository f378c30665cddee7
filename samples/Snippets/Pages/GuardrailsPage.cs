#region guardrails-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Resources;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class GuardrailsPage
{
    public static void Run(Transcript transcript)
    {
        #region guardrails
        MeshModel model = new MeshBuilder("tetrate")
            .WithSecurity(s => s.RequireMutualTls().Stricter())
            .AddCluster("aws", c => c.WithTrustDomain("aws.example"))
            .AddCluster("gcp", c => c.WithTrustDomain("gcp.example"))
            .AddTenant("dev", t => t
                .WithSecurity(s => s.WithAccess(AccessScope.Tenant))
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .WithSecurity(s => s
                        .WithAccess(AccessScope.Workspace, "tenants/dev/workspaces/shop")
                        .WithReachability(AccessScope.Workspace)))
                .AddWorkspace("shop", w => w.WithNamespaces("*/shop")))
            .Build();
        #endregion
        Inventory inventory = Inventory.FromDumps("dumps");

        #region guardrails-objects
        ValueList<IstioObject> aws = new IstioGenerator().Generate(model, inventory)["aws"];
        PeerAuthentication mutualTls = aws.OfType<PeerAuthentication>().Single();
        AuthorizationPolicy callers = aws.OfType<AuthorizationPolicy>().Single();
        Sidecar reach = aws.OfType<Sidecar>().Single();
        Console.WriteLine($"{mutualTls}: {mutualTls.Mtls!.Mode}");
        Console.WriteLine($"{callers}: {string.Join(", ", callers.Rules!.Value[0].From[0].Source!.Principals)}");
        Console.WriteLine($"{reach}: {string.Join(", ", reach.Egress[0].Hosts)}");
        #endregion
        transcript.Output("guardrails-objects");

        #region guardrails-sources
        Tenant tenant = model.Organization.Tenants[0];
        EffectiveSecurity holds = EffectiveSecurity.Of(model.Organization, tenant, tenant.Workspaces[0]);
        foreach ((string field, string place) in holds.Sources)
        {
            Console.WriteLine($"{field} from {place}");
        }
        #endregion
        transcript.Output("guardrails-sources");
    }
}

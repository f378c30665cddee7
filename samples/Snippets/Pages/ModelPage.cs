#region model-usings
using Mesh;
using Mesh.Diagnostics;
using Mesh.Validation;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class ModelPage
{
    public static void Run(Transcript transcript)
    {
        #region model-tree
        MeshModel model = new MeshBuilder("acme")
            .AddCluster("aws", c => c.WithRegion("us-east-2").WithNetwork("aws-network"))
            .AddCluster("gcp")
            .AddTenant("shop", t => t
                .AddWorkspace("checkout", w => w
                    .WithNamespaces("*/checkout")
                    .AddGateway("ingress", g => g
                        .InNamespace("checkout").WithWorkload("app", "ingress")
                        .AddHttpServer("api", "api.shop.example.com", s => s.RouteTo("api", 8080)))))
            .Build();
        #endregion

        Servers(transcript);
        Routes(transcript);
        Settings(transcript);
        Failover(transcript);
        Domains(transcript);
        Validation(transcript);

        #region model-with
        MeshModel larger = model with
        {
            Organization = model.Organization with { Clusters = model.Organization.Clusters.Add(new Cluster { Name = "azure" }) },
        };
        DiagnosticList findings = ModelValidator.Validate(larger);
        #endregion
        transcript.Check(findings.Count == 0 && larger != model, "the larger model is valid");

        #region model-json
        string json = model.ToJson();
        ModelReadResult read = MeshModel.FromJson(json);
        Console.WriteLine(read.Model == model);
        #endregion
        transcript.Output("model-json");

        #region model-yaml
        Console.Write(model.ToYaml());
        #endregion
        transcript.Output("model-yaml");

        #region model-yaml-wrong
        ModelReadResult wrong = MeshModel.FromYaml("""
            organization:
              name: acme
              clusters:
              - name: aws
                regoin: us-east-2
              settings: {requestTimeout: 5, retries: {attempts: many}}
            """);
        Console.WriteLine(wrong.Diagnostics);
        #endregion
        transcript.Output("model-yaml-wrong");

        #region model-documents
        Directory.CreateDirectory("model");
        File.WriteAllText("model/all.yaml", model.ToDocuments());
        ModelReadResult fromFolder = MeshModel.FromFolder("model");
        Console.Write(File.ReadAllText("model/all.yaml"));
        #endregion
        transcript.Output("model-documents");
        transcript.Check(fromFolder.Model == model, "the model comes back from its documents");
    }

    private static void Servers(Transcript transcript)
    {
        var workspace = new MeshBuilder("acme").AddCluster("aws");

        MeshModel model = workspace.AddTenant(
            "shop", t => t.AddWorkspace("checkout", w => w.WithNamespaces("*/checkout").AddGateway("ingress", gateway =>
        {
            #region model-servers
            gateway
                .InNamespace("checkout").WithWorkload("app", "ingress")
                .AddHttpServer("api", "api.shop.example.com", s => s.RouteTo("api", 8080))
                .AddHttpsServer("web", "www.shop.example.com", s => s.WithTls("shop-certificate").RouteTo("web", 8080))
                .AddTcpServer("ledger", "ledger.shop.example.com", 5432, s => s.WithAddress("240.0.1.1").RouteTo("ledger", 5432))
                .AddTlsPassthroughServer("vault", "vault.shop.example.com", s => s.RouteTo("vault", 8200));
            #endregion
        }))).Build();

        transcript.Check(ModelValidator.Validate(model).Count == 0, "the four kinds of servers have no finding");
    }

    private static void Routes(Transcript transcript)
    {
        MeshModel model = OneServer(server =>
        {
            #region model-routes
            server
                .AddRoute(r => r.WhenPath("/health").RespondWith(200, "ok"))
                .AddRoute(r => r.WhenPathPrefix("/v1/").RedirectTo(path: "/v2/", code: 308))
                .AddRoute(
                    r => r.WhenPathPrefix("/reports/").WhenMethod("GET", "HEAD").RouteTo("reports", 8080).WithTimeout(
                        TimeSpan.FromSeconds(30)))
                .AddRoute(r => r
                    .WhenHeader("x-canary", TextMatch.Exact("yes"))
                    .Or().WhenPathPrefix("/beta/")
                    .RouteTo("api", 8080, weight: 90).RouteTo("api-next", 8080, weight: 10))
                .RouteTo("api", 8080);
            #endregion
        });

        transcript.Check(ModelValidator.Validate(model).Count == 0, "the routes have no finding");
    }

    private static void Settings(Transcript transcript)
    {
        #region model-settings
        MeshModel model = new MeshBuilder("acme")
            .WithOutlierDetection(o => o.WithInterval(TimeSpan.FromSeconds(10)).WithConsecutiveGatewayErrors(5))
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("shop", t => t
                .AddWorkspace("checkout", w => w
                    .WithNamespaces("*/checkout")
                    .WithRequestTimeout(TimeSpan.FromSeconds(15))
                    .AddGateway("ingress", g => g
                        .InNamespace("checkout").WithWorkload("app", "ingress")
                        .AddHttpServer("api", "api.shop.example.com", s => s
                            .WithOutlierDetection(o => o.WithInterval(TimeSpan.FromSeconds(2)))
                            .WithRetries(r => r.NotIdempotent())
                            .RouteTo("api", 8080)))))
            .Build();
        #endregion

        #region model-sources
        Organization organization = model.Organization;
        Tenant tenant = organization.Tenants[0];
        Workspace workspace = tenant.Workspaces[0];
        WorkspaceGateway gateway = workspace.Gateways[0];
        EffectiveSettings effective = EffectiveSettings.Of(organization, tenant, workspace, gateway, gateway.Servers[0]);

        Console.WriteLine(
            $"interval {effective.Settings.OutlierDetection!.Interval}, errors "
                + $"{effective.Settings.OutlierDetection.ConsecutiveGatewayErrors}");
        foreach ((string field, string place) in effective.Sources)
        {
            Console.WriteLine($"{field} from {ModelPath.Short(place)}");
        }
        #endregion
        transcript.Output("model-sources");
        transcript.Output("model-fields", string.Join('\n', EffectiveSettings.Fields));
    }

    private static void Failover(Transcript transcript)
    {
        MeshBuilder mesh = new MeshBuilder("acme")
            .AddCluster("aws", c => c.WithRegion("us-east-2"))
            .AddCluster("gcp", c => c.WithRegion("us-west1"))
            .AddCluster("azure", c => c.WithRegion("westeurope"));

        #region model-drain
        mesh.Drain("aws");
        mesh.Evacuate("azure");
        #endregion

        MeshModel model = mesh.AddTenant("shop", t => t.AddWorkspace("checkout", workspace =>
        {
            #region model-service-settings
            workspace.WithServiceSettings("checkout/carts", s => s
                .WithConsistentHash(HashSource.Cookie, "session")
                .WithOutlierDetection(o => o.WithSensitivity(OutlierSensitivity.High))
                .WithConnectionPool(p => p.WithMaxConnectionDuration(TimeSpan.FromMinutes(10)).WithKeepalive(TimeSpan.FromSeconds(30))));
            #endregion
            #region model-failover
            workspace.WithFailover(f => f
                .Prefer("aws", "gcp")
                .LocalFirst()
                .PreferFor("azure", "gcp", "aws"));
            #endregion
            workspace.WithNamespaces("*/checkout");
        })).Build();

        transcript.Check(
            model.Organization.Tenants[0].Workspaces[0].Settings!.Failover!.Order!.Value.Count == 2, "the order has two tiers");
    }

    private static void Domains(Transcript transcript)
    {
        #region model-domains
        MeshModel banks = new MeshBuilder("acme")
            .AddCluster("aws")
            .AddTenant("bank", t => t
                .WithDomains("*.bank.example.com")
                .AddWorkspace("login", w => w
                    .WithNamespaces("*/login")
                    .AddGateway("ingress", g => g.InNamespace("login").WithWorkload("app", "ingress")
                        .AddHttpServer("login", "login.bank.example.com", s => s.RouteTo("login", 8080)))))
            .Build();
        #endregion
        transcript.Check(banks.Organization.Tenants[0].Domains.Count == 1, "the tenant has a domain");
    }

    private static void Validation(Transcript transcript)
    {
        #region model-validation
        bool valid = new MeshBuilder("acme")
            .AddCluster("aws")
            .AddTenant("shop", t => t
                .AddWorkspace("checkout", w => w
                    .WithNamespaces("azure/checkout")
                    .AddGateway("ingress", g => g
                        .InNamespace("payments").WithWorkload("app", "ingress")
                        .AddHttpServer("api", "api", s => s.WithPort(15443).RouteTo("api", 8080)))))
            .TryBuild(out MeshModel? model, out DiagnosticList diagnostics);
        Console.WriteLine(diagnostics);
        #endregion
        transcript.Output("model-validation");
        transcript.Check(!valid && model is null, "a model with errors is not built");
    }

    private static MeshModel OneServer(Action<HttpServerBuilder> configure) => new MeshBuilder("acme")
        .AddCluster("aws")
        .AddTenant("shop", t => t
            .AddWorkspace("checkout", w => w
                .WithNamespaces("*/checkout")
                .AddGateway("ingress", g => g
                    .InNamespace("checkout").WithWorkload("app", "ingress")
                    .AddHttpServer("api", "api.shop.example.com", configure))))
        .Build();
}

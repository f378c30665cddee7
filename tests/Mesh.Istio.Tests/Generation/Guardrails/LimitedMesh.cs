using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation.Guardrails;

/// <summary>A mesh of two clusters in which each workspace has one service behind one gateway, and limits of its own.</summary>
internal sealed class LimitedMesh
{
    public static readonly string[] Clusters = ["aws", "gcp"];

    private LimitedMesh(MeshModel model, Inventory inventory)
    {
        Model = model;
        Inventory = inventory;
    }

    public MeshModel Model { get; }

    public Inventory Inventory { get; }

    /// <summary>A random mesh; the same for the same seed.</summary>
    public static LimitedMesh Random(int seed)
    {
        var random = new Random(seed);
        string[] tenants = ["dev", "ops"];
        (string Tenant, string Workspace)[] all =
            [.. tenants.SelectMany(tenant => Enumerable.Range(0, random.Next(1, 3)).Select(i => (tenant, $"{tenant}{i}")))];
        string[] paths = [.. tenants.Select(tenant => $"tenants/{tenant}"),
            .. all.Select(each => $"tenants/{each.Tenant}/workspaces/{each.Workspace}")];
        bool sameTrust = random.Next(3) == 0;
        SecuritySettings? Security() => random.Next(4) == 0 ? null : new SecuritySettings
        {
            MutualTls = random.Next(2) == 0 ? MutualTlsPolicy.Required : null,
            Access = random.Next(5) == 0 ? null : Access(random, paths),
            Propagation = random.Next(3) == 0 ? Propagation.Stricter : null,
        };
        var placed = all.Select(
            each => (each.Tenant, each.Workspace, InOwn: random.Next(2) == 0, Server: ServerOf(each.Workspace, random.Next(3)))).ToArray();
        var organization = new Organization
        {
            Name = "o",
            Clusters = Clusters.Select(name =>
                new Cluster { Name = name, Locality = new Locality(name), TrustDomain = sameTrust ? "one" : $"td-{name}" }).ToValueList(),
            Security = random.Next(3) == 0 ? Security() : null,
            Tenants = tenants.Select(tenant => new Tenant
            {
                Name = tenant,
                Security = random.Next(3) == 0 ? Security() : null,
                Workspaces = placed.Where(each => each.Tenant == tenant).Select(each => new Workspace
                {
                    Name = each.Workspace,
                    Namespaces = [new("*", each.Workspace)],
                    SharedNamespaces = each.InOwn ? [] : [new("*", "gateways")],
                    Security = Security(),
                    Gateways = [new WorkspaceGateway { Name = "in", Namespace = each.InOwn
                        ? each.Workspace : "gateways", Workload = [new("app", $"in-{each.Workspace}")], Servers = [each.Server] }],
                }).ToValueList(),
            }).ToValueList(),
        };
        return new LimitedMesh(new MeshModel(organization), InventoryOf(placed.Select(each => (each.Workspace, each.InOwn)), sameTrust));
    }

    /// <summary>Whether the model lets pods of one workspace call another: what all levels that hold permit.</summary>
    public bool Permits(Workspace caller, Workspace called)
    {
        (Tenant from, Tenant to) = (TenantOf(caller), TenantOf(called));
        string path = $"tenants/{from.Name}/workspaces/{caller.Name}";
        return EffectiveSecurity.Of(Model.Organization, to, called).Access.All(settings =>
            settings.Others.Contains(path) || settings.Others.Contains($"tenants/{from.Name}")
            || settings.Scope switch
            {
                AccessScope.Unlimited => true,
                AccessScope.Tenant => from.Name == to.Name,
                AccessScope.Workspace => caller.Name == called.Name,
                _ => false,
            });
    }

    private Tenant TenantOf(Workspace workspace) => Model.Organization.Tenants.Single(tenant => tenant.Workspaces.Contains(workspace));

    private static AccessSettings Access(Random random, string[] paths) => new()
    {
        Scope = (AccessScope)random.Next(4),
        Others = paths.Where(_ => random.Next(5) == 0).ToValueList(),
    };

    // TCP hosts on one port are told apart by addresses.
    private static string AddressOf(string workspace) => $"240.0.0.{workspace[0] - 'a' + 1}{workspace[^1]}";

    private static GatewayServer ServerOf(string workspace, int kind)
    {
        string host = $"{workspace}.example.com";
        Route route = new()
        {
            Action =
            new ForwardAction { Destinations = [new ServiceDestination { Service = $"{workspace}/api", Port = 80 }] }
        };
        return kind switch
        {
            0 => new HttpServer { Name = "api", Hostname = host, Routes = [route] },
            1 => new HttpsServer
            {
                Name = "api",
                Hostname = host,
                Tls = new ServerTls { CredentialName = $"{workspace}-cert" },
                Routes = [route]
            },
            _ => new TcpServer
            {
                Name = "api",
                Hostname = host,
                Port = 9000,
                Address = AddressOf(workspace),
                Destinations = [new ServiceDestination { Service = $"{workspace}/db", Port = 9000 }]
            },
        };
    }

    private static Inventory InventoryOf(IEnumerable<(string Workspace, bool InOwn)> workspaces, bool sameTrust)
    {
        var builder = new InventoryBuilder();
        for (int c = 0; c < Clusters.Length; c++)
        {
            int n = c + 1;
            builder.AddCluster(Clusters[c], cluster =>
            {
                cluster.WithRegion(Clusters[n - 1]).WithTrustDomain(sameTrust ? "one" : $"td-{Clusters[n - 1]}")
                    .WithIstioClusterId(Clusters[n - 1])
                    .WithRemoteSecrets().AddNamespace("istio-system").AddNamespace("gateways");
                int i = 0;
                foreach ((string workspace, bool inOwn) in workspaces)
                {
                    Add(cluster.AddNamespace(workspace), n, ++i, workspace, inOwn ? workspace : "gateways");
                }
            });
        }

        return builder.Build();
    }

    private static void Add(InventoryClusterBuilder cluster, int n, int i, string workspace, string gateways) => cluster
        .AddService(workspace, "api", s => s.WithSelector("app", "api").WithPort(80, "http", "http-port").WithClusterIp($"10.{n}.{i}.1"))
        .AddService(workspace, "db", s => s.WithSelector("app", "db").WithPort(9000, "tcp", "9999").WithClusterIp($"10.{n}.{i}.2"))
        .AddService(gateways, $"in-{workspace}", s => s.WithSelector("app", $"in-{workspace}").WithPort(80, "http", "8080")
            .WithPort(443, "https", "8443").WithPort(9000, "tcp", "9000")
            .WithPort(15443, "mesh", "15443").WithClusterIp($"10.{n}.{i}.3").WithExternalAddress($"203.0.{n}.{i}"))
        .AddWorkload(workspace, "api-0", p =>
            p.WithLabel("app", "api").WithServiceAccount("api").WithPort("http-port", 8080).WithAddress($"10.{n}.{100 + i}.1"))
        .AddWorkload(workspace, "db-0", p => p.WithLabel("app", "db").WithServiceAccount("db").WithAddress($"10.{n}.{100 + i}.2"))
        .AddWorkload(workspace, "caller-0", p =>
            p.WithLabel("app", "caller").WithServiceAccount("caller").WithAddress($"10.{n}.{100 + i}.4"))
        .AddWorkload(gateways, $"in-{workspace}-0", p =>
            p.WithLabel("app", $"in-{workspace}").WithServiceAccount($"in-{workspace}").AsGateway().WithAddress($"10.{n}.{100 + i}.3"));
}

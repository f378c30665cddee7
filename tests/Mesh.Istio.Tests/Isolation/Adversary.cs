using Mesh.Inventories;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>Makes the hostile workspace's model and objects, chosen to collide with those of others; all of a seed.</summary>
internal sealed class Adversary(int seed)
{
    private static readonly string[] Hosts =
    [
        "login.bank.example.com", "www.shop.example.com", "api.shop.example.com", "cart.shop.example.com", "LOGIN.bank.example.com",
            "login.bank.example.com.",
        "login-bank.example.com", "login.bank-example.com", "evilbank.example.com", "bank.example.com", "*.bank.example.com",
            "ledger.bank", "ledger.bank.svc",
        "ledger.bank.svc.cluster.local", "web.shop", "Ledger.bank.svc.cluster.local.", "www.evil.example.org", "x", "", "10.0.1.1",
            "ledger.free", "a.b.svc.mesh.internal",
        "www-shop.example.com", $"login-bank.example.com-{StableHash.Of("login.bank.example.com")}",
            $"login.bank.example.com-{StableHash.Of("login.bank.example.com")}",
    ];

    private static readonly string[] Names =
        ["team", "login", "cart", "ingress", "inner", "east-west", "bank", "shop", "evil", "", "..", "a/b", "bank/workspaces/login", "*",
            "web", "allow", "default", new('n', 63), new('n', 64)];

    private static readonly string[] Selectors =
        ["*/*", "aws/*", "*/evil", "gcp/evil", "*/evil*", "*/e*", "*/free", "", "*", "bank", "*/istio-system", "*/mesh-multicluster",
            "*/kube-system"];

    private static readonly string[] Shared = ["*/gateways", "*/bank", "*/shop", "*/*", "*/g*", "aws/gateways", ""];

    private static readonly string[] Namespaces = ["evil", "bank", "shop", "gateways", "istio-system", "mesh-multicluster", "free", ""];

    private static readonly string[] Services =
        ["web", "bank/ledger", "shop/web", "evil/web", "ledger.bank.svc.cluster.local", "evil/ledger", "free/web", "evil/evil-gateway",
            "bank/bank-gateway", ""];

    private static readonly string[] Keys =
        ["multicluster.mesh/workspace", "multicluster.mesh/tenant", "x/tenant", "x/workspace", "app", "istio", "",
            "app.kubernetes.io/managed-by", "a b"];

    private static readonly string[] Values = ["bank", "login", "cart", "shop", "bank-gateway", "ingressgateway", "inner-gateway",
        "evil-gateway", "istio-ingressgateway", ""];

    private readonly Random _random = new(seed);
    private readonly bool _hasTwins = seed % 2 == 0;

    public bool IsFirst => _random.Next(2) == 0;

    public Workspace Workspace() => new()
    {
        Name = Mostly("team", Names),
        Namespaces = Mostly("*/evil",
            Selectors).Split(' ').Select(NamespaceSelector.Parse).Concat(Few(2,
                () => NamespaceSelector.Parse(One(Selectors)))).ToValueList(),
        SharedNamespaces = Few(2, () => NamespaceSelector.Parse(One(Shared))),
        Domains = Few(2, () => One(Hosts)),
        Gateways = Few(3, Gateway).Concat(_random.Next(3) == 0 ? [] : [Teams.Evil.Gateways[0]]).ToValueList(),
        EastWestGateways = Few(2, EastWest),
        ServiceSettings = Few(2,
            () => new ServiceSettings
            {
                Service = One(Services),
                Settings = new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(_random.Next(-1, 3)) }
            }),
        Security = _random.Next(3) == 0 ? Security() : null,
        Labels = Map(),
        Annotations = Map(),
    };

    /// <summary>What the hostile one has in its own namespace, and in one that is nobody's.</summary>
    public void Fill(InventoryClusterBuilder cluster)
    {
        foreach (string ns in (string[])["evil", "free"])
        {
            for (int i = _random.Next(3); i > 0; i--)
            {
                // A pod that looks like another's gateway, a service that selects it.
                string app = One(_hasTwins ? ["bank-gateway", "inner-gateway", "shop-gateway", "istio-ingressgateway"] : ["ledger", "web",
                    "other"]);
                cluster.AddWorkload(ns, $"{app}-{i}x",
                    pod => pod.WithLabel("app", app).WithLabel("istio",
                        "ingressgateway").WithServiceAccount("ledger").WithAddress($"10.3.0.{i}"));
                cluster.AddService(ns, $"{app}-{i}s",
                    service => service.WithSelector("app", app).WithPort(15443, "tls").WithPort(8080, "http").WithClusterIp($"10.4.0.{i}"));
            }
        }
    }

    public Inventory Annotate(Inventory inventory) => inventory with
    {
        Clusters = inventory.Clusters.Select(cluster =>
            cluster with { Services = cluster.Services.Select(Annotate).ToValueList() }).ToValueList(),
    };

    private ServiceInfo Annotate(ServiceInfo service)
    {
        if (service.Namespace is not ("evil" or "free") || _random.Next(2) == 0)
        {
            return service;
        }

        var annotations = new List<KeyValuePair<string, string>>();
        Add("host", Hosts);
        Add("expose", ["true", "east-west", "bank"]);
        Add("gateway", Names);
        Add("port", ["8080", "15443", "-1"]);
        Add("fallback", ["gcp", "gcp,gcp", "mars", "aws,gcp"]);
        return service with { Annotations = annotations.ToValueMap() };

        void Add(string key, string[] texts)
        {
            if (_random.Next(2) == 0)
            {
                annotations.Add(new($"multicluster.mesh/{key}", One(texts)));
            }
        }
    }

    private WorkspaceGateway Gateway() => new()
    {
        Name = One(Names),
        Namespace = Mostly("evil", Namespaces),
        Workload = Workload(),
        ServiceAccount = _random.Next(3) == 0 ? One(Values) : null,
        Transit = _random.Next(4) == 0 ? true : null,
        Servers = Few(3, Server),
        Labels = Map(),
    };

    private EastWestGateway EastWest() => new()
    {
        Name = Mostly("east-west", Names),
        Namespace = Mostly("evil", Namespaces),
        Workload = Workload(),
        Services = Few(3, () => One(Services)),
        Selectors = Few(1, () => new ServiceSelector { Labels = Map(), Namespaces = Few(2, () => One(Namespaces)) }),
    };

    // With another's own labels and pods that carry them nothing says whose they are: both are held (OwnershipTests).
    private ValueMap<string> Workload() => _random.Next(_hasTwins ? 2 : 4) switch
    {
        0 => [new("istio", "ingressgateway")],
        1 => [new("app", "evil-gateway")],
        2 => Teams.BankGateway,
        _ => [new("app", One(Values))],
    };

    private GatewayServer Server()
    {
        (string name, string host, int port) = (One(Names), One(Hosts), _random.Next(4) == 0 ? _random.Next(-1, 70_000) : 80);
        return _random.Next(5) switch
        {
            0 => new HttpsServer
            {
                Name = name,
                Hostname = host,
                Port = 443,
                Tls = new() { CredentialName = One(["bank-cert", "evil-cert", ""]) },
                Routes = Few(2, Route)
            },
            1 => new TcpServer { Name = name, Hostname = host, Port = port, Destinations = Few(2, Destination) },
            2 => new TlsPassthroughServer { Name = name, Hostname = host, Port = 443, Destinations = Few(2, Destination) },
            3 => new HttpServer
            {
                Name = name,
                Hostname = host,
                Port = port,
                Routes = [new Route { Action = new ClusterAction { Host = One(Hosts), Fallback = true } }]
            },
            _ => new HttpServer { Name = name, Hostname = host, Port = port, Routes = [Route()] },
        };
    }

    private Route Route() =>
        new()
        {
            Action = new ForwardAction
            {
                Destinations = Few(2, Destination),
                RewriteAuthority = _random.Next(3) == 0 ? One(Hosts) : null
            }
        };

    private ServiceDestination Destination() => new() { Service = Mostly("web", Services), Port = 8080 };

    private SecuritySettings Security() => new()
    {
        MutualTls = _random.Next(2) == 0 ? MutualTlsPolicy.Permitted : null,
        Access = new AccessSettings
        {
            Scope = (AccessScope)_random.Next(4),
            Others = Few(2, () => One(["tenants/bank", "tenants/shop/workspaces/cart", "tenants/none", ""]))
        },
        Reachability = _random.Next(2) == 0 ? new AccessSettings { Scope = (AccessScope)_random.Next(4) } : null,
        Propagation = _random.Next(2) == 0 ? Propagation.Stricter : null,
    };

    private ValueMap<string> Map() =>
        Few(2, () => new KeyValuePair<string, string>(One(Keys), One(Values))).DistinctBy(entry => entry.Key).ToValueMap();

    private string Mostly(string usual, string[] texts) => _random.Next(3) > 0 ? usual : One(texts);

    private string One(string[] texts) => texts[_random.Next(texts.Length)];

    private ValueList<T> Few<T>(int most, Func<T> make) => Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make()).ToValueList();
}

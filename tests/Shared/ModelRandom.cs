namespace Mesh.Tests;

/// <summary>Makes one random model. In a valid one names and hosts are counted up, so that they never meet.</summary>
internal sealed class ModelRandom(Random random, int size, bool isValid)
{
    private static readonly string[] Regions = ["us-east-2", "us-west1", "eu-west-1"];
    private static readonly string[] Awkward =
        ["", " ", "on", "~", "017", "12:30:45", "ä\u0301", "\"\\\n\t", "\u2028", "🙂", "a/b", "*", "%", "{}", "null", "'", "\u0001", "#",
            ": ", "x: y"];

    private readonly RouteRandom _routes = new(random, isValid);
    private readonly EdgeRandom _edges = new(random);
    private readonly List<string> _networks = [];
    private readonly SecurityRandom _security = new(random);
    private readonly AccessRandom _access = new(random, isValid);
    private string[] _clusters = [];
    private string _tenant = "";
    private bool _isRestricted;
    private readonly HashSet<string> _exposed = [];
    private int _addresses;
    private int _count;

    public MeshModel Model()
    {
        _clusters = [.. Enumerable.Range(0, random.Next(1, size + 2)).Select(i => $"c{i}")];
        _isRestricted = isValid && random.Next(4) == 0;
        // Two of the regions are always there, so that regional failover between them is never a typing error.
        return new MeshModel(new Organization
        {
            Name = Name("org"),
            Clusters = _clusters.Select(Cluster).ToValueList(),
            Tenants = Many(size, Tenant),
            Settings = Settings(),
            Security = Security(0),
            Domains = Domains(),
            Roles = _access.Roles(Text),
            AccessBindings = _access.Bindings(Text, isTop: true),
            NetworkReachability = _isRestricted ? _edges.Reachability(_networks) : null,
            Labels = Labels(),
            Annotations = Annotations(),
        });
    }

    // Hosts of valid models end in one of these, and any list is part of any other.
    private ValueList<string> Domains() =>
        isValid ? (random.Next(4) == 0 ? ["*.example.com"] : []) : Many(2, Text);

    private Cluster Cluster(string name) => new()
    {
        Name = isValid ? name : Text(),
        Locality = random.Next(3) == 0 ? null : Place(),
        Network = Maybe(Network),
        TrustDomain = Maybe(() => isValid ? "cluster.local" : Text()),
        IstioVersion = random.Next(2) == 0 ? null : new IstioVersion(1, isValid ? random.Next(28, 32) : random.Next()),
        // The first cluster stays in use, or a host could be unreachable everywhere.
        State = random.Next(8) == 0 && !(isValid && name == "c0") ? (ClusterState)random.Next(3) : null,
        Labels = Labels(),
    };

    private string Network()
    {
        string name = Name("net");
        _networks.Add(name);
        return name;
    }

    private Locality Place()
    {
        string region = Regions[random.Next(Regions.Length)];
        return random.Next(3) switch
        {
            0 => new Locality(region),
            1 => new Locality(region, region + "a"),
            _ => new Locality(region, region + "a", "rack-1"),
        };
    }

    private Tenant Tenant() => new()
    {
        Name = _tenant = Name("t"),
        Workspaces = Many(size, Workspace),
        Settings = Settings(),
        Security = Security(1),
        Domains = Domains(),
        AccessBindings = _access.Bindings(Text),
        Labels = Labels(),
        Annotations = Annotations(),
    };

    private Workspace Workspace()
    {
        string[] namespaces = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => $"ns{_count++}")];
        string cluster = random.Next(3) == 0 ? _clusters[random.Next(_clusters.Length)] : "*";
        string name = Name("w");
        SecuritySettings? security = Security(2);
        _security.Add(_tenant, name);
        return new Workspace
        {
            Name = name,
            Namespaces = isValid
                ? namespaces.Select(name => new NamespaceSelector(cluster, name)).ToValueList()
                : Many(2, () => new NamespaceSelector(Text().Replace("/", "", StringComparison.Ordinal), Text())),
            SharedNamespaces = isValid ? [new NamespaceSelector(cluster, "gateways")] : Many(1, () => new NamespaceSelector("*", Text())),
            Gateways = WithEdges(Many(size, () => Gateway(namespaces)), namespaces),
            EastWestGateways = Many(2, () => EastWestGateway(namespaces)),
            ServiceSettings = namespaces.Where(_ => random.Next(3) == 0)
                .Select(ns => new ServiceSettings { Service = $"{ns}/svc{random.Next(2)}", Settings = Settings() ?? new TrafficSettings() })
                .ToValueList(),
            Capacities = namespaces.Where(_ => random.Next(4) == 0).Select(ns => new ServiceCapacity
            {
                Service = $"{ns}/svc{random.Next(2)}",
                RequestsPerSecond = random.Next(2) == 0 ? null : random.Next(1, 2000) / 4.0,
                Concurrency = random.Next(1, 64),
            }).ToValueList(),
            Settings = Settings(),
            Security = security,
            Domains = Domains(),
            AccessBindings = _access.Bindings(Text),
            Labels = Labels(),
            Annotations = Annotations(),
        };
    }

    private ValueList<WorkspaceGateway> WithEdges(ValueList<WorkspaceGateway> gateways, string[] namespaces) =>
        isValid ? [.. gateways, .. _edges.Edges(gateways, namespaces, _clusters, Name)] : gateways;

    private WorkspaceGateway Gateway(string[] namespaces)
    {
        string name = Name("g");
        string gatewayNamespace = random.Next(3) == 0 ? "gateways" : namespaces[random.Next(namespaces.Length)];
        int port = 9000;
        return new WorkspaceGateway
        {
            Name = name,
            Namespace = isValid ? gatewayNamespace : Text(),
            Workload = isValid ? [new("app", name)] : Map(),
            ServiceAccount = Maybe(() => Name("sa")),
            Servers = isValid
                ? Enumerable.Range(0, random.Next(1, size + 1)).Select(_ => Server(namespaces, port++)).ToValueList()
                : Many(size, () => Server(namespaces, random.Next())),
            AccessBindings = _access.Bindings(Text),
            Transit = (_isRestricted || !isValid) && random.Next(2) == 0 ? true : null,
            Settings = Settings(),
            Labels = Labels(),
            Annotations = Annotations(),
        };
    }

    private EastWestGateway EastWestGateway(string[] namespaces)
    {
        string name = Name("ew");
        string gatewayNamespace = random.Next(3) == 0 ? "gateways" : namespaces[random.Next(namespaces.Length)];
        string[] services = [
            .. namespaces.SelectMany(ns => Enumerable.Range(0, 2).Select(i => $"{ns}/svc{i}")).Where(_ => isValid || random.Next(2) == 0)];
        return new EastWestGateway
        {
            Name = name,
            Namespace = isValid ? gatewayNamespace : Text(),
            Workload = isValid ? [new("app", name)] : Map(),
            // Of a valid model each service is exposed once: by the first gateway by name, by the others by label.
            Services = isValid ? _exposed.Add(namespaces[0])
                ? services.ToValueList() : [] : services.Append(Text()).ToArray().ToValueList(),
            Selectors = isValid
                ? [new ServiceSelector { Labels = [new("example.com/exposed", "yes")], Namespaces = random.Next(2) == 0
                    ? [] : [namespaces[0]] }]
                : Many(2, () => new ServiceSelector { Labels = Map(), Namespaces = Many(2, Text) }),
            Settings = Settings(),
            Labels = Labels(),
            Annotations = Annotations(),
        };
    }

    private GatewayServer Server(string[] namespaces, int port)
    {
        string name = Name("s");
        string host = isValid ? $"{name}.example.com" : Text();
        GatewayServer server = random.Next(4) switch
        {
            0 => new HttpServer
            {
                Name = name,
                Hostname = host,
                Port = random.Next(2) == 0
                ? 80 : port,
                Routes = _routes.Routes(namespaces),
                Settings = Settings()
            },
            1 => new HttpsServer
            {
                Name = name,
                Hostname = host,
                Port = 443,
                Tls = Tls(),
                Routes = _routes.Routes(namespaces),
                Settings = Settings()
            },
            2 => new TcpServer
            {
                Name = name,
                Hostname = host,
                Port = port,
                Address = Address(),
                Destinations = _routes.Destinations(namespaces),
                Settings = Settings()
            },
            _ => new TlsPassthroughServer
            {
                Name = name,
                Hostname = host,
                Port = 443,
                Destinations = _routes.Destinations(namespaces),
                Settings = Settings()
            },
        };
        return server with
        {
            MeshOnly = random.Next(6) == 0 ? true : null,
            VisibleTo = isValid ? _security.Viewers() : random.Next(3) == 0 ? Many(2, Text) : null,
        };
    }

    // Of a valid model all addresses differ.
    private string? Address() => random.Next(2) == 0 ? null : isValid ? $"240.0.{_addresses / 250}.{(_addresses++ % 250) + 1}" : Text();

    private ServerTls Tls()
    {
        TlsTermination mode = (TlsTermination)random.Next(3);
        return new ServerTls
        {
            Mode = mode,
            CredentialName = isValid ? $"{_tenant}-cert" : Text(),
            MinVersion = random.Next(2) == 0 ? null : TlsVersion.Tls12,
            MaxVersion = random.Next(2) == 0 ? null : TlsVersion.Tls13,
            CipherSuites = random.Next(2) == 0 ? default : ["ECDHE-RSA-AES128-GCM-SHA256"],
            SubjectAltNames = mode == TlsTermination.Simple
                ? default : Many(2, () => isValid ? "spiffe://cluster.local/ns/a/sa/b" : Text()),
        };
    }

    private TrafficSettings? Settings()
    {
        TrafficSettings? settings = SettingsGen.Make(random, _clusters);
        // An order by client would hide nearer orders, and the regions of the generator need not be declared: both are worth a warning.
        return !isValid || settings?.Failover is null ? settings : settings with
        {
            Failover = settings.Failover with { OrderByClient = null, Regions = null },
        };
    }

    private SecuritySettings? Security(int level) => isValid
        ? _security.Make(level)
        : Maybe(() => new SecuritySettings
        {
            MutualTls = (MutualTlsPolicy)random.Next(2),
            Access = new() { Scope = (AccessScope)random.Next(4), Others = Many(2, Text) },
            Reachability = new() { Scope = (AccessScope)random.Next(4), Others = Many(2, Text) },
            Propagation = (Propagation)random.Next(2),
        });

    private ValueMap<string> Labels() => isValid
        ? Many(2, () => new KeyValuePair<string, string>($"example.com/l{random.Next(9)}", Name("v"))).ToValueMap() : Map();

    private ValueMap<string> Annotations() => isValid
        ? Many(2, () => new KeyValuePair<string, string>($"a{random.Next(9)}", Text())).ToValueMap() : Map();

    private ValueMap<string> Map() => Many(3, () => new KeyValuePair<string, string>(Text(), Text())).ToValueMap();

    private string Name(string prefix) => isValid ? $"{prefix}{_count++}" : Text();

    private string Text() => Awkward[random.Next(Awkward.Length)] + (random.Next(2) == 0 ? "" : Awkward[random.Next(Awkward.Length)]);

    private T? Maybe<T>(Func<T> make)
        where T : class => random.Next(2) == 0 ? null : make();

    private ValueList<T> Many<T>(int most, Func<T> make) =>
        Enumerable.Range(0, random.Next(most + 1)).Select(_ => make()).ToArray().ToValueList();
}

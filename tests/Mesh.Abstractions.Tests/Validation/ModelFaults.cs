using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Every way in which a model can be wrong, at least once per code.</summary>
internal static partial class ModelFaults
{
    private const string WorkspacePath = "tenants/dev/workspaces/bookinfo";
    private const string RoutePath = ServerPath + "/routes/0";
    private const string SettingsPath = ServerPath + "/settings";

    public static IReadOnlyList<ModelFault> All { get; } =
    [
        .. Names(), .. Namespaces(), .. Clusters(), .. Gateways(), .. Hosts(), .. Tls(), .. Matches(), .. Actions(), .. Destinations(),
            .. Settings(), .. Failovers(), .. EastWestFaults.All(), .. OwnershipFaults.All(), .. ReachFaults.All(),
        .. GuardrailFaults.All, .. VisibilityFaults.All, .. RoleFaults.All, .. EdgeFaults.All, .. ServiceSettingsFaults.All(),
    ];

    private static IEnumerable<ModelFault> Names()
    {
        yield return new("MM001", "name", "organization in upper case", With(Org with { Name = "Tetrate" }));
        yield return new("MM001", "clusters/aws_1/name", "cluster with underscore", new(Org with { Clusters = [Aws with { Name = "aws_1" }, Gcp] }));
        yield return new("MM001", "tenants/-dev/name", "tenant with dash in front", new(Org with { Tenants = [new Tenant { Name = "-dev" }] }));
        yield return new("MM001", "tenants/dev/workspaces//name", "workspace without name", With(Ws with { Name = "" }));
        string longName = new('x', 64);
        yield return new("MM001", $"{WorkspacePath}/gateways/{longName}/name", "gateway too long", With(Gw with { Name = longName }));
        yield return new("MM001", $"{GatewayPath}/servers/a.b/name", "server with dot", With(Server with { Name = "a.b" }));
        yield return new("MM001", $"{GatewayPath}/namespace", "namespace with slash",
            With(Ws with { Namespaces = [new("*", "*")], Gateways = [Gw with { Namespace = "a/b" }] }));
        yield return new("MM001", $"{GatewayPath}/serviceAccount", "service account in upper case", With(Gw with { ServiceAccount = "Ingress" }));
        yield return new("MM002", "clusters/aws/name", "cluster", new(Org with { Clusters = [Aws, Aws, Gcp] }));
        yield return new("MM002", "tenants/dev/name", "tenant", new(Org with { Tenants = [new() { Name = "dev" }, new() { Name = "dev" }] }));
        yield return new("MM002", $"{WorkspacePath}/name", "workspace", With(Ws, new Workspace { Name = "bookinfo", Namespaces = [new("*", "other")] }));
        yield return new("MM002", $"{GatewayPath}/name", "gateway",
            With(Gw, Gw with { Workload = [new("app", "other")], Servers = [Server with { Hostname = "other.example.com" }] }));
        yield return new("MM002", $"{ServerPath}/name", "server", With(Server, Server with { Hostname = "other.example.com" }));
        yield return new("MM003", "clusters", "no clusters", With(Org with { Clusters = [] }));
        yield return new("MM003", $"{WorkspacePath}/namespaces", "no namespaces", With(Ws with { Namespaces = [] }));
        yield return new("MM003", $"{GatewayPath}/workload", "no workload", With(Gw with { Workload = default }));
        yield return new("MM003", $"{GatewayPath}/servers", "no servers", With(Gw with { Servers = [] }));
        yield return new("MM003", $"{ServerPath}/routes", "no routes", With(Server with { Routes = [] }));
        yield return new("MM003", $"{ServerPath}/routes", "no routes in HTTPS", With(Https with { Routes = [] }));
        yield return new("MM003", $"{RoutePath}/destinations", "no destinations in a route", With(To()));
        yield return new("MM003", $"{GatewayPath}/servers/tcp/destinations", "no destinations in TCP", With(Tcp with { Destinations = [] }));
        yield return new("MM003", $"{SettingsPath}/failover/order", "empty order", With(new FailoverSettings { Order = default(ValueList<FailoverTier>) }));
        yield return new("MM003", $"{SettingsPath}/failover/order/1", "empty tier", With(new FailoverSettings { Order = [Tier("aws"), Tier()] }));
        yield return new("MM004", "labels/app.kubernetes.io/managed-by", "label of Mesh", With(Org with { Labels = [new("app.kubernetes.io/managed-by", "me")] }));
        yield return new("MM004", $"{WorkspacePath}/labels/multicluster.mesh/tenant", "label with prefix of Mesh", With(Ws with { Labels = [new("multicluster.mesh/tenant", "me")] }));
        yield return new("MM004", $"{GatewayPath}/annotations/multicluster.mesh/path", "annotation of Mesh", With(Gw with { Annotations = [new("multicluster.mesh/path", "x")] }));
        yield return new("MM004", $"{GatewayPath}/annotations/istio.io/dry-run", "annotation of Istio", With(Gw with { Annotations = [new("istio.io/dry-run", "true")] }));
        yield return new("MM005", "labels/a b", "label key", With(Org with { Labels = [new("a b", "x")] }));
        yield return new("MM005", "labels/A_/x", "label prefix", With(Org with { Labels = [new("A_/x", "x")] }));
        yield return new("MM005", "clusters/aws/labels/zone", "label value", With(Aws with { Labels = [new("zone", "a/b")] }));
        yield return new("MM005", $"{GatewayPath}/workload/app", "wildcard workload", With(Gw with { Workload = [new("app", "*")] }));
        yield return new("MM006", "annotations/x/", "annotation key", With(Org with { Annotations = [new("x/", "any thing")] }));
        yield return new("MM006", "annotations", "annotations too large", With(Org with { Annotations = [new("x", new string('ä', 140_000))] }));
    }

    private static IEnumerable<ModelFault> Namespaces()
    {
        foreach (string text in (string[])["bookinfo", "*/A", "a*b/x", "/x", "*/", "a/b/c", "**/x", "a/-b", "c luster/x"])
        {
            yield return new("MM010", $"{WorkspacePath}/namespaces/1", text, With(Ws with { Namespaces = [new("*", "backend"), NamespaceSelector.Parse(text)] }));
        }

        yield return new("MM011", $"{WorkspacePath}/namespaces/1", "unknown cluster", With(Ws with { Namespaces = [new("*", "backend"), new("azure", "x")] }));
        yield return new("MM011", $"{WorkspacePath}/namespaces/1", "unknown prefix", With(Ws with { Namespaces = [new("*", "backend"), new("az*", "x")] }));
        foreach ((string first, string second) in ((string, string)[])
            [("*/x", "aws/x"), ("aws/x", "*/x"), ("aws/x", "aws/x"), ("aws/a*", "*/ab*"), ("*/ab*", "aws/a*"), ("a*/x", "aw*/x"),
                ("*/*", "gcp/*")])
        {
            yield return new("MM012", "tenants/dev/workspaces/second/namespaces/0", $"{first} and {second}", With(
                new Workspace { Name = "first", Namespaces = [NamespaceSelector.Parse(first)] },
                new Workspace { Name = "second", Namespaces = [NamespaceSelector.Parse(second)] }))
            {
                Twin = "tenants/dev/workspaces/first/namespaces/0",
            };
        }

        yield return new("MM012", "tenants/dev/workspaces/first/namespaces/0", "everything and x", With(
            new Workspace { Name = "first", Namespaces = [new("aws", "*")] },
                new Workspace { Name = "second", Namespaces = [new("*", "x")] }));
        yield return new("MM012", "tenants/dev/workspaces/second/namespaces/0", "x and everything", With(
            new Workspace { Name = "first", Namespaces = [new("*", "x")] },
                new Workspace { Name = "second", Namespaces = [new("*", "*")] }));

        foreach ((string shared, string owned) in ((string, string)[])[
            ("*/x", "aws/x"), ("aws/x", "*/x"), ("aws/x*", "aws/xy"), ("*/xy", "*/x*")])
        {
            yield return new("MM018", "tenants/dev/workspaces/second/sharedNamespaces/0", $"{shared} shared, {owned} owned", With(
                new Workspace { Name = "first", Namespaces = [NamespaceSelector.Parse(owned)] },
                new Workspace { Name = "second", Namespaces = [new("*", "own")], SharedNamespaces = [NamespaceSelector.Parse(shared)] }));
        }

        yield return new("MM010", $"{WorkspacePath}/sharedNamespaces/0", "shared pattern", With(Ws with { SharedNamespaces = [new("a*b", "x")] }));
        yield return new("MM013", $"{GatewayPath}/namespace", "gateway outside", With(Gw with { Namespace = "other" }));
        yield return new("MM014", $"{RoutePath}/destinations/0/service", "service outside", With(To("other/details")));
        yield return new("MM014", $"{RoutePath}/destinations/0/service", "full service name outside", With(To("details.other.svc.cluster.local")));
        yield return new("MM014", $"{RoutePath}/destinations/0/service", "service owned in one cluster only", With(Ws with
        {
            Namespaces = [new("*", "backend"), new("aws", "services")],
            Gateways = [Gw with { Servers = [Server with { Routes = [DetailsRoute with { Action = To("services/details") }] }] }],
        }));
        yield return new("MM013", $"{GatewayPath}/namespace", "gateway in a namespace that others share", With(
            Ws with
            {
                Gateways = [Gw with { Namespace = "gateways",
                Servers = [Server with { Routes = [DetailsRoute with { Action = To("backend/details") }] }] }]
            },
            new Workspace { Name = "other", Namespaces = [new("*", "other")], SharedNamespaces = [new("*", "gateways")] }));
        yield return new("MM014", $"{RoutePath}/destinations/0/service", "service in a shared namespace", With(
            Ws with { SharedNamespaces = [new("*", "gateways")], Gateways = [Gw with { Namespace = "gateways" }] }));
        yield return new("MM018", $"{WorkspacePath}/sharedNamespaces/0", "own namespace", With(Ws with { SharedNamespaces = [new("aws", "backend")] }));
        yield return new("MM018", $"{WorkspacePath}/sharedNamespaces/0", "another one's", With(
            Ws with { SharedNamespaces = [new("*", "gateways")] }, new Workspace { Name = "other", Namespaces = [new("gcp", "gate*")] }));
        yield return new("MM010", $"{WorkspacePath}/sharedNamespaces/0", "shared, without a name", With(Ws with { SharedNamespaces = [new("*", "")] }));
        yield return new("MM015", $"{SettingsPath}/failover/order/1", "order", With(new FailoverSettings { Order = [Tier("aws"), Tier("azure")] }));
        yield return new("MM015", $"{SettingsPath}/failover/orderByClient/azure", "client", With(new FailoverSettings { OrderByClient = [new("azure", [Tier("aws")])] }));
        yield return new("MM016", $"{WorkspacePath}/namespaces/1", "covered", With(Ws with { Namespaces = [new("*", "backend"), new("aws", "backend")] }));
        yield return new("MM016", $"{WorkspacePath}/namespaces/1", "twice", With(Ws with { Namespaces = [new("*", "backend"), new("*", "backend")] }));
        yield return new("MM017", $"{WorkspacePath}/namespaces/1", "istio-system", With(Ws with { Namespaces = [new("*", "backend"), new("*", "istio-system")] }));
    }

    private static IEnumerable<ModelFault> Clusters()
    {
        yield return new("MM020", "clusters/aws/trustDomain", "upper case", With(Aws with { TrustDomain = "Cluster.local" }));
        yield return new("MM020", "clusters/aws/trustDomain", "empty", With(Aws with { TrustDomain = "" }));
        yield return new("MM021", "clusters/aws/network", "slash", With(Aws with { Network = "vpc/1" }));
        yield return new("MM022", "clusters/aws/locality", "zone without region", With(Aws with { Locality = new Locality("", "z") }));
        yield return new("MM022", "clusters/aws/locality", "subzone without zone", With(Aws with { Locality = new Locality("r", "", "s") }));
        yield return new("MM022", "clusters/aws/locality", "empty", With(Aws with { Locality = Locality.Empty }));
        yield return new("MM022", "clusters/aws/locality", "wildcard", With(Aws with { Locality = new Locality("us-*") }));
        yield return new("MM023", "clusters/aws/istioVersion", "1.21", With(Aws with { IstioVersion = new IstioVersion(1, 21) }));
        yield return new("MM023", "clusters/aws/istioVersion", "2.0", With(Aws with { IstioVersion = new IstioVersion(2, 0) }));
        yield return new("MM024", "clusters/aws/istioVersion", "1.27", With(Aws with { IstioVersion = new IstioVersion(1, 27) }));
    }

    private static IEnumerable<ModelFault> Gateways()
    {
        WorkspaceGateway other = Gw with { Name = "other", Servers = [Server with { Hostname = "other.example.com" }] };
        string path = $"{WorkspacePath}/gateways/other/workload";
        yield return new("MM035", $"{WorkspacePath}/gateways/other/servers/tcp/port", "TCP on a port of another gateway on the workload",
            With(Gw, other with { Servers = [Tcp with { Port = 80 }] }));
        yield return new("MM030", path, "more labels", With(Gw, other with { Workload = [new("app", "ingress"), new("tier", "1")] }));
        yield return new("MM030", path, "fewer labels", With(Gw with { Workload = [new("app", "ingress"), new("tier", "1")] }, other));
        yield return new("MM031", path, "different labels", With(Gw, other with { Workload = [new("istio", "ingress")] }));
        yield return new("MM032", $"{ServerPath}/port", "15443", With(Server with { Port = 15443 }));
        yield return new("MM033", $"{ServerPath}/port", "15021", With(Server with { Port = 15021 }));
        yield return new("MM034", $"{ServerPath}/port", "0", With(Server with { Port = 0 }));
        yield return new("MM034", $"{ServerPath}/port", "65536", With(Server with { Port = 65536 }));
        yield return new("MM034", $"{RoutePath}/destinations/0/port", "of a service", With(new ForwardAction { Destinations = [new() { Service = "details", Port = -1 }] }));
        yield return new("MM035", $"{GatewayPath}/servers/https/port", "HTTPS on a port of HTTP", With(Server, Https with { Name = "https", Hostname = "https.example.com", Port = 80 }));
        yield return new("MM035", $"{GatewayPath}/servers/tls/port", "passthrough on a port of HTTP", With(Server, Passthrough with { Port = 80 }));
        yield return new("MM035", $"{GatewayPath}/servers/tcp/port", "TCP on a port of HTTP", With(Server, Tcp with { Port = 80 }));
        yield return new("MM035", $"{GatewayPath}/servers/tcp2/port", "TCP on a port of TCP", With(Tcp, Tcp with { Name = "tcp2", Hostname = "tcp2.example.com" }));
        yield return new("MM035", $"{ServerPath}/port", "HTTP on a port of TCP", With(Tcp with { Port = 80 }, Server));
        yield return new("MM036", $"{GatewayPath}/servers/mesh-tls/name", "mesh-tls beside tls", With(Passthrough, Passthrough with { Name = "mesh-tls", Hostname = "mesh.example.com" }));
    }

    private static IEnumerable<ModelFault> Hosts()
    {
        foreach (string host in (string[])
            ["", "details", "*.example.com", "Details.example.com", "10.0.0.1", "::1", "https://example.com", "example.com/x",
                "example.com:80", "example.com.", "a..b", "-a.example.com",
             "a_b.example.com", "example.123", new string('a', 64) + ".example.com", string.Join('.', Enumerable.Repeat("abcdefghi", 26)),
                 "ä.example.com", "a b.example.com"])
        {
            yield return new("MM040", $"{ServerPath}/hostname", $"'{host}'", With(Server with { Hostname = host }));
        }

        string second = $"{GatewayPath}/servers/second/hostname";
        yield return new("MM037", "tenants/dev/workspaces/other/gateways/ingress/workload", "in another namespace", With(
            Ws,
            new Workspace
            {
                Name = "other",
                Namespaces = [new("*", "other")],
                Gateways = [Gw with { Namespace = "other", Servers = [Server with { Hostname = "other.example.com" }] }]
            }));
        yield return new("MM041", second, "on one port", With(Server, Server with { Name = "second" }));
        yield return new("MM041", second, "on two ports", With(Server, Https with { Name = "second" }));
        yield return new("MM041", "tenants/dev/workspaces/other/gateways/ingress/servers/details/hostname", "in two workspaces", With(
            Ws,
            Ws with
            {
                Name = "other",
                Namespaces = [new("aws", "other")],
                Gateways = [Gw with { Namespace = "other", Workload = [new("app", "other")] }]
            }))
        {
            Twin = $"{ServerPath}/hostname",
        };
    }

    private static IEnumerable<ModelFault> Tls()
    {
        ServerTls tls = new() { CredentialName = "cert" };
        yield return new("MM050", $"{ServerPath}/tls/credentialName", "empty", With(tls with { CredentialName = "" }));
        yield return new("MM050", $"{ServerPath}/tls/credentialName", "with namespace", With(tls with { CredentialName = "ns/cert" }));
        yield return new("MM050", $"{ServerPath}/tls/credentialName", "of CAs", With(tls with { CredentialName = "cert-cacert" }));
        yield return new("MM051", $"{ServerPath}/tls/minVersion", "1.3 to 1.2", With(tls with { MinVersion = TlsVersion.Tls13, MaxVersion = TlsVersion.Tls12 }));
        yield return new("MM051", $"{ServerPath}/tls/minVersion", "default to 1.1", With(tls with { MaxVersion = TlsVersion.Tls11 }));
        yield return new("MM052", $"{ServerPath}/tls/subjectAltNames", "mode simple", With(tls with { SubjectAltNames = ["a"] }));
        yield return new("MM052", $"{ServerPath}/tls/subjectAltNames/0", "empty", With(tls with { Mode = TlsTermination.Mutual, SubjectAltNames = [" "] }));
        yield return new("MM053", $"{ServerPath}/tls/cipherSuites/0", "unknown", With(tls with { CipherSuites = ["TLS_RSA_WITH_AES_128_CBC_SHA"] }));
        yield return new("MM053", $"{ServerPath}/tls/cipherSuites/1", "twice", With(tls with { CipherSuites = ["AES128-SHA", "AES128-SHA"] }));
        yield return new("MM053", $"{ServerPath}/tls/cipherSuites", "TLS 1.3", With(tls with { MinVersion = TlsVersion.Tls13, CipherSuites = ["AES128-SHA"] }));
        yield return new("MM054", $"{ServerPath}/tls/minVersion", "TLS 1.0", With(tls with { MinVersion = TlsVersion.Tls10 }));
    }
}

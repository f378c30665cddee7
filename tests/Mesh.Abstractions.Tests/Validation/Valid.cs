namespace Mesh.Abstractions.Tests.Validation;

/// <summary>A model without any finding, in parts to be replaced by faulty ones.</summary>
internal static class Valid
{
    public const string GatewayPath = "tenants/dev/workspaces/bookinfo/gateways/ingress";
    public const string ServerPath = GatewayPath + "/servers/details";

    public static Cluster Aws { get; } = new() { Name = "aws", Locality = new Locality("us-east-2") };

    public static Cluster Gcp { get; } = new() { Name = "gcp", Locality = new Locality("us-west1") };

    public static Route DetailsRoute { get; } = new() { Action = To("details") };

    public static HttpServer Server { get; } = new() { Name = "details", Hostname = "details.example.com", Routes = [DetailsRoute] };

    public static HttpsServer Https { get; } =
        new() { Name = "details", Hostname = "details.example.com", Tls = new() { CredentialName = "cert" }, Routes = [DetailsRoute] };

    public static TcpServer Tcp { get; } = new()
    {
        Name = "tcp",
        Hostname = "tcp.example.com",
        Port = 9000,
        Destinations = [new() { Service = "db", Port = 5432 }],
    };

    public static TlsPassthroughServer Passthrough { get; } = new()
    {
        Name = "tls",
        Hostname = "tls.example.com",
        Destinations = [new() { Service = "db", Port = 5432 }],
    };

    public static WorkspaceGateway Gw { get; } =
        new() { Name = "ingress", Namespace = "backend", Workload = [new("app", "ingress")], Servers = [Server] };

    public static Workspace Ws { get; } = new() { Name = "bookinfo", Namespaces = [new("*", "backend")], Gateways = [Gw] };

    public static Organization Org { get; } =
        new() { Name = "tetrate", Clusters = [Aws, Gcp], Tenants = [new Tenant { Name = "dev", Workspaces = [Ws] }] };

    public static ForwardAction To(params string[] services) =>
        new() { Destinations = services.Select(service => new ServiceDestination { Service = service, Port = 9080 }).ToValueList() };

    public static MeshModel With(Organization organization) => new(organization);

    public static MeshModel With(params Workspace[] workspaces) =>
        new(Org with { Tenants = [new Tenant { Name = "dev", Workspaces = [.. workspaces] }] });

    public static MeshModel With(params WorkspaceGateway[] gateways) => With(Ws with { Gateways = [.. gateways] });

    public static MeshModel With(params GatewayServer[] servers) => With(Gw with { Servers = [.. servers] });

    public static MeshModel With(params Route[] routes) => With(Server with { Routes = [.. routes] });

    public static MeshModel With(RouteAction action) => With(DetailsRoute with { Action = action });

    public static MeshModel With(HttpMatch match) => With(DetailsRoute with { Matches = [match] });

    public static MeshModel With(TrafficSettings settings) => With(Server with { Settings = settings });

    public static MeshModel With(FailoverSettings failover) => With(new TrafficSettings { Failover = failover });

    public static MeshModel With(ServerTls tls) => With(Https with { Tls = tls });

    public static MeshModel With(Cluster cluster) => new(Org with { Clusters = [cluster, Gcp] });
}

using System.Globalization;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Benchmarks.Applying;

/// <summary>As many objects as wanted, of the kinds and sizes that are generated.</summary>
internal static class ManyObjects
{
    public const string Namespace = "shop";

    public static ValueList<IstioObject> Make(int count) =>
        Enumerable.Range(0, count).Select(One).OrderBy(one => one.Kind, StringComparer.Ordinal).ToValueList();

    private static IstioObject One(int number)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"host-{number:0000}");
        string host = $"{name}.example.com";
        ObjectMeta meta = new()
        {
            Name = name,
            Namespace = Namespace,
            Labels =
            [
                new("app.kubernetes.io/managed-by", "mesh"), new("multicluster.mesh/organization", "tetrate"),
                new("multicluster.mesh/tenant", "dev"),
                new("multicluster.mesh/workspace", "bookinfo"),
            ],
            Annotations = [new("multicluster.mesh/path", $"organizations/tetrate/tenants/dev/workspaces/bookinfo/gateways/{name}")],
        };
        return (number % 4) switch
        {
            0 => new DestinationRule
            {
                Metadata = meta,
                Host = host,
                ExportTo = ["*"],
                TrafficPolicy = new TrafficPolicy
                {
                    OutlierDetection = new OutlierDetection
                    {
                        ConsecutiveGatewayErrors = 3,
                        Interval = TimeSpan.FromSeconds(5),
                        BaseEjectionTime = TimeSpan.FromSeconds(30),
                    },
                    Tls = new ClientTlsSettings { Mode = ClientTlsMode.IstioMutual, Sni = host },
                },
            },
            1 => new ServiceEntry
            {
                Metadata = meta,
                Hosts = [host],
                Ports = [new ServicePort { Name = "http", Number = 80, Protocol = "HTTP" }],
                ExportTo = ["*"],
            },
            2 => new VirtualService
            {
                Metadata = meta,
                Hosts = [host],
                Http = [new Api.HttpRoute
                {
                    Name = "all",
                    Route = [new Api.HttpRouteDestination
                    {
                        Destination = new Api.Destination { Host = host, Port = new PortSelector { Number = 80 } },
                    }],
                    Timeout = TimeSpan.FromSeconds(15),
                }],
            },
            _ => new AuthorizationPolicy
            {
                Metadata = meta,
                Selector = new LabelSelector { MatchLabels = [new("app", name)] },
                Action = AuthorizationAction.Allow,
            },
        };
    }
}

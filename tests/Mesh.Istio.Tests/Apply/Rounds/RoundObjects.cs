using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Apply.ApplyWorld;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply.Rounds;

/// <summary>Objects of a host whose accepted identities change, and of a gateway whose listener does.</summary>
internal static class RoundObjects
{
    public const string Old = "spiffe://cluster.local/ns/gateways/sa/ingress";
    public const string New = "spiffe://cluster.local/ns/shop/sa/mongo";

    public static ServiceEntry Mongo(string name, params string[] accounts) => new()
    {
        Metadata = Meta(name, "shop"),
        Hosts = ["mongo.example.com"],
        Location = ServiceEntryLocation.MeshInternal,
        Resolution = ServiceEntryResolution.Static,
        Ports = [new ServicePort { Name = "tcp", Number = 27017, Protocol = "TCP" }],
        Endpoints = [new WorkloadEndpoint { Address = "10.0.0.1", Ports = [new("tcp", 15443)] }],
        SubjectAltNames = accounts.ToValueList(),
    };

    public static DestinationRule EastWest(params string[] accounts) => new()
    {
        Metadata = Meta("east-west-mongo", "shop"),
        Host = "mongo.shop.svc.cluster.local",
        TrafficPolicy = new TrafficPolicy
        {
            PortLevelSettings =
            [
                new PortTrafficPolicy
                {
                    Port = new PortSelector { Number = 27017 },
                    Tls = new ClientTlsSettings { Mode = ClientTlsMode.IstioMutual, SubjectAltNames = accounts.ToValueList() },
                },
            ],
        },
    };

    public static Api.Gateway Listener(bool passes) => new()
    {
        Metadata = Meta("ingress", "shop"),
        Selector = [new("app", "ingress")],
        Servers =
        [
            new Server
            {
                Port = new Port { Number = 15443, Name = passes ? "tls-mesh-mongo" : "mtls-mongo", Protocol = "TLS" },
                Hosts = ["shop/mongo.example.com"],
                Tls = new ServerTlsSettings { Mode = passes ? Api.ServerTlsMode.Passthrough : Api.ServerTlsMode.IstioMutual },
            },
        ],
    };

    public static VirtualService Behind(bool passes)
    {
        ValueList<RouteDestination> to = [new RouteDestination { Destination = new Destination { Host = "mongo.shop.svc.cluster.local" } }];
        return new VirtualService
        {
            Metadata = Meta("ingress-mongo", "shop"),
            Hosts = ["mongo.example.com"],
            Gateways = ["shop/ingress"],
            Tcp = [new TcpRoute
            {
                Match = passes ? [new L4MatchAttributes { Port = 27017 }]
                    : [new L4MatchAttributes { Port = 27017 }, new L4MatchAttributes { Port = 15443 }],
                Route = to,
            }],
            Tls = passes
                ? [new TlsRoute { Match = [new TlsMatchAttributes { SniHosts = ["mongo.example.com"], Port = 15443 }], Route = to }]
                : [],
        };
    }
}

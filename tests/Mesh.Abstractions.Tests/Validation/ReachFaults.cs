using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Hosts and services that nobody could reach as the model says.</summary>
internal static class ReachFaults
{
    public static IEnumerable<ModelFault> All()
    {
        foreach (string address in (string[])
            ["", "mongo", "240.0.1", "240.0.1.1/32", "240.0.1.1:80", " 240.0.1.1", "127.0.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1",
             "169.254.1.1", "::", "::1", "ff02::1", "fe80::1", "[fd00::1]", "fd00::1%1", "::ffff:10.0.0.1", "010.0.0.1"])
        {
            yield return new("MM170", $"{GatewayPath}/servers/tcp/address", $"address '{address}'", With(Tcp with { Address = address }));
        }

        yield return new(
            "MM171", $"{GatewayPath}/servers/tcp/address", "one address for two hosts on a port",
            OnTwoGateways("240.0.1.1", "240.0.1.1", 9000))
        {
            Twin = "tenants/dev/workspaces/bookinfo/gateways/second/servers/tcp/address",
        };
        yield return new(
            "MM171", $"{GatewayPath}/servers/tcp/address", "one address in two spellings", OnTwoGateways("fd00::1", "fd00:0::1", 9000))
        {
            Twin = "tenants/dev/workspaces/bookinfo/gateways/second/servers/tcp/address",
        };
        yield return new("MM036", $"{GatewayPath}/servers/mesh-tcp/name", "passthrough mesh-tcp beside TCP tcp",
            With(Tcp, Passthrough with { Name = "mesh-tcp", Hostname = "mesh.example.com" }));
    }

    /// <summary>Models that are nearly faulty.</summary>
    public static IEnumerable<MeshModel> Near() =>
    [
        With(Tcp with { Address = "240.0.1.1" }), With(Tcp with { Address = "fd00::1" }), With(Tcp with { Address = "10.0.0.1" }),
        OnTwoGateways("240.0.1.1", "240.0.1.2", 9000), OnTwoGateways("240.0.1.1", "240.0.1.1", 9001), OnTwoGateways(null, null, 9000),
        With(Tcp, Passthrough with { Name = "meshtcp", Hostname = "mesh.example.com" }),
    ];

    private static MeshModel OnTwoGateways(string? first, string? second, int port) => With(Ws with
    {
        Gateways =
        [
            Gw with { Servers = [Tcp with { Address = first }] },
            Gw with
            {
                Name = "second", Workload = [new("app", "second")],
                Servers = [Tcp with { Hostname = "second.example.com", Port = port, Address = second }],
            },
        ],
    });
}

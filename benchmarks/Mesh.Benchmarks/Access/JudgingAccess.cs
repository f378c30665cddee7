using System.Diagnostics;
using Mesh.Istio.Access;

namespace Mesh.Benchmarks.Access;

/// <summary>10,000 changed fields judged by 1,000 bindings: all allowed, and all denied with who could make each.</summary>
internal sealed class JudgingAccess : IBenchmark
{
    private const int Teams = 100;
    private const int Gateways = 5;
    private const int Servers = 5;
    private const double Most = 200;

    public string Name => "judging-access";

    public IEnumerable<BenchmarkRow> Run()
    {
        MeshModel before = Model(""), after = Model("-new");
        AccessVerdict allowed = AccessReview.Check(AccessSubject.OfUser("root", "platform"), before, after);
        AccessVerdict denied = AccessReview.Check(AccessSubject.OfUser("stan"), before, after);
        yield return BenchmarkRow.Info("changed fields", allowed.Judged, "fields");
        yield return BenchmarkRow.AtMost(
            "all allowed", Milliseconds(() => AccessReview.Check(AccessSubject.OfUser("root", "platform"), before, after)), "ms", Most);
        yield return BenchmarkRow.AtMost(
            "all denied, each with who could",
            Milliseconds(() => AccessReview.Check(AccessSubject.OfUser("stan"), before, after)), "ms", Most);
        yield return BenchmarkRow.Info("not allowed", denied.Denied.Count, "fields");
    }

    private static double Milliseconds(Action action)
    {
        action();
        var times = new List<double>();
        for (int i = 0; i < 15; i++)
        {
            GC.Collect();
            long start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static MeshModel Model(string mark) => new(new Organization
    {
        Name = "acme",
        Clusters = [new Cluster { Name = "aws" }],
        AccessBindings = [Bind("admin", "platform"), .. Enumerable.Range(0, 99).Select(i => Bind("security-admin", $"security{i}"))],
        Tenants =
        [
            new Tenant
            {
                Name = "t",
                Workspaces = Enumerable.Range(0, Teams).Select(team => new Workspace
                {
                    Name = $"w{team}",
                    Namespaces = [new("*", $"w{team}")],
                    AccessBindings = Enumerable.Range(0, 9).Select(i => Bind("editor", $"team{team}-{i}")).ToValueList(),
                    Gateways = Enumerable.Range(0, Gateways).Select(gateway => Gateway(team, gateway, mark)).ToValueList(),
                }).ToValueList(),
            },
        ],
    });

    private static AccessBinding Bind(string role, string group) => new() { Name = $"{role}-{group}", Role = role, Groups = [group] };

    // Four fields of each of 2,500 servers.
    private static WorkspaceGateway Gateway(int team, int number, string mark) => new()
    {
        Name = $"g{number}",
        Namespace = $"w{team}",
        Workload = [new("app", $"g{number}")],
        Servers = Enumerable.Range(0, Servers).Select(server => (GatewayServer)new HttpsServer
        {
            Name = $"s{server}",
            Hostname = $"s{server}{mark}.g{number}.w{team}.example.com",
            Tls = new ServerTls { CredentialName = $"cert{mark}" },
            Routes =
            [
                new Route
                {
                    Action = new ForwardAction { Destinations = [new() { Service = $"web{mark}", Port = 8080 }] },
                    Timeout = TimeSpan.FromSeconds(mark.Length + 1),
                },
            ],
        }).ToValueList(),
    };
}

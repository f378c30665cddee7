using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>Sends requests one after another through a simulated cluster and compares where they end with the computed shares.</summary>
internal static class SpreadSimulation
{
    private const int Requests = 4000;

    internal static void Compare(string name, ValueList<EndpointGroup> groups, TrafficShareOptions options, ComparisonReport report)
    {
        var cluster = new UpstreamCluster(new UpstreamClusterOptions { Spread = options, Seed = 20261123 });
        cluster.ApplyAssignment(groups.AsSpan(), TimeSpan.Zero);
        var tries = new RequestAttempts();
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < Requests; i++)
        {
            tries.Begin();
            int host = cluster.Pick(tries, null, TimeSpan.FromMilliseconds(i));
            string address = host < 0 ? "" : cluster.EndpointOf(host).Address;
            counts[address] = counts.GetValueOrDefault(address) + 1;
            if (host >= 0)
            {
                cluster.Report(host, AttemptOutcome.Responded(200), TimeSpan.FromMilliseconds(i));
            }
        }

        TrafficShares shares = TrafficShares.Compute(groups, options);
        foreach (EndpointShare endpoint in shares.Endpoints)
        {
            SharesTests.CompareCount(
                report, name, endpoint.Endpoint.Address, counts.GetValueOrDefault(endpoint.Endpoint.Address), Requests, endpoint.Share);
        }

        SharesTests.CompareCount(report, name, "no healthy upstream", counts.GetValueOrDefault(""), Requests, shares.NoHealthyUpstream);
    }
}

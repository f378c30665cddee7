using CsCheck;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>The analyzer speaks where the forecast loses, and is silent where it does not.</summary>
public class AgreementTests
{
    private static readonly Gen<(int Local, int Remote, int Percent, bool Ejects, int Kind)> Config =
        Gen.Select(
            Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[0, 100], Gen.Bool, Gen.Int[0, 2],
            (local, remote, percent, ejects, kind) => (local, remote, percent, ejects, kind));

    [Fact]
    public void Without_a_finding_the_loss_of_the_first_place_loses_nothing_and_with_one_it_does()
    {
        int silent = 0;
        int spoken = 0;
        Config.Sample(
            config =>
            {
                string yaml = Text(config);
                DiagnosticList found = Analyze(yaml);
                Forecast forecast = Forecaster(yaml)
                    .ForClient(East, "shop/client")
                    .To("host.example.com")
                    .When(failure => failure.RegionDown("r1"));
                if (found.Count == 0)
                {
                    Interlocked.Increment(ref silent);
                    Assert.Equal(0, forecast.LostPercent, 6);
                }
                else
                {
                    Interlocked.Increment(ref spoken);
                    Assert.All(found, finding => Assert.Contains(finding.Code, (string[])["MF201", "MF202"]));
                    Assert.True(forecast.LostPercent > 0, $"{found}\n{forecast}");
                }
            },
            iter: 300);

        Assert.True(silent > 10 && spoken > 10, $"{silent} silent and {spoken} spoken say too little.");
    }

    [Fact]
    public void Priorities_come_about_exactly_where_outlier_detection_is_not_missed() => Config.Sample(
        config =>
        {
            string yaml = Text(config);
            EnvoyCluster seen = new ControlPlaneView(PushContext.Of(East, Resources(yaml), new Inventory { Clusters = [Observed()] }))
                .For(
                    new ClientProxy
                    {
                        Namespace = "shop",
                        Cluster = East,
                        Locality = Locality.Parse("r1/z1"),
                        Labels = [new("app", "client")],
                    })
                .Cluster("host.example.com", 80)!;

            bool ranked = seen.Groups!.Value.Select(group => group.Priority).Distinct().Count() > 1;

            Assert.Equal(!ranked, Analyze(yaml).Any(finding => finding.Code == "MF201"));
        },
        iter: 300);

    private static string Text((int Local, int Remote, int Percent, bool Ejects, int Kind) config)
    {
        string endpoints = string.Join("\n  ", Enumerable.Range(0, config.Local + config.Remote)
            .Select(i => $"- {{ address: 10.0.1.{i}, locality: {(i < config.Local ? "r1/z1" : "r2/z1")}, serviceAccount: sa }}"));
        string setting = config.Kind switch
        {
            0 => Balancer,
            1 => "loadBalancer: { localityLbSetting: { enabled: true } }",
            _ => "loadBalancer: { localityLbSetting: { failoverPriority: [topology.kubernetes.io/region] } }",
        };
        return Good
            .Replace("- { address: 10.0.0.1, locality: r1/z1, labels: { version: v1 }, serviceAccount: sa }\n  " + Remote, endpoints)
            .Replace(Balancer, setting)
            .Replace(Outlier, config.Ejects ? Outlier.Replace("100", $"{config.Percent}") : "");
    }

    private static MeshResources Resources(string yaml) => new() { Clusters = [Read(East, yaml)] };

    private static Forecaster Forecaster(string yaml) => new(Resources(yaml), new Inventory { Clusters = [Observed()] });
}

using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>
/// What the documentation promises of generated resources: when all that answers a call in one cluster refuses connections or answers 503,
/// and somebody else can take over, no user sees an error, neither then nor on the way back.
/// </summary>
public class GoldenPromiseTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_request_fails_where_retries_are_generated_and_somebody_is_left(string name)
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load(name);
        int asked = 0;
        ObservedMesh mesh = new ObservedMesh(resources, EndpointCompletion.Complete(inventory));
        foreach (ForecastQuery call in EveryClient
            .Of(new AskedMesh(mesh))
            .SelectMany(EveryClient.Calls)
            .Where(call => IsHttp(mesh, call) && IsRetried(resources[call.Client.Cluster], call))
            // Callers of one namespace have the same routes and rules here.
            .DistinctBy(call => (call.Client.Cluster, call.Client.Workload.Split('/')[0], call.Host, call.Port)))
        {
            Forecast now = call.Now();
            foreach (string cluster in now.Shares.Select(share => share.Cluster).Where(cluster => cluster.Length > 0).Distinct())
            {
                foreach (FailureKind kind in (FailureKind[])[FailureKind.Refused, FailureKind.Answers503])
                {
                    Forecast forecast = call.WhileRunning(5, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(60))
                        .When(Fail(mesh, cluster, call.Host, kind), TestContext.Current.CancellationToken);
                    if (!forecast.LosesRequests && !forecast.ClientIsGone)
                    {
                        Assert.True(forecast.Transition!.MostFailedRequests == 0, forecast.Explain());
                        asked++;
                    }
                }
            }
        }

        // Cases without clients or with one cluster say nothing here; these must.
        Assert.True(!Spoken.Contains(name) || asked > 0, $"Nothing was asked of {name}.");
    }

    private static string[] Spoken =>
        ["article", "default-order", "ordered-preference", "weighted-tier", "east-west-down", "east-west-up", "drained"];

    // Bytes of TCP cannot be sent again by a proxy.
    private static bool IsHttp(ObservedMesh mesh, ForecastQuery call) =>
        mesh.View(call.Client.Cluster)
            .For(((FoundClient.Known)call.Client.Found).Proxy).Scope
            .FindService(call.Host)!.FindPort(call.Port)!.Protocol
            .IsHttpOrSniffed();

    private static bool IsRetried(ValueList<IstioObject> objects, ForecastQuery call) => objects.OfType<VirtualService>().Any(routes =>
        routes.Gateways.IsEmpty && routes.Hosts.Contains(call.Host) && routes.Http.Any(route =>
            route.Match.All(match => match.Port is null || match.Port == call.Port)
            && route.Retries?.RetryOn?.Contains("gateway-error", StringComparison.Ordinal) == true));

    // The gateways of the cluster, and the Service itself where the call is for one.
    private static Action<FailureBuilder> Fail(ObservedMesh mesh, string cluster, string host, FailureKind kind) => failure =>
    {
        foreach (string gateway in mesh
            .GatewaysOf(cluster)
            .Where(found => found.Service is not null)
            .Select(found => $"{found.Service!.Namespace}/{found.Service.Name}")
            .Distinct())
        {
            failure.PodsFail(cluster, gateway, kind);
        }

        if (mesh.Inventory.Find(cluster) is { } inventory
            && ServiceName.TryParse(host, "", out ServiceName service)
            && inventory.Services.Any(known => known.Name == service.Name && known.Namespace == service.Namespace))
        {
            failure.PodsFail(cluster, service.ToString(), kind);
        }
    };
}

using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Golden;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>
/// What every golden case promises, whatever single thing fails: no GET fails, no POST is executed twice, and nothing stays broken. What
/// cannot be so is in a diagnostic of the case.
/// </summary>
public class GoldenFailureTests
{
    private static readonly TimeSpan Fails = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Recovers = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Ends = TimeSpan.FromSeconds(70);

    // Pods are back at once here; what is left is what Mesh allows.
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(2);

    // All of them: MESH_RUNS=100000, an hour.
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("MESH_RUNS"), out int runs) ? runs : 3;

    // Where a gateway on the way passes on to a cluster whose pods hang, the timeout ends requests, and no diagnostic says so yet.
    private const string KnownGap = "transit-chain";

    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_GET_fails_no_POST_is_executed_twice_and_nothing_stays_broken_or_the_case_says_so(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        Inventory inventory = golden.Inventory();
        MeshResources resources = new IstioGenerator().Generate(golden.Model(), inventory);
        var mesh = new ObservedMesh(resources, EndpointCompletion.Complete(inventory));
        ForecastQuery[] calls = [.. EveryClient.Of(new AskedMesh(mesh)).SelectMany(EveryClient.Calls)
            .GroupBy(call => (call.Client.Cluster, call.Client.Workload.Split('/')[0], call.Host, call.Port))
            .Select(group => group.First())];
        SingleFailure[] failures = [.. SingleFailure.Of(mesh)];
        (ForecastQuery Call, SingleFailure Failure)[] all = [.. calls.SelectMany(call => failures, (call, failure) => (call, failure))];
        // The same few by default, so that the gate is short and never surprises.
        var random = new Random(17);
        if (all.Length > Runs)
        {
            random.Shuffle(all);
        }

        var wrong = new List<string>();
        foreach ((ForecastQuery call, SingleFailure failure) in all.Take(Runs))
        {
            Forecast forecast = call.When(failure.Fail);
            if (!forecast.ClientIsGone && !call.Now().LosesRequests)
            {
                wrong.AddRange(Unsaid(mesh, call, failure, forecast, resources).Select(text => $"{name}: {failure.Name}: {text}"));
            }
        }

        Assert.True(wrong.Count == 0 || name == KnownGap, string.Join('\n', wrong));
    }

    private static IEnumerable<string> Unsaid(
        ObservedMesh mesh, ForecastQuery call, SingleFailure failure, Forecast forecast, MeshResources resources)
    {
        PortProtocol protocol = mesh.View(call.Client.Cluster).For(((FoundClient.Known)call.Client.Found).Proxy).Scope
            .FindService(call.Host)!.FindPort(call.Port)!.Protocol;
        var requests = new List<(bool IsGet, SimulatedRequest Request)>();
        ValueList<Request> turns = [new Request(), new Request { Method = "POST" }];
        SimulationBuilder simulation = Simulator
            .Question(mesh, call.Client.Name, call.Client.Found, call.Host, call.Port, new Request())
            .WithTurns(turns).WithRate(20).WithCallerTimeout(TimeSpan.FromSeconds(10));
        SimulationResult result = simulation
            .At(Fails, failure.Fail).RecoverAt(Recovers).For(Ends)
            .WithRequests(request => requests.Add((request.Index % 2 == 0, request)))
            .Run(TestContext.Current.CancellationToken);
        if (result.Phases[0].Failed > 0)
        {
            // Callers of what is passed through bring TLS of their own, which is not simulated.
            yield break;
        }

        string[] codes = [.. resources.Diagnostics.Select(finding => finding.Code).Distinct()];
        int gets = requests.Count(pair => pair.IsGet && pair.Request.Failed);
        if (gets > 0 && !forecast.LosesRequests && !Announced.Lost(codes, protocol, failure.Kind)
            && !Announced.IsAskedFor(resources[call.Client.Cluster], call.Host))
        {
            yield return $"{gets} GETs fail\n{result}";
        }

        int twice = requests.Count(pair => !pair.IsGet && pair.Request.Executions > 1);
        if (twice > 0 && !Announced.Repeated(codes, protocol))
        {
            yield return $"{twice} POSTs are executed twice\n{result}";
        }

        if (result.LastError > Recovers + Allowed)
        {
            yield return $"broken until {result.LastError}\n{result}";
        }
    }
}

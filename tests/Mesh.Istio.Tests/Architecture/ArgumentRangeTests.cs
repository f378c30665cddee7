using System.Reflection;
using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Movement;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Pictures;
using Mesh.Istio.Simulation;
using Mesh.Istio.Testing;
using Mesh.LoadBalancing;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Every argument that is a number or a time has a range, which is checked where it is given.</summary>
public class ArgumentRangeTests
{
    private static readonly int[] NoPorts = [0, -1, 65536, int.MinValue, int.MaxValue];
    private static readonly int[] Negative = [-1, int.MinValue];
    private static readonly double[] NoRates = [0, -1, double.NaN, double.PositiveInfinity, double.Epsilon, 1e9];
    private static readonly TimeSpan[] NoTimes = [TimeSpan.FromTicks(-1), TimeSpan.MinValue, TimeSpan.MaxValue];
    private static readonly TimeSpan[] NoDurations = [.. NoTimes, TimeSpan.Zero];
    private static readonly double[] NoHeadroom = [-0.1, 1, double.NaN];
    private static LoadForecaster Loads => new(Article.Resources, Article.Inventory, Demand.None);
    private static readonly ZoneRouting Half = ZoneRouting.Plan([3, 1], 4, [1, 3], 0);

    // What a method is given that it must refuse, by type and name. Overloads are one row.
    private static readonly Dictionary<string, Action[]> Refused = new(StringComparer.Ordinal)
    {
        ["CapacityTable.With"] =
        [
            .. Each([0, -1, double.NaN, double.PositiveInfinity], n => CapacityTable.Empty.With("a/b", n)),
            .. Each([0, -1], n => CapacityTable.Empty.With("a/b", 1, n)),
        ],
        ["CapacityTable.WithMeasured"] = Each(NoTimes, n => CapacityTable.Empty.WithMeasured("a/b", [], n)),
        ["Demand.FromAccessLog"] =
        [
            .. Each(NoPorts, n => Demand.FromAccessLog([], "aws", "a/b", n)),
            .. Each(NoDurations, n => Demand.FromAccessLog([], "aws", "a/b", null, n)),
        ],
        ["Demand.Times"] = Each([-1, double.NaN, double.PositiveInfinity], n => Demand.None.Times(n)),
        ["DemandBuilder.Calls"] =
        [
            .. Each([-1, 65536], n => Demand.Of(d => d.Calls("a/b", "c", n))),
            .. Each([-1, double.NaN, double.PositiveInfinity], n => Demand.Of(d => d.Calls("a/b", "c", 80, n))),
        ],
        ["DemandBuilder.FromClient"] =
        [
            .. Each([-1, 65536], n => Demand.Of(d => d.FromClient("aws", "a/b", "c", n, 1))),
            .. Each([-1, double.NaN, double.PositiveInfinity], n => Demand.Of(d => d.FromClient("aws", "a/b", "c", 80, n))),
        ],
        ["DemandBuilder.FromOutside"] =
        [
            .. Each([-1, 65536], n => Demand.Of(d => d.FromOutside("aws", "a/b", "c", n, 1))),
            .. Each([-1, double.NaN, double.PositiveInfinity], n => Demand.Of(d => d.FromOutside("aws", "a/b", "c", 80, n))),
        ],
        ["InventoryScaling.WithPods"] = Each([-1, 10_001], n => Article.Inventory.WithPods("aws", Client, n)),
        ["InventoryScaling.WithoutPods"] = Each([-1, 10_001], n => Article.Inventory.WithoutPods("aws", Client, n)),
        ["LoadForecast.Overloaded"] = Each(NoHeadroom, n => _ = Loads.Now().Overloaded(n)),
        ["LoadForecaster.Sensitivity"] = Each([-1], n => Loads.Sensitivity(n)),
        ["LoadForecaster.Shortfall"] = [.. Each([-1], n => Loads.Shortfall(n)), .. Each(NoHeadroom, n => Loads.Shortfall(0, n))],
        ["LoadForecaster.ShortfallWhen"] = Each(NoHeadroom, n => Loads.ShortfallWhen(_ => { }, n)),
        ["LoadForecaster.SurvivesAny"] = [.. Each([-1], n => Loads.SurvivesAny(n)), .. Each(NoHeadroom, n => Loads.SurvivesAny(0, n))],
        ["PodLoad.IsOverloaded"] = Each(NoHeadroom, n => _ = new PodLoad
        {
            Cluster = "aws",
            Workload = "a/b",
            Pod = "b",
            RequestsPerSecond = 1,
        }.IsOverloaded(n)),
        ["ForecastCalls.SurvivesAny"] = Each([-1], n => Forecaster.ForCalls(calls => calls.AddEverything()).SurvivesAny(n)),
        ["TimelineRecorder..ctor"] = [() => _ = new TimelineRecorder(TimeSpan.Zero), () => _ = new TimelineRecorder(TimeSpan.MinValue)],
        ["ResourcePictures.ToTopology"] = Each([0, -1], n => Article.Resources.ToTopology(Article.Inventory, n)),
        ["TopologyView.Collapse"] = Each([0, -1], n => Asked.Now().ToTopology().Collapse(n)),
        ["MeshReport.ToMarkdown"] = Each([999, 0, -1], n => _ = new Mesh.Istio.Report.MeshReportBuilder().Build().ToMarkdown(n)),
        ["ForecastQuery.SurvivesAny"] = Each([-1], n => Asked.SurvivesAny(n)),
        ["ForecastCallsBuilder.AddEveryClient"] =
        [
            .. Each(NoPorts, n => Forecaster.ForCalls(calls => calls.AddEveryClient("details", n))),
            .. Each(NoPorts, n => Forecaster.ForCalls(calls => calls.AddEveryClient("details", n, _ => { }))),
        ],
        ["ForecastClient.To"] =
            [.. Each(NoPorts, n => Caller.To("details", n)), .. Each(NoPorts, n => Caller.To("details", n, _ => { }))],
        ["ForecastAssertions.MustSend"] =
        [
            .. Each([-1, 101, double.NaN, double.PositiveInfinity], n => Asked.Now().MustSend("aws", n)),
            .. Each([-1, 101, double.NaN], n => Asked.Now().MustSend("aws", 100, n)),
        ],
        ["ForecastQueryExtensions.WhileRunning"] =
        [
            .. Each(NoRates, n => Asked.WhileRunning(n, TimeSpan.FromSeconds(1))),
            .. Each(NoDurations, n => Asked.WhileRunning(1, n)),
            .. Each(NoTimes, n => Asked.WhileRunning(1, TimeSpan.FromSeconds(1), n)),
            () => Asked.WhileRunning(1, TimeSpan.FromSeconds(1), timings: new SimulationTimings { RoundTrip = TimeSpan.MaxValue }),
        ],
        ["FailureBuilder.GatewayDown"] = Failing(Negative, (f, n) => f.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo", n)),
        ["FailureBuilder.NotReady"] = Failing(Negative, (f, n) => f.NotReady("aws", Client, n)),
        ["FailureBuilder.PodsFail"] = Failing(Negative, (f, n) => f.PodsFail("aws", Client, FailureKind.Reset, n)),
        ["FailureBuilder.ServiceDown"] = Failing(Negative, (f, n) => f.ServiceDown("aws", Client, n)),
        ["FailureBuilder.PodsAnswer"] =
        [
            .. Failing([0, 199, 600, .. Negative], (f, n) => f.PodsAnswer("aws", Client, n)),
            .. Failing(Negative, (f, n) => f.PodsAnswer("aws", Client, 500, pods: n)),
        ],
        ["FailureBuilder.PodsAnswerGrpc"] =
        [
            .. Failing([17, .. Negative], (f, n) => f.PodsAnswerGrpc("aws", Client, n)),
            .. Failing(Negative, (f, n) => f.PodsAnswerGrpc("aws", Client, 14, n)),
        ],
        ["FailureBuilder.PodsSlow"] =
        [
            .. Failing(NoTimes, (f, n) => f.PodsSlow("aws", Client, n)),
            .. Failing(Negative, (f, n) => f.PodsSlow("aws", Client, TimeSpan.FromSeconds(1), n)),
        ],
        ["MeshReport.OutcomeOf"] = Each([-1, 1_000], n => Reported.OutcomeOf(Reported.Rows[0], n)),
        ["ModelFolder..ctor"] = Each([.. NoDurations, TimeSpan.FromDays(60)], n => new ModelFolder("model", n)),
        ["SimulationBuilder.At"] = Each(NoTimes, n => Question.At(n, _ => { })),
        ["SimulationBuilder.RecoverAt"] = Each(NoTimes, n => Question.RecoverAt(n)),
        ["SimulationBuilder.PushAt"] =
            [.. Each(NoTimes, n => Question.PushAt(n, Article.Inventory)), .. Each(NoTimes, n => Question.PushAt(n, Article.Resources))],
        ["SimulationBuilder.Beside"] =
        [
            .. Each(NoRates, n => Question.Beside(_ => { }, n)),
            .. Each(NoTimes, n => Question.Beside(_ => { }, 1, n)),
        ],
        ["SimulationBuilder.For"] = Each(NoTimes, n => Question.For(n)),
        ["SimulationBuilder.StartingAt"] = [() => Question.StartingAt(DateTimeOffset.MaxValue)],
        ["SimulationBuilder.WithCallerTimeout"] = Each(NoDurations, n => Question.WithCallerTimeout(n)),
        ["SimulationBuilder.WithCallers"] =
        [
            .. Each([0, -1, 2_000_000_000], n => Question.WithCallers(n, TimeSpan.Zero)),
            .. Each(NoTimes, n => Question.WithCallers(1, n)),
        ],
        ["SimulationBuilder.WithCallsAt"] = Each(NoTimes, n => Question.WithCallsAt([TimeSpan.Zero, n])),
        ["SimulationBuilder.WithRate"] = Each(NoRates, n => Question.WithRate(n)),
        ["SimulationBuilder.WithRandomRate"] = Each(NoRates, n => Question.WithRandomRate(n)),
        ["ServiceTime.Fixed"] = Each(NoTimes, n => ServiceTime.Fixed(n)),
        ["ServiceTime.Exponential"] = Each(NoTimes, n => ServiceTime.Exponential(n)),
        ["MovementGates.Forecast"] = Each(NoHeadroom, n => MovementGates.Forecast([], null, n)),
        ["MovementGates.ErrorRate"] = Each([-0.1, 1.1, double.NaN], n => MovementGates.ErrorRate(_ => Task.FromResult(0.0), n)),
        ["SimulationBuilder.WithTimings"] =
            [() => Question.WithTimings(new SimulationTimings { PushDelay = TimeSpan.MaxValue })],
        ["SimulationClient.To"] =
        [
            .. Each(NoPorts, n => Simulated.To("details", n)),
            .. Each(NoPorts, n => Simulated.To("details", n, _ => { })),
        ],
        ["InventoryGatewayBuilder.WithPorts"] = Each(NoPorts, n => Declared(c => c.AddGateway("b", "gw", g => g.WithPorts(80, n)))),
        ["InventoryServiceBuilder.WithPort"] = Each(NoPorts, n => Declared(c => c.AddService("b", "s", s => s.WithPort(n)))),
        ["InventoryServiceBuilder.WithNodePort"] =
            Each(NoPorts, n => Declared(c => c.AddService("b", "s", s => s.WithPort(80).WithNodePort(80, n)))),
        ["InventoryWorkloadBuilder.WithPort"] = Each(NoPorts, n => Declared(c => c.AddWorkload("b", "w", w => w.WithPort("http", n)))),
        ["LocalityWeights.Effective"] =
        [
            () => LocalityWeights.Effective(1, -1, 0), () => LocalityWeights.Effective(1, 2, 3), () => LocalityWeights.Effective(1, 2, -1),
            () => LocalityWeights.Effective(1, 2, 1, 3), () => LocalityWeights.Effective(1, 2, 1, 0, 0),
        ],
        ["PriorityLoad.Compute"] =
        [
            .. Each([-1, 101], n => PriorityLoad.Compute([new PriorityHosts(1, 1)], n)),
            .. Each([0, -1, int.MaxValue], n => PriorityLoad.Compute([new PriorityHosts(1, 1)], 50, n)),
            .. Each<PriorityHosts>([new(-1, 0), new(1, 2), new(1, -1), new(1, 1, -1), new(1, 1, 0, 2)], n => PriorityLoad.Compute([n])),
        ],
        ["ZoneRouting.Plan"] =
        [
            () => ZoneRouting.Plan([1], 1, [1, 1], 0), () => ZoneRouting.Plan([-1], 1, [1], 0), () => ZoneRouting.Plan([2], 1, [1], 0),
            () => ZoneRouting.Plan([1], 1, [-1], 0), () => ZoneRouting.Plan([1], -1, [1], 0), () => ZoneRouting.Plan([1], 1, [1], 1),
            () => ZoneRouting.Plan([1], 1, [1], -2),
        ],
        ["ZoneRouting.ShareOf"] = [() => Half.ShareOf(2, 0), () => Half.ShareOf(-1, 0), () => Half.ShareOf(0, 2)],
    };

    // Numbers that are looked up, or passed on as somebody wrote them: any is answered.
    private static readonly string[] Answered =
    [
        "ClusterLbRules.PanicThreshold", "ProxyConfig.Cluster", "SimulationBuilder.WithSeed", "MovementApproval.Decide",
        "CapacityTable.ApplyTo",
    ];

    // What the builders of models are given is judged by the validation: ModelRangeTests.
    private static bool IsOfModel(Type type) => type.Namespace == "Mesh";

    [Fact]
    public void Every_argument_that_is_a_number_has_a_row()
    {
        IEnumerable<string> methods =
            from type in Codebase.PublicTypes
            where !IsOfModel(type) && !type.IsEnum && !type.IsSubclassOf(typeof(Delegate))
            from method in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .OfType<MethodBase>()
            where !method.IsSpecialName || method.IsConstructor
            where !IsOfRecord(type, method) && method.GetParameters().Any(IsNumber)
            select $"{type.Name}.{method.Name}";

        Assert.Empty(methods.Distinct().Except(Refused.Keys).Except(Answered));
        Assert.DoesNotContain(Refused.Keys.Except(methods), name => name != "SimulationBuilder.WithTimings");
    }

    [Fact]
    public void Every_argument_that_is_a_number_is_refused_out_of_its_range() => Assert.All(
        Refused,
        row => Assert.All(row.Value, refused => Assert.ThrowsAny<ArgumentOutOfRangeException>(refused)));

    private static bool IsNumber(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        Type[] numbers = [typeof(int), typeof(long), typeof(double), typeof(uint), typeof(ulong), typeof(TimeSpan), typeof(DateTimeOffset)];
        Type[] parts = [type, .. type.IsGenericType ? type.GetGenericArguments() : []];
        return !parameter.IsOut && parts.Any(part => numbers.Contains(part) || part == typeof(PriorityHosts));
    }

    // Values with positional parameters hold what was found.
    private static bool IsOfRecord(Type type, MethodBase method) =>
        method.IsConstructor && type.GetMethod("<Clone>$") is not null || (method.IsConstructor && type.IsValueType)
            || method.Name == "Equals";

    private static Action[] Each<T>(T[] values, Action<T> call) => [.. values.Select(value => (Action)(() => call(value)))];

    private static Action[] Each<T>(T[] values, Func<T, object> call) => [.. values.Select(value => (Action)(() => call(value)))];

    private static Action[] Failing<T>(T[] values, Action<FailureBuilder, T> fail) =>
        Each(values, value => Asked.When(failure => fail(failure, value)));

    private static (MeshResources Resources, Inventory Inventory) Article { get; } = Load("article");

    private static Forecaster Forecaster => new(Article.Resources, Article.Inventory);

    private static ForecastClient Caller => Forecaster.ForClient("aws", Client);

    private static ForecastQuery Asked => Caller.To(Details);

    private static SimulationClient Simulated => new Simulator(Article.Resources, Article.Inventory).ForClient("aws", Client);

    private static Mesh.Istio.Report.MeshReport Reported => Report.ReportCases.Hostile(1);

    private static SimulationBuilder Question => Simulated.To(Details);

    private static Inventory Declared(Action<InventoryClusterBuilder> cluster) =>
        new InventoryBuilder().AddCluster("aws", cluster).Build();
}

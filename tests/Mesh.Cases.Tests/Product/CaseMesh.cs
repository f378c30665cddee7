using Mesh.Cases.Tests.Expectations;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Simulation;

namespace Mesh.Cases.Tests.Product;

/// <summary>The mesh of a case, and every question that a check asks Mesh.</summary>
internal sealed class CaseMesh
{
    private readonly MeshResources _resources;
    private readonly Inventory _inventory;
    private readonly IReadOnlyDictionary<string, string[]> _secrets;
    private readonly Lazy<DiagnosticList> _analysis;

    /// <summary>Reads manifests and dumps.</summary>
    /// <param name="folder">The case's folder.</param>
    /// <param name="secrets">For each cluster the clusters that its istiod reads through remote secrets.</param>
    public CaseMesh(string folder, IReadOnlyDictionary<string, string[]> secrets)
    {
        _resources = CaseManifests.Read(folder);
        Inventory observed = CaseManifests.DumpsOf(folder) is { } dumps ? Inventory.FromDumps(dumps) : Inventory.Empty;
        _inventory = secrets.Aggregate(observed, (inventory, entry) => inventory.WithRemoteSecrets(entry.Key, entry.Value));
        _secrets = secrets;
        _analysis = new Lazy<DiagnosticList>(Analyze);
    }

    public DiagnosticList ReadFindings => _resources.Diagnostics;

    public DiagnosticList InventoryFindings => _inventory.Diagnostics;

    public DiagnosticList AnalysisFindings => _analysis.Value;

    public Forecast Forecast(CallSource source, bool fromOutside, CallTarget target, CaseFailure[] failures)
    {
        var forecaster = new Forecaster(_resources, _inventory);
        ForecastClient client = fromOutside ? forecaster.ForGateway(source.Cluster, source.Workload)
            : source.Place is { } place ? forecaster.ForClient(source.Cluster, source.Workload, Locality.Parse(place))
            : forecaster.ForClient(source.Cluster, source.Workload);
        return client.To(target.Host, target.Port)
            .When(builder => Array.ForEach(failures, failure => FailureSettings.Apply(builder, failure)));
    }

    public SurvivalProof Proof(CallSource source, CallTarget target, int failures)
    {
        return new Forecaster(_resources, _inventory)
            .ForClient(source.Cluster, source.Workload)
            .To(target.Host, target.Port)
            .SurvivesAny(failures);
    }

    public SimulatedRun Simulate(SimulationQuestion question)
    {
        var simulator = new Simulator(_resources, _inventory);
        SimulationClient client = question.FromOutside
            ? simulator.ForGateway(question.Source.Cluster, question.Source.Workload)
            : simulator.ForClient(question.Source.Cluster, question.Source.Workload);
        CallTarget target = question.Target;
        SimulationBuilder run = client.To(target.Host, target.Port, target.Suffix.Length == 0 ? "/" : target.Suffix)
            .WithRate(question.Rate).For(question.Duration).WithSeed(question.Seed);
        foreach (SimulationStep step in question.Steps)
        {
            run = step.Failure is { } failure
                ? run.At(step.At, builder => FailureSettings.Apply(builder, failure))
                : run.RecoverAt(step.At);
        }

        var log = new List<string>();
        return new SimulatedRun(run.WithLog(line => log.Add($"{line.Proxy} {line}")).Run(), log);
    }

    /// <summary>
    /// The endpoints of a proxy's cluster, <c>ADDRESS:PORT@PRIORITY</c> in ordinal order; <c>none</c> for a proxy without that cluster.
    /// </summary>
    public string[] Endpoints(ProxyQuestion question)
    {
        var view = new ControlPlaneView(PushContext.Of(question.Istiod, _resources, _inventory, question.Reads.ToValueList()));
        ProxyConfig proxy = view.For(new ClientProxy
        {
            Namespace = question.Namespace,
            Cluster = question.Cluster,
            Network = question.Network,
            Type = question.IsRouter ? ProxyType.Router : ProxyType.Sidecar,
            Locality = Locality.Parse(question.Place),
            Labels = question.Labels.ToValueMap(),
        });
        return proxy.Cluster(question.Target.Host, question.Target.Port, question.Target.Suffix.TrimStart('/')) is { } cluster
            ? [.. (cluster.Groups ?? default)
                .SelectMany(group => group.Endpoints.Select(endpoint => $"{endpoint.Address}:{endpoint.Port}@{group.Priority}"))
                .Order(StringComparer.Ordinal)]
            : ["none"];
    }

    private DiagnosticList Analyze() => new Analyzer(new AnalyzerOptions
    {
        RemoteSecrets = _secrets.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToValueList())).ToValueMap(),
    }).Analyze(_resources, _inventory);
}

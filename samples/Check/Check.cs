using System.Globalization;
using Mesh;
using Mesh.Annotations;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Report;

namespace Checking;

/// <summary>Reads, generates, analyzes, forecasts and proves; writes nothing anywhere.</summary>
internal sealed class Check(CheckRequest request, Screen screen)
{
    private const int Http = 80;

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        MeshReport? before = request.Since is { } file
            ? MeshReport.FromJson(await File.ReadAllTextAsync(file, cancellationToken))
            : null;
        Inventory inventory = request.Dumps is { } dumps
            ? Inventory.FromDumps(dumps)
            : await screen.WaitAsync("reading clusters", () => Inventory.ReadAsync(
                request.Kubeconfig, request.Contexts, cancellationToken: cancellationToken));
        var findings = new List<Diagnostic>(inventory.Diagnostics);
        MeshResources resources = Resources(inventory, findings);
        findings.AddRange(resources.Diagnostics);
        findings.AddRange(screen.Wait("analyzing", () => new Analyzer().Analyze(resources, inventory)));

        ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(Calls);
        ForecastTable table = screen.Progress("forecasting", progress => calls.Table(
            failures => failures.AddEvery(request.Failures), progress, cancellationToken));
        SurvivalProof proof = screen.Progress("proving", progress => calls.SurvivesAny(
            request.AtOnce, request.Failures, progress, cancellationToken));
        MeshReport report = table.ToReport(
            made =>
            {
                made.WithTitle(request.Title).WithInventory(inventory).AddProof(proof).AddFindings(new DiagnosticList(findings));
                if (before is not null)
                {
                    made.Since(before);
                }
            },
            cancellationToken: cancellationToken);
        return new CheckResult(report);
    }

    private MeshResources Resources(Inventory inventory, List<Diagnostic> findings)
    {
        if (request.Resources is { } folder)
        {
            return MeshResources.Read(folder);
        }

        ModelReadResult read = MeshModel.FromFolder(request.Model!);
        findings.AddRange(read.Diagnostics);
        if (read.Model is not { } model)
        {
            throw new InvalidDataException($"the model cannot be read.\n{read.Diagnostics}");
        }

        AnnotatedModel annotated = model.WithServiceAnnotations(inventory);
        findings.AddRange(annotated.Diagnostics);
        return screen.Wait("generating", () => new IstioGenerator().Generate(annotated.Model, inventory));
    }

    private void Calls(ForecastCallsBuilder calls)
    {
        if (request.Hosts.Count == 0)
        {
            calls.AddEverything();
        }

        foreach (string host in request.Hosts)
        {
            int colon = host.LastIndexOf(':');
            calls.AddEveryClient(
                colon < 0 ? host : host[..colon],
                colon < 0 ? Http
                    : int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                        && port is > 0 and < 65536
                        ? port
                        : throw new InvalidDataException($"'{host}' has no port from 1 to 65535 behind its colon."));
        }
    }
}

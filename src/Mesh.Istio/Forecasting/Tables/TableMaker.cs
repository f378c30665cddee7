using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>
/// Makes a table: each question is answered once for all clients that get the same, and a row holds who asks and the answers, of which
/// forecasts are made when somebody reads them.
/// </summary>
internal sealed class TableMaker(
    ObservedMesh mesh, EveryRoute routes, FailureBuilder[] failures, IProgress<ForecastProgress>? progress,
    CancellationToken cancellationToken)
{
    private readonly DescribedFailure[] _words = [.. failures.Select(failure => new DescribedFailure(failure))];
    private readonly Concerns _concerns = new(mesh, failures);
    private long _done;

    public ForecastTable Make()
    {
        var answers = new TableAnswers(mesh, routes.Questions, failures, cancellationToken);
        answers.Observe(_concerns);
        // What comes to a gateway from outside, and from clients that nobody knows, is asked by itself.
        int[] alone = [.. Enumerable.Range(0, routes.Calls.Count).Where(call => routes.Calls[call].Question.Shared is null)];
        FailureColumn[] columns = Alone([.. alone.Select(call => routes.Calls[call].Query)]);
        Report();
        answers.Fail(Report);
        ForecastTableRow[] rows = Rows(answers);
        for (int i = 0; i < alone.Length; i++)
        {
            AskedCall call = routes.Calls[alone[i]];
            rows[alone[i]] = new ForecastTableRow(
                call.Client.Name, call.Question.Host, call.Question.Port, columns.Select(column => column.Cells[i]).ToValueList())
            {
                Request = call.Question.Name,
            };
        }

        return new ForecastTable(_words.Select(FailureColumn.Words).ToValueList(), ValueList.Wrap(rows));
    }

    private void Report() => progress?.Report(new ForecastProgress(Interlocked.Increment(ref _done), failures.Length));

    private FailureColumn[] Alone(ForecastQuery[] calls)
    {
        if (calls.Length == 0)
        {
            return [];
        }

        var columns = new FailureColumn[failures.Length];
        (columns[0], FailureSet[] touched) = FailureColumn.Observed(mesh, calls, _concerns, cancellationToken);
        Parallel.For(1, columns.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            columns[i] = FailureColumn.Compute(mesh, calls, failures[i], i, columns[0], touched, cancellationToken));
        return columns;
    }

    private ForecastTableRow[] Rows(TableAnswers answers)
    {
        var rows = new ForecastTableRow[routes.Calls.Count];
        var worlds = new FailedWorld?[failures.Length];
        var tracers = new EndpointTracer?[failures.Length];
        (ForecastClient? last, TableClient? client) = (null, null);
        for (int i = 0; i < rows.Length; i++)
        {
            (ForecastClient asking, CallQuestion question) = routes.Calls[i];
            if (question.Shared is not { } shared)
            {
                continue;
            }

            // The calls of a client come one after the other.
            if (!ReferenceEquals(asking, last))
            {
                cancellationToken.ThrowIfCancellationRequested();
                (last, client) = (asking, ClientOf(asking, worlds));
            }

            SharedAnswer[] cells = answers.Of(question);
            rows[i] = new ForecastTableRow(
                client!, question, client!.Moves ? answers.Moved(shared, cells, client, tracers) : cells);
        }

        return rows;
    }

    private TableClient ClientOf(ForecastClient asking, FailedWorld?[] worlds)
    {
        var found = (FoundClient.Known)asking.Found;
        var client = new TableClient(asking.Name, found.Proxy, _words);
        FailureSet concerned = default;
        foreach (WorkloadInfo pod in found.Pods)
        {
            concerned = concerned.With(_concerns.OfPod(new BackendKey(found.Proxy.Cluster, pod.Namespace, pod.Name)))
                .With(pod.Address.Length > 0 ? _concerns.OfPodsAt(pod.Address) : default);
        }

        foreach (int failure in concerned.With(_concerns.OfCluster(found.Proxy.Cluster)).Numbers())
        {
            client.Look(failure, found, mesh, worlds[failure] ??= new FailedWorld(mesh, failures[failure].Parts));
        }

        return client;
    }
}

using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>
/// The answers to the questions of a table in each of its failures, on all cores: what a failure does not concern has the answer of the
/// state as observed, the very object.
/// </summary>
/// <param name="mesh">The mesh.</param>
/// <param name="questions">The questions.</param>
/// <param name="failures">The failures; the first is none.</param>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class TableAnswers(
    ObservedMesh mesh, IReadOnlyList<CallQuestion> questions, FailureBuilder[] failures, CancellationToken cancellationToken)
{
    // Neighbours share most of what there is to know; one thread takes some hundred of them.
    private const int PartSize = 512;

    private readonly ObservedFates _fates = new();
    private readonly SharedAnswer[]?[] _answers = new SharedAnswer[questions.Count][];

    private ParallelOptions Options => new() { CancellationToken = cancellationToken };

    /// <summary>The answers to a question, one for each failure.</summary>
    public SharedAnswer[] Of(CallQuestion question) => _answers[question.Number]!;

    /// <summary>Answers all questions of the state as observed.</summary>
    public void Observe(Concerns concerns)
    {
        int[] shared = [.. questions.Where(question => question.Shared is not null).Select(question => question.Number)];
        Parallel.ForEach(
            shared.Chunk(PartSize), Options, () => new EndpointTracer(new FailedWorld(mesh, failures[0].Parts), concerns, _fates),
            (part, _, tracer) =>
            {
                foreach (int number in part)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    SharedAnswer answer = ForecastEngine.Share(questions[number].Shared!.Value, tracer);
                    Array.Fill(_answers[number] = new SharedAnswer[failures.Length], answer);
                }

                return tracer;
            },
            static _ => { });
    }

    /// <summary>Answers in each failure the questions that it concerns.</summary>
    /// <param name="done">Told after each failure.</param>
    public void Fail(Action done)
    {
        var left = new int[failures.Length];
        Parallel.ForEach(Parts(left), Options, part =>
        {
            var tracer = new EndpointTracer(new FailedWorld(mesh, failures[part.Failure].Parts), null, _fates, part.Failure);
            foreach (int number in part.Questions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                SharedAnswer[] answers = _answers[number]!;
                answers[part.Failure] = ForecastEngine.Share(questions[number].Shared!.Value, tracer).WithObserved(answers[0]);
            }

            if (Interlocked.Decrement(ref left[part.Failure]) == 0)
            {
                done();
            }
        });
    }

    /// <summary>The answers to a question of clients of which a failure leaves others than there were.</summary>
    public SharedAnswer[] Moved(SharedQuestion question, SharedAnswer[] own, TableClient client, EndpointTracer?[] tracers)
    {
        var answers = (SharedAnswer[])own.Clone();
        for (int failure = 1; failure < answers.Length; failure++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (client.Moved(failure) is { } moved)
            {
                EndpointTracer tracer = tracers[failure] ??= new EndpointTracer(new FailedWorld(mesh, failures[failure].Parts));
                ClientProxy caller = mesh.CanonicalFor(moved, question.Host, question.Request);
                answers[failure] = ForecastEngine.Share(question with { Caller = caller }, tracer).WithObserved(own[0]);
            }
        }

        return answers;
    }

    // A failure that concerns no question is a part without questions, so that it is told too.
    private List<(int Failure, int[] Questions)> Parts(int[] left)
    {
        var parts = new List<(int Failure, int[] Questions)>();
        for (int failure = 1; failure < failures.Length; failure++)
        {
            int[][] concerned = failures[failure].Diagnostics.Count > 0 ? [[]]
                : [.. Enumerable.Range(0, questions.Count)
                    .Where(number => _answers[number] is { } answers && answers[0].Touched.Contains(failure)).Chunk(PartSize)];
            concerned = concerned.Length == 0 ? [[]] : concerned;
            left[failure] = concerned.Length;
            parts.AddRange(concerned.Select(part => (failure, part)));
        }

        return parts;
    }
}

using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>An answer without the name of the client, as all callers that get the same share it.</summary>
internal sealed class SharedAnswer
{
    /// <summary>In place of the client's name; no client is called so.</summary>
    public const string AnyClient = "\0";

    private readonly DiagnosticList _findings;
    private readonly bool _namesClient;

    /// <param name="answer">The answer; its client is <see cref="AnyClient"/>, and it has no findings.</param>
    /// <param name="findings">The findings; those about the client have <see cref="AnyClient"/> as path.</param>
    public SharedAnswer(Forecast answer, IEnumerable<Diagnostic> findings)
    {
        _findings = new DiagnosticList(findings);
        _namesClient = _findings.Any(finding => finding.Path == AnyClient);
        Answer = answer;
        IsUnknown = (answer with { Diagnostics = _findings }).IsUnknown;
    }

    public Forecast Answer { get; }

    /// <summary>The failures by which the answer could have been changed.</summary>
    public FailureSet Touched { get; init; }

    /// <summary>Who gets the requests; empty where nobody counts.</summary>
    public ValueList<PodVisit> Visits { get; init; }

    /// <summary>Whether the question has no answer.</summary>
    public bool IsUnknown { get; }

    /// <summary>The answer for one client.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="home">The client's namespace.</param>
    /// <param name="failures">What fails, in words.</param>
    /// <param name="findings">What was found before.</param>
    public Forecast For(string client, string home, ValueList<string> failures, IReadOnlyCollection<Diagnostic> findings) => Answer with
    {
        Client = client,
        Failures = failures,
        Diagnostics = findings.Count == 0 && !_namesClient ? _findings
            : new DiagnosticList(findings.Concat(_findings.Select(finding => About(finding, client, home)))),
    };

    /// <summary>
    /// The same with what the state as observed rests on: what fails can hide what is behind it. The answer rests on it all the same: it
    /// says what is left, and nobody looked there.
    /// </summary>
    public SharedAnswer WithObserved(SharedAnswer observed)
    {
        string[] hidden = IsUnknown ? [] : [.. observed.Answer.Assumptions.Where(words => !Answer.Assumptions.Contains(words))];
        return hidden.Length == 0 ? this : new SharedAnswer(
            Answer with { Assumptions = Answer.Assumptions.AddRange(hidden) },
            _findings.Concat(observed._findings.Where(ForecastDiagnostics.IsAssumption)))
        {
            Touched = Touched,
        };
    }

    private static Diagnostic About(Diagnostic finding, string client, string home) => finding.Path != AnyClient ? finding : finding with
    {
        Path = client,
        Message = finding.Message.Replace(CallerNamespaces.Any, home, StringComparison.Ordinal),
    };
}

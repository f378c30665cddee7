using Mesh.Diagnostics;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>An answer without the name of the client, as all callers that get the same share it.</summary>
/// <param name="Answer">The answer; its client is <see cref="AnyClient"/>, and it has no findings.</param>
/// <param name="Findings">The findings; those about the client have <see cref="AnyClient"/> as path.</param>
internal sealed record SharedAnswer(Forecast Answer, ValueList<Diagnostic> Findings)
{
    /// <summary>In place of the client's name; no client is called so.</summary>
    public const string AnyClient = "\0";

    /// <summary>The failures by which the answer could have been changed.</summary>
    public FailureSet Touched { get; init; }

    /// <summary>The answer for one client.</summary>
    /// <param name="question">Who asks, what fails; the rest is that of the answer.</param>
    /// <param name="findings">What was found before.</param>
    public Forecast For(Forecast question, IEnumerable<Diagnostic> findings) => Answer with
    {
        Client = question.Client,
        Failures = question.Failures,
        Diagnostics = Findings.IsEmpty && !findings.Any() ? DiagnosticList.Empty
            : new DiagnosticList(findings.Concat(Findings.Select(
                finding => finding.Path == AnyClient ? finding with { Path = question.Client } : finding))),
    };
}

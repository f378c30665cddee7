using Mesh.Diagnostics;
using Mesh.Istio.Failures;

namespace Checking;

/// <summary>What a command line asks for.</summary>
internal sealed record CheckRequest
{
    public string? Model { get; init; }

    public string? Resources { get; init; }

    public string? Dumps { get; init; }

    public IReadOnlyDictionary<string, string> Contexts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string? Kubeconfig { get; init; }

    public IReadOnlyList<string> Hosts { get; init; } = [];

    public FailureScopes Failures { get; init; } = FailureScopes.Default;

    public int AtOnce { get; init; } = 1;

    public string Title { get; init; } = "Mesh";

    public string? Since { get; init; }

    /// <summary>The files to write, by format: <c>html</c>, <c>markdown</c>, <c>junit</c>, <c>sarif</c>, <c>json</c>.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public DiagnosticSeverity? FailOn { get; init; } = DiagnosticSeverity.Error;
}

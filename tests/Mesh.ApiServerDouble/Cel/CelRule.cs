using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Cel;

/// <summary>A rule of <c>x-kubernetes-validations</c>. A rule that this evaluator cannot read is kept and never fails.</summary>
/// <remarks>
/// The evaluator is written by hand because the package Cel 0.3.3 knows none of the functions that Kubernetes adds and Istio's rules call
/// (<c>url</c>, <c>isURL</c>, <c>substring</c>), while this one is proven against the recorded answers of an API server.
/// </remarks>
internal sealed class CelRule
{
    private readonly CelNode? _tree;

    private CelRule(string rule, string? message)
    {
        Text = rule;
        Message = message ?? "failed rule: " + rule;
        Unsupported = CelParser.TryParse(rule, out _tree) ? null : rule;
    }

    /// <summary>The rule as it is written.</summary>
    public string Text { get; }

    public string Message { get; }

    /// <summary>The text of a rule that could not be read; null otherwise.</summary>
    public string? Unsupported { get; }

    public static CelRule Read(JsonObject source) => new(source.Text("rule") ?? "", source.Text("message"));

    /// <summary>Null when the rule holds, else the cause's text without the value: the message or the evaluation's error.</summary>
    public CelOutcome Check(JsonNode? self)
    {
        if (_tree is null)
        {
            return CelOutcome.Holds;
        }

        try
        {
            return _tree.Evaluate(new CelScope("self", CelValues.FromJson(self))) is true ? CelOutcome.Holds : CelOutcome.Fails;
        }
        catch (CelException exception)
        {
            return new(false, exception.Message);
        }
    }
}

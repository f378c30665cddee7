namespace Mesh.ApiServerDouble.Cel;

/// <summary>
/// The variables of a policy: each is computed when it is first asked for, with a limit of its own, and its error is that of whoever asks.
/// </summary>
internal sealed class CelVariables(IReadOnlyDictionary<string, CelNode> texts, CelCost cost)
{
    private readonly Dictionary<string, (object? Value, CelException? Error)> _known = new(StringComparer.Ordinal);

    /// <summary>What the expressions see; set once, before the first is asked for.</summary>
    public CelScope Scope { get; set; } = null!;

    public object? Find(string name)
    {
        if (!_known.TryGetValue(name, out (object? Value, CelException? Error) known))
        {
            known = Compute(name);
            _known[name] = known;
        }

        return known.Error is null ? known.Value : throw known.Error;
    }

    private (object? Value, CelException? Error) Compute(string name)
    {
        if (!texts.TryGetValue(name, out CelNode? text))
        {
            return (null, new CelException($"undeclared reference to 'variables.{name}'"));
        }

        try
        {
            return (cost.Limited(() => text.Evaluate(Scope)), null);
        }
        catch (CelException exception)
        {
            return (null, new CelException($"composited variable \"{name}\" fails to evaluate: {exception.Message}"));
        }
    }
}

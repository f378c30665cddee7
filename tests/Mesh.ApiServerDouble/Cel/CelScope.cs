namespace Mesh.ApiServerDouble.Cel;

/// <summary>Variables, innermost first.</summary>
internal sealed record CelScope(string Name, object? Value, CelScope? Outer = null)
{
    /// <summary>Counts what is evaluated; nobody counts for rules of schemas.</summary>
    public CelCost Cost { get; init; } = Outer?.Cost ?? new CelCost();

    public object? Find(string name)
    {
        for (CelScope? at = this; at is not null; at = at.Outer)
        {
            if (at.Name == name)
            {
                return at.Value;
            }
        }

        throw new CelException($"undeclared reference to '{name}'");
    }
}

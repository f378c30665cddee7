namespace Mesh.ApiServerDouble.Cel;

/// <summary>Variables, innermost first.</summary>
internal sealed record CelScope(string Name, object? Value, CelScope? Outer = null)
{
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

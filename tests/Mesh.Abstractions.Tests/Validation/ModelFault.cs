namespace Mesh.Abstractions.Tests.Validation;

/// <summary>A model with one fault, the code that it must give, and where.</summary>
internal sealed record ModelFault(string Code, string Path, string What, MeshModel Model)
{
    /// <summary>Where it is found too, when two workspaces claim one thing and nothing says whose it is.</summary>
    public string? Twin { get; init; }

    public string Name => $"{Code} {What}";
}

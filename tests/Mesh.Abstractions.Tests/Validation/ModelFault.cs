namespace Mesh.Abstractions.Tests.Validation;

/// <summary>A model with one fault, the code that it must give, and where.</summary>
internal sealed record ModelFault(string Code, string Path, string What, MeshModel Model)
{
    public string Name => $"{Code} {What}";
}

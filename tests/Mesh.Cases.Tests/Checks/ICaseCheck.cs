using Mesh.Cases.Tests.Product;

namespace Mesh.Cases.Tests.Checks;

/// <summary>One check of a case.</summary>
internal interface ICaseCheck
{
    /// <summary>Asks Mesh.</summary>
    /// <param name="mesh">The case's mesh.</param>
    /// <returns>What was expected and what came; <see langword="null"/> when the check holds.</returns>
    string? Problem(CaseMesh mesh);
}

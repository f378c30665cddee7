namespace Mesh.ApiServerDouble.Cel;

/// <summary>An error while a rule was evaluated.</summary>
internal sealed class CelException(string message) : Exception(message);

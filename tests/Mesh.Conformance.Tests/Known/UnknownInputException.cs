namespace Mesh.Conformance.Tests.Known;

/// <summary>A recording holds what its reader does not know; to read on would be to ignore it.</summary>
public sealed class UnknownInputException(string message) : Exception(message);

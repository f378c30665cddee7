namespace Mesh.Conformance.Tests.Requests;

/// <summary>
/// Who makes a recorded request: the certificate's name without scheme, <see langword="null"/> for plain text, and the address.
/// </summary>
internal sealed record RecordedClient(string? Principal, string Address);

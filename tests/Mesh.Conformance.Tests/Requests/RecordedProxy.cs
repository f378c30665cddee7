namespace Mesh.Conformance.Tests.Requests;

/// <summary>What a recorded proxy is: its pod's address and its certificate's name.</summary>
internal sealed record RecordedProxy(string Address, string Identity);

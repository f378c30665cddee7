namespace Mesh.Conformance.Tests.Envoy;

/// <summary>A request of the simulated client.</summary>
/// <param name="Index">Its number in order of its start.</param>
/// <param name="Sent">When it was sent.</param>
/// <param name="Ended">When the client had its answer.</param>
/// <param name="Failed">Whether the client saw an error.</param>
/// <param name="Flags">The response flags.</param>
/// <param name="LastHost">The name of the last host tried; empty when there was none.</param>
/// <param name="FromHost">Whether the answer is the host's and not the proxy's own.</param>
internal readonly record struct FinishedRequest(
    int Index, TimeSpan Sent, TimeSpan Ended, bool Failed, string Flags, string LastHost, bool FromHost);

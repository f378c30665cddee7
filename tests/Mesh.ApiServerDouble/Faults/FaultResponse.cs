namespace Mesh.ApiServerDouble.Faults;

/// <summary>A response of any kind, sent byte for byte.</summary>
/// <param name="Status">The HTTP status, 200 to 599.</param>
/// <param name="Body">The body as it goes over the wire.</param>
public sealed record FaultResponse(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>The headers, by name; <c>Content-Type: application/json</c> by default.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string> { ["Content-Type"] = "application/json" };

    /// <summary>
    /// How often the body is sent, one after the other; 1 by default. More make an answer that no test could hold in memory.
    /// </summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Whether the connection breaks after the body, before the response is complete. Off by default.</summary>
    public bool IsCut { get; init; }

    /// <summary>The pause before the body, by the server's clock; none by default.</summary>
    public TimeSpan Delay { get; init; }
}

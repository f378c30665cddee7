namespace Mesh.Cases.Tests.Expectations;

/// <summary>A proxy, the istiod that it asks, and the service that it asks for.</summary>
internal sealed record ProxyQuestion
{
    /// <summary>The cluster of the istiod.</summary>
    public required string Istiod { get; init; }

    /// <summary>The other clusters that this istiod reads.</summary>
    public required string[] Reads { get; init; }

    public required string Namespace { get; init; }

    public required string Cluster { get; init; }

    public required string Network { get; init; }

    /// <summary><c>REGION/ZONE</c>; empty where the proxy has none.</summary>
    public required string Place { get; init; }

    public required KeyValuePair<string, string>[] Labels { get; init; }

    public required bool IsRouter { get; init; }

    /// <summary>The service; its suffix is the subset.</summary>
    public required CallTarget Target { get; init; }

    /// <exception cref="FormatException">A field has another form.</exception>
    public static ProxyQuestion Parse(string istiod, string proxy, string target)
    {
        Dictionary<string, string> control = WordPairs.Parse(istiod, "istiod", "reads");
        Dictionary<string, string> words = WordPairs.Parse(proxy, "ns", "labels", "cluster", "network", "at", "type");
        string cluster = Required(control, "istiod");
        return new ProxyQuestion
        {
            Istiod = cluster,
            Reads = Listed(control, "reads"),
            Namespace = Required(words, "ns"),
            Cluster = words.GetValueOrDefault("cluster", cluster),
            Network = words.GetValueOrDefault("network", ""),
            Place = words.GetValueOrDefault("at", ""),
            Labels = [.. Listed(words, "labels").Select(Label)],
            IsRouter = words.GetValueOrDefault("type", "sidecar") switch
            {
                "router" => true,
                "sidecar" => false,
                var type => throw new FormatException($"unknown type '{type}'; it is 'router' or 'sidecar'"),
            },
            Target = CallTarget.Parse(target),
        };
    }

    private static string Required(Dictionary<string, string> words, string name) =>
        words.GetValueOrDefault(name) ?? throw new FormatException($"'{name}' is missing");

    private static string[] Listed(Dictionary<string, string> words, string name) =>
        words.GetValueOrDefault(name, "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static KeyValuePair<string, string> Label(string text) => text.Split('=') is [var key, var value]
        ? KeyValuePair.Create(key, value)
        : throw new FormatException($"label '{text}' is not KEY=VALUE");
}

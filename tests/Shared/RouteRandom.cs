namespace Mesh.Tests;

/// <summary>Random routes of HTTP servers and destinations of all.</summary>
internal sealed class RouteRandom(Random random, bool isValid)
{
    public ValueList<Route> Routes(string[] namespaces)
    {
        int count = random.Next(1, 4);
        return Enumerable.Range(0, count).Select(i => Route(namespaces, i, isLast: i == count - 1)).ToValueList();
    }

    public ValueList<ServiceDestination> Destinations(string[] namespaces)
    {
        int count = random.Next(1, 3);
        bool isWeighted = random.Next(2) == 0;
        return Enumerable.Range(0, count).Select(i => new ServiceDestination
        {
            Service = Service($"svc{i}", namespaces[random.Next(namespaces.Length)], namespaces),
            Port = isValid ? 9080 + i : random.Next(),
            Weight = isWeighted ? random.Next(isValid ? 1 : -5, 100) : null,
        }).ToValueList();
    }

    private string Service(string name, string itsNamespace, string[] namespaces) => random.Next(3) switch
    {
        0 => $"{itsNamespace}/{name}",
        _ => $"{name}.{itsNamespace}.svc.cluster.local",
    };

    private Route Route(string[] namespaces, int index, bool isLast) => new()
    {
        Matches = isLast && random.Next(2) == 0 ? default : [Match(index), new HttpMatch { Path = TextMatch.Exact($"/exact{index}") }],
        Action = Action(namespaces),
        RequestHeaders = random.Next(3) > 0 ? null : Changes(),
        ResponseHeaders = random.Next(3) > 0 ? null : Changes(),
        Cors = random.Next(3) > 0 ? null : new CorsSettings
        {
            AllowOrigins = [TextMatch.Exact("https://www.example.com"), TextMatch.Regex(".*")],
            AllowMethods = ["GET", "POST"],
            AllowHeaders = ["x-a"],
            ExposeHeaders = ["X-B"],
            MaxAge = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(1, 100)),
            AllowCredentials = random.Next(3) switch { 0 => null, 1 => false, _ => true },
        },
        Timeout = random.Next(3) > 0
            ? null
            : isValid
            ? TimeSpan.FromMilliseconds(random.Next(1_000, 60_000))
            : new TimeSpan(random.NextInt64(-long.MaxValue / 200, long.MaxValue / 100)),
    };

    private HttpMatch Match(int index) => new()
    {
        Path = random.Next(3) switch
        {
            0 => TextMatch.Prefix($"/prefix{index}"),
            1 => TextMatch.Regex($"/regex{index}/[a-z]+"),
            _ => null,
        },
        Headers = [new("x-version", random.Next(2) == 0 ? TextMatch.Exact($"v{index}") : TextMatch.Prefix($"w{index}"))],
        Methods = random.Next(2) == 0 ? default : ["GET", "HEAD"],
    };

    private RouteAction Action(string[] namespaces) => random.Next(isValid ? 5 : 6) switch
    {
        5 => new ClusterAction { Host = "nowhere", Clusters = [new TierCluster("a", -1), new TierCluster("a")], Fallback = true },
        0 =>
            new RedirectAction
            {
                Authority = "www.example.com",
                Path = random.Next(2) == 0 ? null : "/new",
                Scheme = "https",
                Port = 8443,
                Code = 308,
            },
        1 => new DirectResponseAction { Status = 503, Body = random.Next(2) == 0 ? null : "maintenance: \"soon\"\n" },
        _ => new ForwardAction
        {
            Destinations = Destinations(namespaces),
            RewritePath = random.Next(3) == 0 ? "/" : null,
            RewriteAuthority = random.Next(3) == 0 ? "internal.example.com" : null,
        },
    };

    private static HeaderChanges Changes() => new()
    {
        Set = [new("x-set", "100%%"), new("x-id", "%REQ(x-request-id)%")],
        Add = [new("x-add", "a, b")],
        Remove = ["x-gone"],
    };
}

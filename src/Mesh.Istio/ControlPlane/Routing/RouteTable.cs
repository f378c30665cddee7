namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A route configuration: finds the virtual host and the route of a request as Envoy does. Built once, then thread-safe.</summary>
internal sealed class RouteTable
{
    private readonly Dictionary<string, VirtualHost> _exact = new(StringComparer.Ordinal);
    private readonly List<(string Suffix, VirtualHost Host)> _wildcards = [];
    private readonly VirtualHost? _rest;
    private readonly ProxyType _type;
    private readonly PathNormalization _normalization;
    private readonly Resources.HttpRetry? _retries;

    /// <param name="name">The name of the route configuration.</param>
    /// <param name="hosts">The virtual hosts; of two with one domain the first has it.</param>
    /// <param name="view">The proxy that the routes are for.</param>
    public RouteTable(string name, IReadOnlyList<VirtualHost> hosts, ProxyConfig view)
    {
        Name = name;
        Hosts = hosts;
        _type = view.Proxy.Type;
        _normalization = view.Index.Settings.PathNormalization;
        _retries = view.Index.Settings.DefaultHttpRetryPolicy;
        foreach (VirtualHost host in hosts)
        {
            foreach (string domain in host.Domains)
            {
                if (domain == "*")
                {
                    _rest ??= host;
                }
                else if (domain.StartsWith('*'))
                {
                    _wildcards.Add((domain[1..].ToLowerInvariant(), host));
                }
                else
                {
                    _exact.TryAdd(domain.ToLowerInvariant(), host);
                }
            }
        }

        _wildcards = [.. _wildcards.OrderByDescending(wildcard => wildcard.Suffix.Length)];
    }

    public string Name { get; }

    public IReadOnlyList<VirtualHost> Hosts { get; }

    public CallResult Route(ProxyCall call, CallResult so)
    {
        CallResult result = so with { RouteConfig = Name, DefaultRetries = _retries };
        var head = new RequestHead(call, _type, _normalization);
        if (head.Path is null)
        {
            return result with { Error = CallResult.InvalidPath, Status = 400 };
        }

        if (Find(HostHeader.WithoutPort(call.Authority)) is not { } host)
        {
            return result with { Error = CallResult.NoVirtualHost, Status = 404 };
        }

        result = result with { VirtualHost = host.Name, Host = host };
        if (host.RequiresTls && call.Tls == CallTls.None)
        {
            return result with
            {
                Error = CallResult.TlsRedirect,
                Status = 301,
                Location = $"https://{HostHeader.WithoutPort(call.Authority)}{head.Path}{head.Query}",
            };
        }

        int index = host.Find(head);
        return index < 0
            ? result with { Error = CallResult.NoRoute, Status = 404 }
            : RouteAnswer.Of(host.Ordered[index], head, call, result with { RouteIndex = index });
    }

    // Exact domains first, then the longest suffix, then everything.
    private VirtualHost? Find(string authority)
    {
        string host = authority.ToLowerInvariant();
        if (_exact.TryGetValue(host, out VirtualHost? found))
        {
            return found;
        }

        foreach ((string suffix, VirtualHost candidate) in _wildcards)
        {
            if (host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return _rest;
    }
}

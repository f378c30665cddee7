using Mesh.Diagnostics;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// A host of the mesh: the server that declares it, the gateways that serve it, one per cluster at most, and how clusters reach them.
/// </summary>
internal sealed class ServedHost
{
    private readonly IReadOnlyDictionary<string, FailoverTier> _firstChoices;

    private ServedHost(DeclaredHost declared, ObjectMeta metadata, HostPaths paths, IReadOnlyDictionary<string, FailoverTier> firstChoices)
    {
        Entry = declared.Entry;
        ModelPaths = declared.ModelPaths;
        Sites = declared.Sites;
        Protocol = declared.Protocol;
        VisibleTo = declared.VisibleTo;
        Metadata = metadata;
        Paths = paths;
        _firstChoices = firstChoices;
        SubjectAltNames = declared.Identities;
        Address = declared.Address;
        HasWeights = firstChoices.Values.Any(HasWeight)
            || Settings.Failover?.Order?.Any(HasWeight) == true
            || Settings.Failover?.OrderByClient?.Values.Any(order => order.Any(HasWeight)) == true;
    }

    /// <summary>The server that declares the host; the first by path where several clusters have gateways of their own for it.</summary>
    public ServerEntry Entry { get; }

    public string Hostname => Server.Hostname;

    public GatewayServer Server => Entry.Server;

    /// <summary>The settings in force for the host.</summary>
    public TrafficSettings Settings => Entry.Settings.Settings;

    /// <summary>What the host's requests speak; of hosts that are not HTTP it says nothing.</summary>
    public HttpProtocol Protocol { get; }

    /// <summary>
    /// Of each server that limits who sees the host, the paths of workspaces and tenants that do; empty where everybody does.
    /// </summary>
    public ValueList<ValueList<string>> VisibleTo { get; }

    /// <summary>Whether requests share connections, so that one that hangs holds all of them.</summary>
    public bool SharesConnections => HostPort.IsHttp(Server) && Protocol != HttpProtocol.Http;

    /// <summary>The metadata of its objects in the shared namespace, the same in every cluster.</summary>
    public ObjectMeta Metadata { get; }

    /// <summary>The model paths of all servers that declare the host, in ordinal order.</summary>
    public ValueList<string> ModelPaths { get; }

    /// <summary>Where the host is served, by cluster name.</summary>
    public IReadOnlyDictionary<string, GatewayInCluster> Sites { get; }

    /// <summary>The ways to it from every cluster.</summary>
    public HostPaths Paths { get; }

    /// <summary>The identities that clients accept; empty when no gateway's account is known.</summary>
    public ValueList<string> SubjectAltNames { get; }

    /// <summary>The virtual address of a TCP host; null without one.</summary>
    public string? Address { get; }

    /// <summary>Whether clusters of a tier have shares of their own, for some client.</summary>
    public bool HasWeights { get; }

    /// <summary>Every host, in ordinal order.</summary>
    public static IReadOnlyList<ServedHost> All(
        IReadOnlyList<DeclaredHost> declared, FirstChoices firstChoices, TransitCatalog transits, ObjectLabels labels,
        string multiclusterNamespace, ICollection<Diagnostic> diagnostics)
    {
        var hosts = new List<ServedHost>(declared.Count);
        foreach (DeclaredHost host in declared)
        {
            string name = ObjectNames.Host(host.Hostname);
            if (ObjectNames.CutsHost(host.Hostname))
            {
                diagnostics.Add(GenerationDiagnostics.NameShortened.At(
                    $"{host.Entry.Path}/hostname",
                    $"The objects of host '{host.Hostname}' are named '{name}', because the whole name is longer than "
                        + $"{ObjectNames.MaxLength} characters.",
                    "Nothing; the name is stable."));
            }

            hosts.Add(new ServedHost(
                host,
                labels.ForGateway(host.Entry.Gateway, multiclusterNamespace, name, string.Join(',', host.ModelPaths)),
                transits.PathsTo(host),
                firstChoices.For(host.Hostname)));
        }

        return hosts;
    }

    /// <summary>The clusters that edges choose first, by the edges' cluster.</summary>
    public IReadOnlyDictionary<string, FailoverTier> FirstChoices => _firstChoices;

    /// <summary>Whether an edge in a cluster chooses before the host's own order.</summary>
    public bool HasFirstChoice(string client) => _firstChoices.ContainsKey(client);

    /// <summary>The order of clusters for the clients of a cluster: an edge's choice before what the settings say.</summary>
    public FailoverSettings? FailoverFrom(string client)
    {
        if (!_firstChoices.TryGetValue(client, out FailoverTier? first))
        {
            return Settings.Failover;
        }

        FailoverSettings settings = Settings.Failover ?? new FailoverSettings();
        ValueList<FailoverTier> order = settings.OrderByClient is { } byClient
            && byClient.TryGetValue(client, out ValueList<FailoverTier> own) ? own : settings.Order ?? [];
        HashSet<string> chosen = [.. first.Clusters.Select(cluster => cluster.Cluster)];
        IEnumerable<FailoverTier> others = order.Select(
            tier => new FailoverTier(tier.Clusters.Where(cluster => !chosen.Contains(cluster.Cluster)).ToValueList()));
        return settings with { LocalFirst = false, OrderByClient = [new(client, [first, .. others])] };
    }

    private static bool HasWeight(FailoverTier tier) => tier.Clusters.Any(cluster => cluster.Weight is not null);
}

using System.Net.Http.Headers;
using System.Text;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Apply;

/// <summary>
/// One run of the fault matrix, a function of its seed: a first state, foreign objects, edits by hand, a second state that is applied amid
/// faults and perhaps
/// killed, then a run without faults. After each the report is compared with what the servers hold.
/// </summary>
internal sealed partial class FaultRun(int seed, ApplyWorld world)
{
    private static readonly Fault[] AllFaults =
    [
        new(FaultKind.TooManyRequests), new(FaultKind.TooManyRequests) { RetryAfter = 1 }, new(FaultKind.InternalError),
            new(FaultKind.Unavailable),
        new(FaultKind.Unavailable) { RetryAfter = 2 }, new(FaultKind.Unauthorized), new(FaultKind.Conflict), new(FaultKind.ResetBefore),
            new(FaultKind.ResetAfter),
        new(FaultKind.Delay), new(FaultKind.Hang), new(FaultKind.HangAfter), new(FaultKind.SlowBody), new(FaultKind.TruncatedBody),
            new(FaultKind.TruncatedJson),
    ];

    private readonly Random _random = new(seed);
    private readonly ApplyOptions _options = new()
    {
        Organization = "tetrate",
        MaxPrunedShare = 1,
        PageSize = 3,
        OnFailure = (FailureHandling)(seed % 2),
        ForceConflicts = seed % 7 == 0
    };
    private IReadOnlyList<ApiServer> _servers = [];

    /// <summary>How many faults hit, so that a test can see that they do.</summary>
    public int Faults { get; private set; }

    public bool WasKilled { get; private set; }

    public bool WasIncomplete { get; private set; }

    public async Task RunAsync()
    {
        foreach (ApiServer server in world.Servers)
        {
            server.Reset();
            server.AddNamespace("shop");
            server.AddNamespace("cart");
        }

        _servers = [.. world.Servers.Take(1 + _random.Next(world.Servers.Count))];
        MeshResources first = States();
        await SeedForeignAsync(first);
        if (_random.Next(4) > 0)
        {
            await ApplyAsync(first, LiveWorld.Fast);
            await EditByHandAsync(first);
        }

        MeshResources second = Changed(first);
        Dictionary<string, string>[] foreign = Foreign(first, second);
        ApplyResult amid = await ApplyAmidFaultsAsync(second);
        WasIncomplete = !amid.IsComplete;
        AssertTrue(amid, second);
        AssertForeign(foreign, first, second);

        ApplyResult healed = await ApplyAsync(second, LiveWorld.Fast);
        AssertTrue(healed, second);
        AssertForeign(foreign, first, second);
        AssertConverged(healed, second);

        foreach (ApiServer server in _servers)
        {
            server.ClearRequests();
        }

        ApplyResult again = await ApplyAsync(second, LiveWorld.Fast);
        // What others own is asked for again each time, and nothing else is.
        Assert.Equal(healed.IsComplete, again.IsComplete);
        Assert.All(_servers.Where(_ => again.IsComplete), server => Assert.Empty(world.Writes(server)));
        AssertForeign(foreign, first, second);
    }

    private async Task<ApplyResult> ApplyAmidFaultsAsync(MeshResources wanted)
    {
        using var killed = new CancellationTokenSource();
        int killAt = _random.Next(3) == 0 ? 1 + _random.Next(40) : int.MaxValue, requests = 0;
        bool before = _random.Next(2) == 0;
        int stopAt = _random.Next(8) == 0 ? 1 + _random.Next(20) : int.MaxValue;
        double rate = _random.NextDouble() * _random.NextDouble() * 0.95;
        // Half of the runs meet answers beside faults that no API server gives.
        Fault[] generated = [.. Enumerable.Range(0, _random.Next(2) * 12).Select(_ => GeneratedAnswers.Next(_random))];
        Fault[] kinds = [.. generated,
            .. AllFaults.Where(_ => _random.Next(3) == 0).DefaultIfEmpty(AllFaults[_random.Next(AllFaults.Length)])];
        ApiServer lost = _servers[_random.Next(_servers.Count)];
        foreach (ApiServer server in _servers)
        {
            var faults = new SeededFaults(seed, rate, kinds) { MostPerRequest = _random.Next(4) == 0 ? 1000 : 3 };
            server.Faults = request =>
            {
                int number = Interlocked.Increment(ref requests);
                if (number >= killAt)
                {
                    WasKilled = true;
                    // Not inline: what waits for the token would go on inside of the server.
                    _ = killed.CancelAsync();
                    return before ? new Fault(FaultKind.ResetBefore) : null;
                }

                Fault? fault = number >= stopAt && server == lost ? new Fault(FaultKind.ResetBefore) : faults.For(request);
                Faults += fault is null ? 0 : 1;
                return fault;
            };
        }

        ApplyResult result = await ApplyAsync(wanted,
            LiveWorld.Fast with { TimeProvider = new FastTime(), AttemptTimeout = TimeSpan.FromSeconds(60), MaxRetries = 4 }, killed.Token);
        foreach (ApiServer server in _servers)
        {
            server.Faults = null;
        }

        return result;
    }

    private async Task<ApplyResult> ApplyAsync(
        MeshResources wanted, ClusterConnectionOptions how, CancellationToken cancellationToken = default)
    {
        ClusterConnection[] connections = [.. _servers.Select(server => LiveWorld.Open(server, "admin", how))];
        try
        {
            return await new Applier(connections, _options).ApplyAsync(wanted, null, cancellationToken);
        }
        finally
        {
            Array.ForEach(connections, connection => connection.Dispose());
        }
    }

    private MeshResources States()
    {
        var objects = new ObjectRandom(_random);
        return new MeshResources
        {
            Clusters = _servers.Select(server => new ClusterResources(server.Name)
            {
                Objects =
                Distinct([ApplyWorld.MeshNamespace, .. Enumerable.Range(0, _random.Next(12)).Select(_ => objects.Next())])
            }).ToValueList(),
        };
    }

    // Some go, some change, some come.
    private MeshResources Changed(MeshResources first)
    {
        var objects = new ObjectRandom(_random);
        return new MeshResources
        {
            Clusters = first.Clusters.Select(cluster => cluster with
            {
                Objects = Distinct(
                [
                    .. cluster.Objects.Where(one => one is Namespace || _random.Next(3) > 0)
                        .Select(one => one is not Namespace && _random.Next(2) == 0 ? objects.Changed(one) : one),
                    .. Enumerable.Range(0, _random.Next(6)).Select(_ => objects.Next()),
                ]),
            }).ToValueList(),
        };
    }

    private static ValueList<IstioObject> Distinct(IEnumerable<IstioObject> objects) =>
        objects.DistinctBy(one => one.ToString()).ToValueList();

    // Objects of others: with names of their own, and with names that Mesh wants; of no set, and of another set.
    private async Task SeedForeignAsync(MeshResources first)
    {
        var objects = new ObjectRandom(_random);
        foreach (ApiServer server in _servers)
        {
            List<IstioObject> foreign = [.. Enumerable.Range(0, _random.Next(5)).Select(_ => objects.Next("f"))];
            foreign.AddRange(first[server.Name].Where(one => one is not Namespace && _random.Next(8) == 0).Select(objects.Changed));
            foreach (IstioObject one in foreign)
            {
                ValueMap<string> labels = _random.Next(2) == 0 ? default : [new("applyset.kubernetes.io/part-of", "applyset-of-others-v1")];
                await EditAsync(server, HttpMethod.Patch, "application/apply-patch+yaml", $"{Path(one)}?fieldManager=team&force=true",
                    Json(one with { Metadata = one.Metadata with { Labels = labels } }));
            }
        }
    }

    private async Task EditByHandAsync(MeshResources first)
    {
        foreach (ApiServer server in _servers)
        {
            foreach (IstioObject one in first[server.Name].Where(one => one is DestinationRule && _random.Next(4) == 0
                && server.Find(one.ApiVersion, one.Kind, one.Metadata.Namespace!, one.Metadata.Name) is not null))
            {
                string edit = _random.Next(2) == 0
                    ? """{"spec":{"host":"by-hand"}}""" : """{"metadata":{"annotations":{"by-hand":"yes"}}}""";
                await EditAsync(server, HttpMethod.Patch, "application/merge-patch+json", $"{Path(one)}?fieldManager=kubectl-edit", edit);
            }
        }
    }

    private static async Task EditAsync(ApiServer server, HttpMethod method, string type, string path, string body)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(server.Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        request.Content = new StringContent(body, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        if (path.Contains($"/{ApplyWorld.Home}/", StringComparison.Ordinal))
        {
            server.AddNamespace(ApplyWorld.Home);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static string Key(IstioObject one) =>
        $"{Resource(one.Kind, one.ApiGroup)}/{(one.Metadata.Namespace is { } ns ? $"{ns}/" : "")}{one.Metadata.Name}";

    private static string KeyOf(AppliedObject one) =>
        $"{Resource(one.Kind, KindTable.All.Single(kind => kind.Kind == one.Kind).Group)}/"
            + $"{(one.Namespace is { } ns ? $"{ns}/" : "")}{one.Name}";

    private static string Resource(string kind, string group) =>
        KindTable.All.Single(one => one.Kind == kind).Plural + (group.Length == 0 ? "" : $".{group}");

    private static string Path(IstioObject one) =>
        $"/apis/{one.ApiVersion}/namespaces/{one.Metadata.Namespace}/{KindTable.Of(one).Plural}/{one.Metadata.Name}";
}

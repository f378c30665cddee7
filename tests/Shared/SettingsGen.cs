using CsCheck;

namespace Mesh.Tests;

/// <summary>Random settings; every field is set about every second time. Valid, alone and laid over each other in any order.</summary>
public static class SettingsGen
{
    public static Gen<TrafficSettings?> Optional(params string[] clusters) => Gen.Int.Select(seed => Make(new Random(seed), clusters));

    public static TrafficSettings? Make(Random random, IReadOnlyList<string> clusters) => random.Next(4) == 0 ? null : new TrafficSettings
    {
        OutlierDetection = Maybe(random, () => OutlierDetection(random)),
        Retries = Maybe(random, () => new RetrySettings
        {
            Attempts = Value(random, 1, 10),
            PerTryTimeout = Time(random, 1, 1_000),
            Idempotent = Flag(random),
        }),
        Failover = Maybe(random, () => Failover(random, clusters)),
        LoadBalancing = Maybe(random, () => random.Next(3) switch
        {
            0 => new LoadBalancingSettings(),
            1 => new LoadBalancingSettings { Algorithm = (LoadBalancingAlgorithm)random.Next(3) },
            _ => new LoadBalancingSettings { ConsistentHash = Hash(random) },
        }),
        ConnectionPool = Maybe(random, () => new ConnectionSettings
        {
            ConnectTimeout = Time(random, 1, 900),
            MaxConnections = Value(random, 1, 1000),
            MaxRequests = Value(random, 1, 1000),
            MaxPendingRequests = Value(random, 1, 1000),
            MaxRequestsPerConnection = Value(random, 1, 1000),
            IdleTimeout = Time(random, 1, 100_000),
            MaxConnectionDuration = Time(random, 1, 100_000),
            KeepaliveTime = Seconds(random),
            KeepaliveInterval = Seconds(random),
            KeepaliveProbes = Value(random, 1, 9),
        }),
        RequestTimeout = Time(random, 1_000, 100_000),
    };

    private static ConsistentHashSettings Hash(Random random)
    {
        var source = (HashSource)random.Next(4);
        HashTable? table = random.Next(3) == 0 ? null : (HashTable)random.Next(2);
        return new ConsistentHashSettings
        {
            Source = source,
            Name = source == HashSource.SourceIp ? null : "x-user",
            CookieTtl = source == HashSource.Cookie ? Seconds(random) : null,
            Table = table,
            TableSize = random.Next(2) == 0 ? null : table == HashTable.Maglev ? 65_537 : random.Next(1, 4096),
        };
    }

    private static OutlierDetectionSettings OutlierDetection(Random random)
    {
        // A word beside a number is worth a warning.
        bool byWord = random.Next(3) == 0;
        return new OutlierDetectionSettings
        {
            Sensitivity = byWord ? (OutlierSensitivity)random.Next(4) : null,
            ConsecutiveGatewayErrors = byWord ? null : Value(random, 1, 9),
            Consecutive5xxErrors = Value(random, 0, 9),
            Interval = Time(random, 1, 5_000),
            BaseEjectionTime = Time(random, 5_000, 60_000),
            MaxEjectionPercent = Value(random, 1, 100),
        };
    }

    public static FailoverSettings Failover(Random random, IReadOnlyList<string> clusters) => new()
    {
        Order = random.Next(2) == 0 ? null : Tiers(random, clusters),
        LocalFirst = Flag(random),
        PreferZone = Flag(random),
        OrderByClient = random.Next(3) > 0 ? null : [new(clusters[random.Next(clusters.Count)], Tiers(random, clusters))],
        Regions = random.Next(2) == 0 ? null : [new RegionFailover("us-east-2", "us-west1"), new RegionFailover("us-west1", "eu-west-1")],
    };

    public static ValueList<FailoverTier> Tiers(Random random, IReadOnlyList<string> clusters)
    {
        var tiers = new List<FailoverTier>();
        string[] shuffled = [.. clusters];
        random.Shuffle(shuffled);
        int next = 0;
        while (next < shuffled.Length && (next == 0 || random.Next(4) > 0))
        {
            int count = Math.Min(random.Next(1, 3), shuffled.Length - next);
            bool weighted = random.Next(2) == 0;
            tiers.Add(new FailoverTier(shuffled.Skip(next).Take(count)
                .Select(cluster => new TierCluster(cluster, weighted ? random.Next(1, 100) : null)).ToValueList()));
            next += count;
        }

        return tiers.ToValueList();
    }

    private static TimeSpan? Seconds(Random random) => random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(1, 100));

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class => random.Next(3) == 0 ? null : make();

    private static int? Value(Random random, int from, int to) => random.Next(2) == 0 ? null : random.Next(from, to + 1);

    private static bool? Flag(Random random) => random.Next(2) == 0 ? null : random.Next(2) == 0;

    private static TimeSpan? Time(Random random, int from, int to) =>
        random.Next(2) == 0 ? null : TimeSpan.FromMilliseconds(random.Next(from, to + 1));
}

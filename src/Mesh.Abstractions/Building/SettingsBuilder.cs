using Mesh.Diagnostics;

namespace Mesh;

/// <summary>
/// The traffic settings that every level takes, from the organization down to a server. For every single field the nearest level that sets
/// it wins.
/// </summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class SettingsBuilder<TBuilder> : ModelBuilder<TBuilder>
    where TBuilder : SettingsBuilder<TBuilder>
{
    private protected SettingsBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    private protected TrafficSettings? Settings { get; private set; }

    /// <summary>Sets when an endpoint counts as dead. By default three gateway errors in a row eject it, for 30 s at first.</summary>
    /// <param name="configure">Sets single fields; the others stay as they are or are inherited.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithOutlierDetection(Action<OutlierDetectionBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Change(settings => settings with
        {
            OutlierDetection = Configure(configure, new OutlierDetectionBuilder(settings.OutlierDetection ?? new(), Path, Problems)).Value,
        });
    }

    /// <summary>
    /// Sets which failed requests are tried again. By default those that hit a dead gateway, as often as it takes to reach another cluster.
    /// </summary>
    /// <param name="configure">Sets single fields; the others stay as they are or are inherited.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithRetries(Action<RetryBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Change(
            settings =>
                settings with { Retries = Configure(configure, new RetryBuilder(settings.Retries ?? new(), Path, Problems)).Value });
    }

    /// <summary>
    /// Sets which cluster comes after which. By default the client's own cluster, clusters in the same region, then all others.
    /// </summary>
    /// <param name="configure">Sets single fields; the others stay as they are or are inherited.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithFailover(Action<FailoverBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Change(
            settings =>
                settings with { Failover = Configure(configure, new FailoverBuilder(settings.Failover ?? new(), Path, Problems)).Value });
    }

    /// <summary>Sets connection limits and times. By default connecting may take 2 s and nothing else is limited.</summary>
    /// <param name="configure">Sets single fields; the others stay as they are or are inherited.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithConnectionPool(Action<ConnectionPoolBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Change(settings => settings with
        {
            ConnectionPool = Configure(configure, new ConnectionPoolBuilder(settings.ConnectionPool ?? new(), Path, Problems)).Value,
        });
    }

    /// <summary>Sets how an endpoint is chosen among equals. Default <see cref="LoadBalancingAlgorithm.LeastRequest"/>.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithLoadBalancing(LoadBalancingAlgorithm algorithm) =>
        Change(settings => settings with { LoadBalancing = new LoadBalancingSettings { Algorithm = algorithm } });

    /// <summary>Sends requests that are alike to the same endpoint. By default an algorithm chooses.</summary>
    /// <param name="source">What is hashed.</param>
    /// <param name="name">The name of the header, cookie or query parameter; none for <see cref="HashSource.SourceIp"/>.</param>
    /// <returns>The builder. Cookie lifetime and table are set by <see cref="WithSettings"/>.</returns>
    public TBuilder WithConsistentHash(HashSource source, string? name = null) => Change(settings => settings with
    {
        LoadBalancing = new LoadBalancingSettings { ConsistentHash = new ConsistentHashSettings { Source = source, Name = name } },
    });

    /// <summary>Sets how long a request may take in all, retries included. By default there is no limit.</summary>
    /// <param name="timeout">The limit: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithRequestTimeout(TimeSpan timeout) => Change(settings => settings with { RequestTimeout = timeout });

    /// <summary>Lays settings over those set so far on this level, field by field.</summary>
    /// <param name="settings">The settings; unset fields change nothing.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithSettings(TrafficSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Change(current => SettingsMerge.Merge(settings, current));
    }

    private TBuilder Change(Func<TrafficSettings, TrafficSettings> change) =>
        Do(() => Settings = change(Settings ?? new TrafficSettings()));
}

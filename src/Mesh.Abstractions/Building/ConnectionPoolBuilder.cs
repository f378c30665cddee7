using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes limits and times of connections.</summary>
public sealed class ConnectionPoolBuilder : ModelBuilder<ConnectionPoolBuilder>
{
    internal ConnectionPoolBuilder(ConnectionSettings value, string path, List<Diagnostic> problems)
        : base(path, problems) => Value = value;

    internal ConnectionSettings Value { get; private set; }

    /// <summary>Sets how long connecting may take. Default 2 s.</summary>
    /// <param name="timeout">The limit: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithConnectTimeout(TimeSpan timeout) => Do(() => Value = Value with { ConnectTimeout = timeout });

    /// <summary>Sets how long a connection may be idle. Default one hour.</summary>
    /// <param name="timeout">The limit: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithIdleTimeout(TimeSpan timeout) => Do(() => Value = Value with { IdleTimeout = timeout });

    /// <summary>Limits how old a connection may become, so that long-lived ones come back too. Default: no limit.</summary>
    /// <param name="duration">The limit: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithMaxConnectionDuration(TimeSpan duration) =>
        Do(() => Value = Value with { MaxConnectionDuration = duration });

    /// <summary>Finds dead connections by TCP keepalive probes. Default: none.</summary>
    /// <param name="time">How long a connection is idle before the first probe, in whole seconds.</param>
    /// <param name="interval">The time between probes, in whole seconds; 75 s when left out.</param>
    /// <param name="probes">Unanswered probes after which the connection is dead; 9 when left out.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithKeepalive(TimeSpan time, TimeSpan? interval = null, int? probes = null) =>
        Do(() => Value = Value with
        {
            KeepaliveTime = time,
            KeepaliveInterval = interval ?? Value.KeepaliveInterval,
            KeepaliveProbes = probes ?? Value.KeepaliveProbes,
        });

    /// <summary>Limits connections to one endpoint. Default: no limit.</summary>
    /// <param name="count">The number, 1 or more.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithMaxConnections(int count) => Do(() => Value = Value with { MaxConnections = count });

    /// <summary>Limits HTTP requests under way to a host. Default: no limit.</summary>
    /// <param name="count">The number, 1 or more.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithMaxRequests(int count) => Do(() => Value = Value with { MaxRequests = count });

    /// <summary>Limits HTTP requests waiting for a connection. Default: no limit.</summary>
    /// <param name="count">The number, 1 or more.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithMaxPendingRequests(int count) => Do(() => Value = Value with { MaxPendingRequests = count });

    /// <summary>Limits requests per connection, after which it is closed. Default: no limit.</summary>
    /// <param name="count">The number, 1 or more.</param>
    /// <returns>The builder.</returns>
    public ConnectionPoolBuilder WithMaxRequestsPerConnection(int count) =>
        Do(() => Value = Value with { MaxRequestsPerConnection = count });
}

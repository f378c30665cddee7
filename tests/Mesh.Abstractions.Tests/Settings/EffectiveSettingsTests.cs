using CsCheck;
using Mesh.Tests;

namespace Mesh.Abstractions.Tests.Settings;

public class EffectiveSettingsTests
{
    // Written out once more on purpose: the product's own table is what is under test.
    private static readonly (string Field, Func<TrafficSettings, object?> Get)[] Fields =
    [
        ("connectionPool.connectTimeout", s => s.ConnectionPool?.ConnectTimeout),
        ("connectionPool.idleTimeout", s => s.ConnectionPool?.IdleTimeout),
        ("connectionPool.keepaliveInterval", s => s.ConnectionPool?.KeepaliveInterval),
        ("connectionPool.keepaliveProbes", s => s.ConnectionPool?.KeepaliveProbes),
        ("connectionPool.keepaliveTime", s => s.ConnectionPool?.KeepaliveTime),
        ("connectionPool.maxConnectionDuration", s => s.ConnectionPool?.MaxConnectionDuration),
        ("connectionPool.maxConnections", s => s.ConnectionPool?.MaxConnections),
        ("connectionPool.maxPendingRequests", s => s.ConnectionPool?.MaxPendingRequests),
        ("connectionPool.maxRequests", s => s.ConnectionPool?.MaxRequests),
        ("connectionPool.maxRequestsPerConnection", s => s.ConnectionPool?.MaxRequestsPerConnection),
        ("failover.localFirst", s => s.Failover?.LocalFirst),
        ("failover.order", s => s.Failover?.Order),
        ("failover.orderByClient", s => s.Failover?.OrderByClient),
        ("failover.preferZone", s => s.Failover?.PreferZone),
        ("failover.regions", s => s.Failover?.Regions),
        ("loadBalancing.algorithm", s => s.LoadBalancing?.Algorithm),
        ("loadBalancing.consistentHash", s => s.LoadBalancing?.ConsistentHash),
        ("outlierDetection.baseEjectionTime", s => s.OutlierDetection?.BaseEjectionTime),
        ("outlierDetection.consecutive5xxErrors", s => s.OutlierDetection?.Consecutive5xxErrors),
        ("outlierDetection.consecutiveGatewayErrors", s => s.OutlierDetection?.ConsecutiveGatewayErrors ?? (object?)Number(s.OutlierDetection?.Sensitivity)),
        ("outlierDetection.interval", s => s.OutlierDetection?.Interval),
        ("outlierDetection.maxEjectionPercent", s => s.OutlierDetection?.MaxEjectionPercent),
        ("outlierDetection.sensitivity", s => s.OutlierDetection?.Sensitivity),
        ("requestTimeout", s => s.RequestTimeout),
        ("retries.attempts", s => s.Retries?.Attempts),
        ("retries.idempotent", s => s.Retries?.Idempotent),
        ("retries.perTryTimeout", s => s.Retries?.PerTryTimeout),
    ];

    private static int? Number(OutlierSensitivity? word) => word switch
    {
        null => null,
        OutlierSensitivity.Low => 20,
        OutlierSensitivity.Medium => 10,
        OutlierSensitivity.High => 5,
        _ => 3,
    };

    private static readonly string[] Paths =
    [
        "organizations/o",
        "organizations/o/tenants/t",
        "organizations/o/tenants/t/workspaces/w",
        "organizations/o/tenants/t/workspaces/w/gateways/g",
        "organizations/o/tenants/t/workspaces/w/gateways/g/servers/s",
    ];

    [Theory]
    [InlineData(OutlierSensitivity.Low, 20)]
    [InlineData(OutlierSensitivity.Medium, 10)]
    [InlineData(OutlierSensitivity.High, 5)]
    [InlineData(OutlierSensitivity.Custom, 3)]
    public void A_word_for_outlier_detection_replaces_a_farther_number(OutlierSensitivity word, int errors)
    {
        EffectiveSettings effective = EffectiveSettings.Of(
            new Organization { Name = "o", Settings = new() { OutlierDetection = new() { ConsecutiveGatewayErrors = 7 } } },
            new Tenant { Name = "t", Settings = new() { OutlierDetection = new() { Sensitivity = word } } });

        Assert.Equal(errors, effective.Settings.OutlierDetection!.ConsecutiveGatewayErrors);
        Assert.Equal(Paths[1], effective.SourceOf("outlierDetection.consecutiveGatewayErrors"));
    }

    [Fact]
    public void Every_field_has_a_name() => Assert.Equal(Fields.Select(field => field.Field), EffectiveSettings.Fields);

    [Fact]
    public void Every_field_is_the_nearest_one_that_is_set_and_tells_where() =>
        SettingsGen.Optional("aws", "gcp", "azure").Array[5].Sample(levels =>
        {
            EffectiveSettings effective = Of(levels);
            foreach ((string field, Func<TrafficSettings, object?> get) in Fields)
            {
                int nearest = Array.FindLastIndex(
                    levels, level => level is not null && (get(level) ?? Alternative(field, level)) is not null);
                object? expected = nearest < 0 ? null : get(levels[nearest]!);
                Assert.Equal(expected, get(effective.Settings));
                Assert.Equal(expected is null ? null : Paths[nearest], effective.SourceOf(field));
            }
        });

    // An algorithm and a hash exclude each other: the nearer one removes the other.
    private static object? Alternative(string field, TrafficSettings settings) =>
        !field.StartsWith("loadBalancing", StringComparison.Ordinal)
            ? null
            : settings.LoadBalancing?.ConsistentHash ?? (object?)settings.LoadBalancing?.Algorithm;

    [Fact]
    public void Settings_of_a_service_win_over_those_of_the_gateway_that_exposes_it()
    {
        var organization = new Organization { Name = "o", Settings = new() { RequestTimeout = TimeSpan.FromSeconds(9) } };
        var tenant = new Tenant { Name = "t" };
        var service = new ServiceSettings { Service = "backend/details", Settings = new() { Retries = new() { Attempts = 5 } } };
        var gateway = new EastWestGateway
        {
            Name = "east-west",
            Namespace = "backend",
            Settings = new() { Retries = new() { Attempts = 1, Idempotent = false } },
        };
        var workspace = new Workspace { Name = "w", ServiceSettings = [service], EastWestGateways = [gateway] };

        EffectiveSettings exposed = EffectiveSettings.Of(organization, tenant, workspace, gateway, service);

        Assert.Equal(
            new() { RequestTimeout = TimeSpan.FromSeconds(9), Retries = new() { Attempts = 5, Idempotent = false } }, exposed.Settings);
        Assert.Equal("organizations/o/tenants/t/workspaces/w/serviceSettings/details.backend", exposed.SourceOf("retries.attempts"));
        var model = new MeshModel(organization with { Tenants = [tenant with { Workspaces = [workspace] }] });
        EffectiveSettings? alone = EffectiveSettings.At(model, "tenants/t/workspaces/w/serviceSettings/details.backend");
        Assert.Equal(new() { RequestTimeout = TimeSpan.FromSeconds(9), Retries = new() { Attempts = 5 } }, alone?.Settings);
        Assert.Null(EffectiveSettings.At(model, "tenants/t/workspaces/w/serviceSettings/reviews.backend"));
    }

    [Fact]
    public void Interval_from_the_tenant_and_percentage_from_the_server_hold_together()
    {
        EffectiveSettings effective = Of(
            null,
            new() { OutlierDetection = new() { Interval = TimeSpan.FromSeconds(1), MaxEjectionPercent = 10 } },
            null,
            null,
            new() { OutlierDetection = new() { MaxEjectionPercent = 100 } });

        Assert.Equal(new() { Interval = TimeSpan.FromSeconds(1), MaxEjectionPercent = 100 }, effective.Settings.OutlierDetection);
        Assert.Equal("organizations/o/tenants/t", effective.SourceOf("outlierDetection.interval"));
        Assert.Equal(
            "organizations/o/tenants/t/workspaces/w/gateways/g/servers/s", effective.SourceOf("outlierDetection.maxEjectionPercent"));
        Assert.Null(effective.SourceOf("retries.attempts"));
    }

    [Fact]
    public void An_order_by_client_replaces_the_farther_one_as_a_whole()
    {
        ValueList<FailoverTier> order = [new FailoverTier([new TierCluster("aws")])];
        EffectiveSettings effective = Of(
            new() { Failover = new() { OrderByClient = [new("aws", order)] } },
            null,
            new() { Failover = new() { OrderByClient = [new("gcp", order)] } },
            null,
            null);

        Assert.Equal(["gcp"], effective.Settings.Failover!.OrderByClient!.Value.Keys);
        Assert.Equal("organizations/o/tenants/t/workspaces/w", effective.SourceOf("failover.orderByClient"));
    }

    [Fact]
    public void A_field_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentException>(() => Of(null, null, null, null, null).SourceOf("outlierDetection.intervall"));

    private static EffectiveSettings Of(params TrafficSettings?[] levels) => EffectiveSettings.Of(
        new Organization { Name = "o", Settings = levels[0] },
        new Tenant { Name = "t", Settings = levels[1] },
        new Workspace { Name = "w", Settings = levels[2] },
        new WorkspaceGateway { Name = "g", Namespace = "ns", Settings = levels[3] },
        new HttpServer { Name = "s", Hostname = "s.example.com", Settings = levels[4] });
}

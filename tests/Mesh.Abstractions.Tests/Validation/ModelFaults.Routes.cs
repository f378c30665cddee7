using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Faults of routes, and of what holds for them.</summary>
internal static partial class ModelFaults
{
    private static IEnumerable<ModelFault> Matches()
    {
        string path = $"{RoutePath}/matches/0";
        yield return new("MM060", $"{path}/path", "empty prefix", With(new HttpMatch { Path = TextMatch.Prefix("") }));
        yield return new("MM060", $"{path}/path", "no slash", With(new HttpMatch { Path = TextMatch.Exact("api") }));
        yield return new("MM060", $"{path}/path", "query", With(new HttpMatch { Path = TextMatch.Exact("/api?x=1") }));
        yield return new("MM060", $"{path}/headers/x-a", "empty header prefix", With(new HttpMatch { Headers = [new("x-a", TextMatch.Prefix(""))] }));
        yield return new("MM061", $"{path}/path", "look-ahead", With(new HttpMatch { Path = TextMatch.Regex("/(?=a)") }));
        yield return new("MM061", $"{path}/path", "too long", With(new HttpMatch { Path = TextMatch.Regex("/" + new string('a', 1024)) }));
        yield return new("MM061", $"{path}/headers/x-a", "in a header", With(new HttpMatch { Headers = [new("x-a", TextMatch.Regex("("))] }));
        yield return new("MM061", $"{RoutePath}/cors/allowOrigins/0", "in an origin", With(DetailsRoute with { Cors = new() { AllowOrigins = [TextMatch.Regex("[")] } }));
        yield return new("MM062", $"{path}/headers/X-A", "upper case", With(new HttpMatch { Headers = [new("X-A", TextMatch.Exact("1"))] }));
        yield return new("MM062", $"{path}/headers/:path", "pseudo-header", With(new HttpMatch { Headers = [new(":path", TextMatch.Exact("1"))] }));
        yield return new("MM062", $"{RoutePath}/requestHeaders/set/host", "host", With(DetailsRoute with { RequestHeaders = new() { Set = [new("host", "x")] } }));
        yield return new("MM062", $"{RoutePath}/requestHeaders/set/:authority", "authority", With(DetailsRoute with { RequestHeaders = new() { Set = [new(":authority", "x")] } }));
        yield return new("MM062", $"{RoutePath}/responseHeaders/remove/0", "space", With(DetailsRoute with { ResponseHeaders = new() { Remove = ["a b"] } }));
        yield return new("MM062", $"{RoutePath}/responseHeaders/add/x-a", "single percent", With(DetailsRoute with { ResponseHeaders = new() { Add = [new("x-a", "100%")] } }));
        yield return new("MM062", $"{RoutePath}/responseHeaders/add/x-a", "line feed", With(DetailsRoute with { ResponseHeaders = new() { Add = [new("x-a", "a\nb")] } }));
        yield return new("MM063", $"{path}/methods/0", "lower case", With(new HttpMatch { Methods = ["get"] }));
        yield return new("MM063", $"{path}/methods/1", "empty", With(new HttpMatch { Methods = ["GET", ""] }));
        yield return new("MM064", $"{ServerPath}/routes/1/matches", "after match-all", With(DetailsRoute, DetailsRoute with { Matches = [new() { Path = TextMatch.Exact("/a") }] }));
        yield return new("MM064", $"{ServerPath}/routes/1/matches", "second match-all", With(DetailsRoute with { Matches = [new() { Path = TextMatch.Prefix("/") }] }, DetailsRoute));
        yield return new("MM064", $"{ServerPath}/routes/1/matches", "longer prefix", With(
            DetailsRoute with { Matches = [new() { Path = TextMatch.Prefix("/api") }] },
                DetailsRoute with { Matches = [new() { Path = TextMatch.Exact("/api/v1") }] }, DetailsRoute));
        HttpMatch same = new() { Headers = [new("x-a", TextMatch.Exact("1"))], Methods = ["GET"] };
        yield return new("MM064", $"{ServerPath}/routes/1/matches", "same match", With(DetailsRoute with { Matches = [same] }, DetailsRoute with { Matches = [same] }));
    }

    private static IEnumerable<ModelFault> Actions()
    {
        yield return new("MM065", $"{RoutePath}/redirect", "nothing", With(new RedirectAction()));
        yield return new("MM065", $"{RoutePath}/redirect/path", "path", With(new RedirectAction { Path = "new" }));
        yield return new("MM065", $"{RoutePath}/redirect/authority", "authority", With(new RedirectAction { Authority = "https://x" }));
        yield return new("MM065", $"{RoutePath}/redirect/port", "port", With(new RedirectAction { Port = 0 }));
        yield return new("MM065", $"{RoutePath}/redirect/scheme", "scheme", With(new RedirectAction { Scheme = "ftp" }));
        yield return new("MM065", $"{RoutePath}/redirect/code", "code", With(new RedirectAction { Path = "/", Code = 304 }));
        yield return new("MM066", $"{RoutePath}/directResponse/status", "status", With(new DirectResponseAction { Status = 199 }));
        yield return new("MM066", $"{RoutePath}/directResponse/body", "body", With(new DirectResponseAction { Status = 200, Body = new string('x', 1024 * 1024 + 1) }));
        yield return new("MM067", $"{RoutePath}/directResponse/body", "large body", With(new DirectResponseAction { Status = 200, Body = new string('x', 200 * 1024) }));
        yield return new("MM068", $"{RoutePath}/rewritePath", "path", With(To("details") with { RewritePath = "" }));
        yield return new("MM068", $"{RoutePath}/rewriteAuthority", "authority", With(To("details") with { RewriteAuthority = "a b" }));
        yield return new("MM072", $"{RoutePath}/cors/allowOrigins", "no origin", With(DetailsRoute with { Cors = new() }));
        CorsSettings cors = new() { AllowOrigins = [TextMatch.Exact("https://example.com")] };
        yield return new("MM072", $"{RoutePath}/cors/allowOrigins/0", "empty origin", With(DetailsRoute with { Cors = cors with { AllowOrigins = [TextMatch.Prefix("")] } }));
        yield return new("MM072", $"{RoutePath}/cors/allowOrigins/0", "origin with a path", With(DetailsRoute with { Cors = cors with { AllowOrigins = [TextMatch.Exact("https://example.com/")] } }));
        yield return new("MM072", $"{RoutePath}/cors/allowOrigins/0", "credentials for all", With(DetailsRoute with { Cors = cors with { AllowOrigins = [TextMatch.Exact("*")], AllowCredentials = true } }));
        yield return new("MM072", $"{RoutePath}/cors/allowMethods/0", "method", With(DetailsRoute with { Cors = cors with { AllowMethods = ["FETCH"] } }));
        yield return new("MM072", $"{RoutePath}/cors/allowHeaders/0", "header", With(DetailsRoute with { Cors = cors with { AllowHeaders = [""] } }));
        yield return new("MM072", $"{RoutePath}/cors/maxAge", "half seconds", With(DetailsRoute with { Cors = cors with { MaxAge = TimeSpan.FromMilliseconds(1500) } }));
    }

    private static IEnumerable<ModelFault> Destinations()
    {
        foreach (string service in (string[])[
            "", "Details", "details.backend", "www.example.com", "a/b/c", "/details", "backend/", "details.backend.svc.other", "10.0.0.1"])
        {
            yield return new("MM069", $"{RoutePath}/destinations/0/service", $"'{service}'", With(To(service)));
        }

        string path = $"{RoutePath}/destinations";
        yield return new("MM070", path, "one missing", With(Weighted(1, null)));
        yield return new("MM070", path, "all zero", With(Weighted(0, 0)));
        yield return new("MM070", path, "a lone zero", With(Weighted(0)));
        yield return new("MM070", $"{path}/1/weight", "negative", With(Weighted(1, -1)));
        yield return new("MM070", path, "too large", With(Weighted(int.MaxValue, int.MaxValue, 2)));
        yield return new("MM071", $"{path}/1/service", "two spellings", With(To("details", "backend/details")));
    }

    private static IEnumerable<ModelFault> Settings()
    {
        foreach ((string text, TimeSpan duration) in ((string, TimeSpan)[])
            [("0", TimeSpan.Zero), ("negative", TimeSpan.FromSeconds(-1)), ("fraction", TimeSpan.FromMicroseconds(1500)),
                ("endless", TimeSpan.MaxValue)])
        {
            yield return new("MM080", $"{SettingsPath}/requestTimeout", text, With(new TrafficSettings { RequestTimeout = duration }));
            yield return new("MM080", $"{RoutePath}/timeout", $"{text} on a route", With(DetailsRoute with { Timeout = duration }));
            yield return new("MM080", $"{SettingsPath}/retries/perTryTimeout", $"{text} per try", With(new TrafficSettings { Retries = new() { PerTryTimeout = duration } }));
            yield return new("MM080", $"{SettingsPath}/connectionPool/connectTimeout", $"{text} connecting", With(new TrafficSettings { ConnectionPool = new() { ConnectTimeout = duration } }));
        }

        yield return new("MM080", $"{SettingsPath}/connectionPool/idleTimeout", "idle", With(new TrafficSettings { ConnectionPool = new() { IdleTimeout = TimeSpan.Zero } }));
        yield return new("MM080", $"{SettingsPath}/outlierDetection/interval", "interval", With(new TrafficSettings { OutlierDetection = new() { Interval = TimeSpan.Zero } }));
        yield return new("MM080", "settings/requestTimeout", "on the organization", With(Org with { Settings = new() { RequestTimeout = TimeSpan.Zero } }));
        yield return new("MM081", $"{SettingsPath}/outlierDetection/maxEjectionPercent", "0 %", With(new TrafficSettings { OutlierDetection = new() { MaxEjectionPercent = 0 } }));
        yield return new("MM081", $"{SettingsPath}/outlierDetection/maxEjectionPercent", "101 %", With(new TrafficSettings { OutlierDetection = new() { MaxEjectionPercent = 101 } }));
        yield return new("MM081", $"{SettingsPath}/outlierDetection/consecutive5xxErrors", "negative", With(new TrafficSettings { OutlierDetection = new() { Consecutive5xxErrors = -1 } }));
        yield return new("MM081", $"{SettingsPath}/retries/attempts", "attempts", With(new TrafficSettings { Retries = new() { Attempts = 101 } }));
        yield return new("MM081", $"{SettingsPath}/connectionPool/maxRequests", "requests", With(new TrafficSettings { ConnectionPool = new() { MaxRequests = 0 } }));
        TimeSpan second = TimeSpan.FromSeconds(1);
        yield return new("MM082", $"{SettingsPath}/retries/attempts", "off and limited", With(new TrafficSettings { Retries = new() { Attempts = 0, PerTryTimeout = second } }));
        yield return new("MM083", $"{SettingsPath}/requestTimeout", "per try", With(new TrafficSettings { RequestTimeout = second, Retries = new() { PerTryTimeout = 2 * second } }));
        yield return new("MM083", $"{SettingsPath}/requestTimeout", "connecting", With(new TrafficSettings { RequestTimeout = second, ConnectionPool = new() { ConnectTimeout = 2 * second } }));
        yield return new("MM083", $"{GatewayPath}/settings/retries/perTryTimeout", "against a farther place", new(Org with
        {
            Settings = new() { RequestTimeout = second },
            Tenants = With(Gw with { Settings = new() { Retries = new() { PerTryTimeout = 2 * second } } }).Organization.Tenants,
        }));
        yield return new("MM083", $"{RoutePath}/timeout", "route", With(Server with
        {
            Settings = new() { Retries = new() { PerTryTimeout = 2 * second } },
            Routes = [DetailsRoute with { Timeout = second }],
        }));
        yield return new("MM084", $"{SettingsPath}/outlierDetection/consecutiveGatewayErrors", "both off", With(new TrafficSettings { OutlierDetection = new() { ConsecutiveGatewayErrors = 0 } }));
        yield return new("MM134", $"{SettingsPath}/outlierDetection/sensitivity", "word and number",
            With(new TrafficSettings { OutlierDetection = new() { Sensitivity = OutlierSensitivity.High, ConsecutiveGatewayErrors = 4 } }));
        yield return new("MM085", $"{SettingsPath}/outlierDetection/interval", "a minute against the default", With(new TrafficSettings { OutlierDetection = new() { Interval = 60 * second } }));
        yield return new("MM085", $"{SettingsPath}/outlierDetection/baseEjectionTime", "a second against the default", With(new TrafficSettings { OutlierDetection = new() { BaseEjectionTime = second } }));
        yield return new("MM086", $"{SettingsPath}/failover/order", "by the organization", new(Org with
        {
            Settings = new() { Failover = new() { OrderByClient = [new("aws", [Tier("gcp")])] } },
            Tenants = With(new FailoverSettings { Order = [Tier("aws")] }).Organization.Tenants,
        }));
    }

    private static IEnumerable<ModelFault> Failovers()
    {
        string path = $"{SettingsPath}/failover";
        yield return new("MM090", $"{path}/order/1", "in two tiers", With(new FailoverSettings { Order = [Tier("aws"), Tier("gcp", "aws")] }));
        yield return new("MM090", $"{path}/orderByClient/aws/0", "in one tier", With(new FailoverSettings { OrderByClient = [new("aws", [Tier("gcp", "gcp")])] }));
        yield return new("MM091", $"{path}/order/0", "one missing", With(new FailoverSettings { Order = [new([new("aws", 1), new("gcp")])] }));
        yield return new("MM091", $"{path}/order/0", "zero", With(new FailoverSettings { Order = [new([new("aws", 1), new("gcp", 0)])] }));
        yield return new("MM092", $"{path}/regions/0", "to itself", With(new FailoverSettings { Regions = [new("us-east-2", "us-east-2")] }));
        yield return new("MM092", $"{path}/regions/0", "zone", With(new FailoverSettings { Regions = [new("us-east-2", "us-west1/a")] }));
        yield return new("MM092", $"{path}/regions/0", "wildcard", With(new FailoverSettings { Regions = [new("*", "us-west1")] }));
        yield return new("MM092", $"{path}/regions/0", "empty", With(new FailoverSettings { Regions = [new("", "us-west1")] }));
        yield return new("MM093", $"{path}/regions/1", "twice", With(new FailoverSettings { Regions = [new("us-east-2", "us-west1"), new("us-east-2", "us-west1")] }));
        yield return new("MM094", $"{path}/regions/0", "typing error", With(new FailoverSettings { Regions = [new("us-east-2", "us-west-1")] }));
    }

    private static FailoverTier Tier(params string[] clusters) => new([.. clusters.Select(cluster => new TierCluster(cluster))]);

    private static ForwardAction Weighted(params int?[] weights) =>
        new()
        {
            Destinations = weights.Select((weight, i) => new ServiceDestination { Service = $"s{i}", Port = 80, Weight = weight })
            .ToValueList()
        };
}

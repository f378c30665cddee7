using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>Which routes istiod makes of VirtualServices and their delegates, and which of them answers a request.</summary>
public class RouteTests
{
    [Fact]
    public void Routes_and_what_becomes_of_requests_are_those_of_a_real_istiod_and_Envoy()
    {
        var report = new ComparisonReport("requests", "routes");
        foreach (RouteCase line in RouteCase.All)
        {
            report.Compare(line.Name, () => Compare(line, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(RouteCase line, ComparisonReport report)
    {
        line.AssertKnown();
        if (line.Answers.Count == 0)
        {
            return;
        }

        ProxyConfig[] views = line.Views();
        for (int i = 0; i < views.Length; i++)
        {
            CompareRoutes(report, FormattableString.Invariant($"proxy {i}"), line.ExpectRoutes[i]!, views[i]);
        }

        for (int i = 0; i < line.Answers.Count; i++)
        {
            JsonNode request = line.Requests[i]!;
            ProxyConfig view = views[(int)request["at"]!];
            ProxyCall call = RouteCase.Call(request, view);
            Check(
                report, string.Create(CultureInfo.InvariantCulture, $"request {i} {request.ToJsonString()}"),
                    RouteAnswerText.Of(line.Answers[i]!),
                RouteAnswerText.Of(view.Route(call), call.Request, view));
        }
    }

    /// <summary>The virtual hosts of each recorded route configuration, with their domains and their routes in order.</summary>
    internal static void CompareRoutes(ComparisonReport report, string proxy, JsonNode recorded, ProxyConfig view)
    {
        foreach ((string name, JsonNode? hosts) in recorded.AsObject())
        {
            foreach (JsonNode? host in hosts!.AsArray())
            {
                Check(report, $"{proxy} {name}", RouteText.Of(host!), Find(view, name, host!) is { } found ? RouteText.Of(found)
                    : "no such virtual host");
            }

            string[] known = [.. hosts.AsArray().Select(host => (string)host!["name"]!)];
            foreach (VirtualHost host in view.Proxy.Type == ProxyType.Router ? new GatewayRoutes(view).Table(name).Hosts : [])
            {
                // A configuration without any virtual host is written with one that has no routes.
                Check(report, $"{proxy} {name}", "", known.Contains(host.Name) || host.Routes.Count == 0 ? ""
                    : $"not sent: {RouteText.Of(host)}");
            }
        }
    }

    private static VirtualHost? Find(ProxyConfig view, string routeConfig, JsonNode host)
    {
        string name = (string)host["name"]!;
        if (view.Proxy.Type == ProxyType.Router)
        {
            return new GatewayRoutes(view).Table(routeConfig).Hosts.FirstOrDefault(one => one.Name == name);
        }

        string domain = (string)host["domains"]![0]!;
        return view.Route(new ProxyCall
        {
            Port = int.Parse(routeConfig, CultureInfo.InvariantCulture),
            Host = domain == "*" ? "nobody.knows" : domain.Replace("*", "any", StringComparison.Ordinal),
        }).Host;
    }

    private static void Check(ComparisonReport report, string what, string expected, string actual) =>
        report.Check(expected == actual, what, $"\n  expected\n    {expected}\n  actual\n    {actual}");
}

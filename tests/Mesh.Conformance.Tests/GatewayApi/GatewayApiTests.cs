using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Conformance.Tests.Requests;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.GatewayApi;

/// <summary>What istiod makes of objects of the Gateway API, and which routes its proxies get.</summary>
public class GatewayApiTests
{
    [Fact]
    public void The_derived_objects_are_those_of_a_real_istiod()
    {
        var report = new ComparisonReport("gatewayapi", "derived");
        foreach (GatewayApiCase line in GatewayApiCase.All)
        {
            report.Compare(line.Id, () =>
            {
                line.AssertKnown();
                string[] expected = [.. line.Converted.Select(value => ConvertedText.Of(value!)).Order(StringComparer.Ordinal)];
                string[] actual = [.. line.Derived().Select(ConvertedText.Of).Order(StringComparer.Ordinal)];
                report.Check(
                    expected.SequenceEqual(actual, StringComparer.Ordinal), "derived",
                    $"\n  expected\n    {Lines(expected.Except(actual))}\n  actual\n    {Lines(actual.Except(expected))}");
            });
        }

        report.AssertNoneUnknown();
    }

    [Fact]
    public void The_routes_of_proxies_are_those_of_a_real_istiod()
    {
        var report = new ComparisonReport("gatewayapi", "routes");
        foreach (GatewayApiCase line in GatewayApiCase.All)
        {
            report.Compare(line.Id, () =>
            {
                ProxyConfig[] views = line.Views();
                for (int i = 0; i < views.Length; i++)
                {
                    JsonObject recorded = RecordedRoutes.Of(line.ExpectRoutes[i]!);
                    RouteTests.CompareRoutes(report, FormattableString.Invariant($"proxy {i}"), recorded, views[i]);
                }
            });
        }

        report.AssertNoneUnknown();
    }

    private static string Lines(IEnumerable<string> texts) => string.Join("\n    ", texts);
}

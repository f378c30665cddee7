using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>Which deciding filters istiod puts into which filter chains of a proxy.</summary>
public class AccessFilterTests
{
    private const int Blackhole = 15006;

    [Fact]
    public void The_filters_of_every_chain_are_those_of_a_real_istiod()
    {
        var report = new ComparisonReport("requests", "filters");
        foreach (AccessCase one in AccessCase.All.Where(one => one.Line["filters"] is not null))
        {
            report.Compare(one.Id, () => Compare(one, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(AccessCase one, ComparisonReport report)
    {
        ProxyConfig[] views = one.Views();
        JsonArray proxies = one.Line["filters"]!.AsArray();
        for (int i = 0; i < proxies.Count; i++)
        {
            var control = new AccessControl(views[i], one.Proxy(i).Identity, one.Proxy(i).Address);
            SortedDictionary<string, string> expected = Recorded(proxies[i]!.AsArray());
            SortedDictionary<string, string> actual = views[i].Proxy.Type == ProxyType.Router
                ? OfGateway(views[i], control)
                : OfSidecar(views[i], one.Proxy(i).Address, control);
            foreach (string chain in expected.Keys.Union(actual.Keys))
            {
                string wanted = expected.GetValueOrDefault(chain, "no such chain");
                string found = actual.GetValueOrDefault(chain, "no such chain");
                report.Check(wanted == found, $"proxy {i} chain {chain}", $"\n  expected {wanted}\n  actual   {found}");
            }
        }
    }

    private static SortedDictionary<string, string> Recorded(JsonArray groups)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonNode? group in groups)
        {
            KnownFields.Only(group, "a group of filters", "filters", "chains");
            string filters = FilterText.Of(group!["filters"]!);
            foreach (JsonNode? chain in group["chains"]!.AsArray())
            {
                KnownFields.Only(chain, "a chain", "listener", "chain", "kind", "port", "transport", "alpn", "sni");
                if ((int?)chain!["port"] == Blackhole)
                {
                    continue;
                }

                string listener = (string)chain["listener"]!;
                string sni = string.Join(',', (chain["sni"]?.AsArray() ?? []).Select(name => (string)name!).Order(StringComparer.Ordinal));
                string key = listener == "virtualInbound"
                    ? $"{(int?)chain["port"] ?? 0} {(string)chain["kind"]!} {(string?)chain["transport"]}"
                    : $"{listener[(listener.LastIndexOf('_') + 1)..]} {(string)chain["kind"]!} {sni}";
                result[key] = result.TryGetValue(key, out string? other) && other != filters ? $"{other} | {filters}" : filters;
            }
        }

        return result;
    }

    private static SortedDictionary<string, string> OfSidecar(ProxyConfig view, string address, AccessControl control)
    {
        var listeners = new SidecarListeners(view, address);
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((int port, PortProtocol protocol) in listeners.Ports.Append(new(0, PortProtocol.Sniffed)))
        {
            MutualTlsMode mode = listeners.ModeOf(port);
            foreach (string kind in protocol.IsHttp() ? ["http"] : protocol == PortProtocol.Sniffed ? (string[])["http", "tcp"] : ["tcp"])
            {
                foreach (string transport in mode switch
                {
                    MutualTlsMode.Strict => (string[])["tls"],
                    MutualTlsMode.Disable => ["raw_buffer"],
                    _ => ["raw_buffer", "tls"],
                })
                {
                    result[$"{port} {kind} {transport}"] = FilterText.Of(control.Policies, kind == "http");
                }
            }
        }

        return result;
    }

    private static SortedDictionary<string, string> OfGateway(ProxyConfig view, AccessControl control)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((int port, GatewayChain? chain, bool isHttp) in new GatewayListeners(view).All())
        {
            string sni = chain is null ? "" : string.Join(',', chain.ServerNames.Order(StringComparer.Ordinal));
            bool hasPolicies = chain?.Server.TlsMode != ServerTlsMode.AutoPassthrough;
            result[$"{port} {(isHttp ? "http" : "tcp")} {sni}"] = hasPolicies ? FilterText.Of(control.Policies, isHttp) : "";
        }

        return result;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Tls;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>What clients send to each endpoint, and whether it works: as a real Envoy did.</summary>
public class TlsTests
{
    // What stands behind the recorded addresses, see the README: proxies, plain servers, and one TLS server.
    private const int Gateway = 1;
    private const int FirstSidecar = 2;
    private const string TlsServer = "203.0.113.50:443";
    private const string NotListening = ":443";

    [Fact]
    public void What_clients_send_and_whether_it_works_is_as_recorded()
    {
        var report = new ComparisonReport("requests", "tls");
        foreach (TlsCase one in TlsCase.All)
        {
            report.Compare(one.Id, () => Compare(one, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(TlsCase one, ComparisonReport report)
    {
        one.AssertKnown();
        if (one.IsRefused)
        {
            return;
        }

        ProxyConfig[] views = one.Views();
        for (int i = 0; i < one.Calls.Count; i++)
        {
            JsonNode call = one.Calls[i]!;
            JsonNode answer = one.Answers[i]!;
            string[] expected = [.. answer["endpoints"]?.AsArray().Select(endpoint => Recorded(endpoint!))
                ?? [$"works {(bool)answer["works"]!}"]];
            string[] actual = call["client"] is null ? [$"works {PlainWorks(one, views, call)}"] : [.. Endpoints(one, views, call)];
            report.Check(
                expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)), $"call {i}",
                $"{call.ToJsonString()}\n  expected\n    {string.Join("\n    ", expected)}\n  actual\n    {string.Join("\n    ", actual)}");
        }
    }

    private static string Recorded(JsonNode endpoint) => Text(
        (string)endpoint["address"]!, (string?)endpoint["tlsMode"], (string)endpoint["sends"]!, (string?)endpoint["sni"],
        (string?)endpoint["trusts"], (endpoint["accepts"]?.AsArray() ?? []).Select(name => (string)name!), (bool)endpoint["works"]!,
        (int?)endpoint["status"], (string?)endpoint["arrives"]);

    private static string Text(
        string address, string? tlsMode, string sends, string? sni, string? trusts, IEnumerable<string> accepts, bool works,
        int? status, string? arrives) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{address} tlsMode {tlsMode} sends {sends} sni {sni} trusts {trusts} "
            + $"accepts [{Sorted(accepts)}] works {works} {status} {arrives}");

    private static string Sorted(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    private static bool PlainWorks(TlsCase one, ProxyConfig[] views, JsonNode call) => Meet(
        one, views, new LocalityEndpoint((string)call["to"]!, (int)call["port"]!), SentTls.PlainText, "", "",
        (string)call["protocol"]! == "http").Problem is null;

    private static IEnumerable<string> Endpoints(TlsCase one, ProxyConfig[] views, JsonNode call)
    {
        int client = (int)call["client"]!;
        string host = (string)call["host"]!;
        bool isHttp = (string)call["protocol"]! == "http";
        EnvoyCluster? cluster = views[client].Cluster(host, (int)call["port"]!);
        foreach (LocalityEndpoint endpoint in (cluster?.Groups ?? default).SelectMany(group => group.Endpoints))
        {
            SentTls sent = SentTls.Of(cluster!, endpoint, isHttp);
            string identity = one.IdentityOf(client, isClient: true);
            (string? problem, bool arrives) = Meet(one, views, endpoint, sent, identity, isHttp ? host : "", isHttp);
            bool isPlain = sent.Kind == SentTlsKind.PlainText;
            yield return Text(
                $"{endpoint.Address}:{endpoint.Port.ToString(CultureInfo.InvariantCulture)}",
                endpoint.TlsMode == "istio" ? "istio" : null,
                sent.Kind switch { SentTlsKind.PlainText => "plaintext", SentTlsKind.Tls => "TLS", _ => "mTLS" },
                sent.Sni.Length > 0 ? sent.Sni : null,
                isPlain ? null : sent.Trusts.Length > 0 ? sent.Trusts : "nothing is verified",
                sent.Accepts,
                problem is null,
                !isHttp ? null : problem is null ? 200 : 503,
                arrives && problem is null && isHttp ? "mTLS" : null);
        }
    }

    private static (string? Problem, bool Arrives) Meet(
        TlsCase one, ProxyConfig[] views, LocalityEndpoint endpoint, SentTls sent, string identity, string authority, bool isHttp)
    {
        string place = $"{endpoint.Address}:{endpoint.Port.ToString(CultureInfo.InvariantCulture)}";
        if (place == TlsServer)
        {
            return (TlsExchange.ProblemAtTlsServer(sent, new ServerCertificate(["external.test"], IsOfMesh: true), authority), false);
        }

        for (int i = Gateway; i < views.Length; i++)
        {
            if (one.AddressOf(i) != endpoint.Address)
            {
                continue;
            }

            InboundMatch match = AccessControl.ListenersOf(views[i], endpoint.Address)(new InboundCall
            {
                Port = endpoint.Port,
                IsHttp = isHttp,
                Tls = sent.ArrivesAs(identity, authority),
            });
            var certificate = new ServerCertificate([one.IdentityOf(i, isClient: false)], IsOfMesh: true);
            string? problem = TlsExchange.ProblemAtProxy(sent, match, certificate, authority);
            bool takesTls = match.Chain is { PassesTls: true };
            // Nothing listens on port 443 of the pods, and their applications do not speak TLS.
            bool isRefused = place.EndsWith(NotListening, StringComparison.Ordinal);
            return (isRefused ? "connection refused" : problem ?? (takesTls ? "TLS bytes" : null),
                i >= FirstSidecar && match.Chain is { Identity.Length: > 0 });
        }

        return (TlsExchange.ProblemAtPlainServer(sent), false);
    }
}

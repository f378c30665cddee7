using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Clusters;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>
/// Whether a client may make a request, which rule says so, and who is asked: as a real Envoy answered, at pods and through gateways.
/// </summary>
public class AccessVerdictTests
{
    private const int MeshPort = 15443;

    [Fact]
    public void Who_may_call_what_and_by_which_rule_is_as_recorded()
    {
        var report = new ComparisonReport("requests", "verdicts");
        foreach (AccessCase one in AccessCase.All)
        {
            report.Compare(one.Id, () => Compare(one, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(AccessCase one, ComparisonReport report)
    {
        one.AssertKnown();
        if (one.IsRefused || one.Line["clients"] is null)
        {
            return;
        }

        ProxyConfig[] views = one.Views();
        AccessControl[] controls = [.. views.Select((view, i) => new AccessControl(view, one.Proxy(i).Identity, one.Proxy(i).Address))];
        bool throughGateways = one.Answers.Any(answer => answer!["at"] is not null)
            || one.Id.StartsWith("guardrails/", StringComparison.Ordinal);
        for (int i = 0; i < one.Requests.Count; i++)
        {
            JsonNode request = one.Requests[i]!;
            int at = (int)request["at"]!;
            InboundCall call = CallOf(one, request, throughGateways && at == 1);
            string actual = Answer(one, views, controls, at, call, throughGateways);
            string expected = AnswerText.Of(one.Answers[i]!);
            report.Check(
                AnswerText.Agree(expected, actual, anyRule: i == 0 && throughGateways), $"request {i}",
                $"\n  {request.ToJsonString()} of {one.Client(request)}\n  expected {expected}\n  actual   {actual}");
        }
    }

    private static string Answer(
        AccessCase one, ProxyConfig[] views, AccessControl[] controls, int at, InboundCall call, bool throughGateways)
    {
        AccessDecision decision = controls[at].Decide(call);
        if (at == 0 || decision.Verdict != AccessVerdict.Allowed)
        {
            return AnswerText.Of(decision, throughGateways && decision.Verdict == AccessVerdict.Denied ? at == 0 ? "pod" : "gateway" : "");
        }

        CallResult route = views[at].Route(new ProxyCall
        {
            Port = call.Port,
            Host = call.Request.Authority ?? "",
            Request = call.Request,
            Tls = decision.Chain!.Tls,
            Sni = decision.Chain.Sni,
        });
        if (route.Targets.IsEmpty)
        {
            // Envoy asks no authorizer about requests that it has no route for.
            return decision.Chain.IsHttp ? "no-route; asked []" : "refused; asked []";
        }

        if (!throughGateways)
        {
            return AnswerText.Of(decision, "");
        }

        if (views[at].ClusterNamed(route.Targets[0].Cluster) is not { } target)
        {
            return "no-route; asked []";
        }

        var tls = new InboundTls
        {
            Sni = ClusterName.Sni(target.Port, target.Subset, target.Host),
            Identity = one.Proxy(at).Identity,
            HasIstioProtocols = true,
        };
        AccessDecision behind = controls[0].Decide(controls[at].Forward(call, decision, PodPort(one, target), tls));
        return AnswerText.Of(
            behind with { Asked = decision.Asked.AddRange(behind.Asked) }, behind.Verdict == AccessVerdict.Denied ? "pod" : "");
    }

    // The server's pods are behind every name of it, whatever the slices say.
    private static int PodPort(AccessCase one, EnvoyCluster target)
    {
        ClusterInventory cluster = one.Snapshot().Clusters[0].Inventory;
        ServiceInfo service = cluster.Services.First(
            service => target.Host.StartsWith($"{service.Name}.{service.Namespace}.", StringComparison.Ordinal));
        string text = service.Ports.First(port => port.Number == target.Port).TargetPort;
        return int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static InboundCall CallOf(AccessCase one, JsonNode request, bool isGateway)
    {
        RecordedClient client = one.Client(request);
        int port = (int)request["port"]!;
        bool isHttp = (string)request["protocol"]! != "tcp";
        // Gateways were called with TLS where a server name is given, in the first kind of file on the mesh port alone.
        bool startsTls = isGateway ? request["sni"] is not null
            : client.Principal is not null && ((int)request["at"]! == 0 || port == MeshPort);
        return new InboundCall
        {
            Port = port,
            IsHttp = isHttp,
            IsHttp2 = (string)request["protocol"]! == "http2",
            Address = client.Address,
            Tls = startsTls ? TlsOf(one, request, client) : null,
            Request = new Request
            {
                Method = (string?)request["method"] ?? "GET",
                Path = (string?)request["path"] ?? "/",
                Authority = (string?)request["host"],
                Headers = (request["headers"]?.AsObject() ?? [])
                    .Select(header => KeyValuePair.Create(header.Key, header.Value is JsonArray all
                        ? string.Join(',', all.Select(value => (string)value!)) : (string)header.Value!))
                    .ToValueMap(),
            },
            Token = request["jwt"] is JsonObject token ? Token(token) : null,
        };
    }

    private static InboundTls TlsOf(AccessCase one, JsonNode request, RecordedClient client) => new()
    {
        Sni = (string?)request["sni"]
            ?? ((int)request["at"]! == 0 ? DefaultSni(one, (int)request["port"]!) : (string?)request["host"] ?? ""),
        Identity = client.Principal is { Length: > 0 } principal ? $"spiffe://{principal}" : client.Principal,
        HasIstioProtocols = client.Principal is not null,
    };

    private static string DefaultSni(AccessCase one, int port)
    {
        ClusterInventory cluster = one.Snapshot().Clusters[0].Inventory;
        string text = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (ServiceInfo service in cluster.Services.Where(
            service => service.Namespace == (string)one.Line["proxies"]![0]!["namespace"]!))
        {
            foreach (ServicePortInfo candidate in service.Ports)
            {
                if (candidate.TargetPort == text)
                {
                    return ClusterName.Sni(candidate.Number, "", $"{service.Name}.{service.Namespace}.svc.cluster.local");
                }
            }
        }

        return ClusterName.Sni(port, "", "api.shop.svc.cluster.local");
    }

    private static BearerToken Token(JsonObject token)
    {
        string? state = (string?)token["state"];
        var claims = new List<KeyValuePair<string, ValueList<string>>>();
        Add(claims, "", token);
        if (!token.ContainsKey("iss"))
        {
            claims.Add(new("iss", ["https://issuer.example"]));
        }

        return new BearerToken(claims.Where(claim => claim.Key != "state").ToValueMap(), state is null or "valid" or "foreign");
    }

    private static void Add(List<KeyValuePair<string, ValueList<string>>> claims, string prefix, JsonObject values)
    {
        foreach ((string name, JsonNode? value) in values)
        {
            string key = prefix.Length == 0 ? name : $"{prefix}][{name}";
            switch (value)
            {
                case JsonObject inner:
                    Add(claims, key, inner);
                    break;
                case JsonArray list:
                    claims.Add(new(key, list.Select(element => (string)element!).ToValueList()));
                    break;
                default:
                    claims.Add(new(key, [(string)value!]));
                    break;
            }
        }
    }
}

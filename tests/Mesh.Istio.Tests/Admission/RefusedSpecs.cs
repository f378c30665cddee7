using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Admission;

/// <summary>Objects that break one rule (CEL) of a CRD each.</summary>
internal static class RefusedSpecs
{
    public static IEnumerable<string> All => Rows.Concat(Selecting).Select(row => Object(row.Kind, row.Spec));

    private static (string Kind, string Spec)[] Rows =>
    [
        ("ServiceEntry", "hosts: [a], workloadSelector: { labels: { a: b } }, endpoints: [{ address: 1.1.1.1 }], resolution: STATIC"),
        ("ServiceEntry", "hosts: [a], addresses: [10.0.0.0/8], resolution: DNS"),
        ("ServiceEntry", "hosts: [a], endpoints: [{ address: 1.1.1.1 }]"),
        ("ServiceEntry", "hosts: [a], resolution: DNS_ROUND_ROBIN, endpoints: [{ address: a.b }, { address: a.c }]"),
        ("ServiceEntry", "hosts: ['*']"),
        ("ServiceEntry", "hosts: [a], ports: [{ number: 80, name: a }, { number: 80, name: b }]"),
        ("ServiceEntry", "hosts: [a], ports: [{ number: 80, name: a }, { number: 81, name: a }]"),
        ("ServiceEntry", "hosts: [a], ports: [{ number: 0, name: a }]"),
        ("ServiceEntry", "hosts: [a], ports: [{ number: 80, targetPort: 65536, name: a }]"),
        ("ServiceEntry", "hosts: [a], resolution: STATIC, endpoints: [{ labels: { a: b } }]"),
        ("ServiceEntry", "hosts: [a], resolution: STATIC, endpoints: [{ address: 'unix:///a', ports: { a: 80 } }]"),
        ("ServiceEntry", "hosts: [a], resolution: STATIC, endpoints: [{ address: 'unix://a' }]"),
        ("ServiceEntry", "hosts: [a], resolution: STATIC, endpoints: [{ address: 'unix:///a/' }]"),
        ("ServiceEntry", "hosts: [a], resolution: STATIC, endpoints: [{ address: 1.1.1.1, ports: { 'a b': 80 } }]"),
        ("ServiceEntry", "hosts: [a], resolution: STATIC, endpoints: [{ address: 1.1.1.1, ports: { a: 65536 } }]"),
        ("ServiceEntry", "hosts: [a], workloadSelector: { labels: { a: '*' } }"),
        ("WorkloadEntry", "weight: 1"),
        ("WorkloadEntry", "address: 'unix:///a', ports: { a: 80 }"),
        ("WorkloadEntry", "address: 'unix://a'"),
        ("WorkloadEntry", "address: 'unix:///a/'"),
        ("WorkloadEntry", "address: 1.1.1.1, ports: { a_b: 80 }"),
        ("WorkloadEntry", "address: 1.1.1.1, ports: { a: 0 }"),
        ("WorkloadGroup", "template: { address: 'unix:///a', ports: { a: 80 } }"),
        ("WorkloadGroup", "template: { address: 'unix:///a/' }"),
        ("WorkloadGroup", "template: { address: 'unix://a' }"),
        ("WorkloadGroup", "template: { ports: { a_b: 80 } }"),
        ("WorkloadGroup", "template: { ports: { a: 65536 } }"),
        ("WorkloadGroup", "template: {}, probe: { httpGet: { port: 0 } }"),
        ("WorkloadGroup", "template: {}, probe: { httpGet: { port: 80, scheme: ftp } }"),
        ("WorkloadGroup", "template: {}, probe: { tcpSocket: { port: 65536 } }"),
        ("WorkloadGroup", "template: {}, probe: { grpc: { port: 65536 } }"),
        ("DestinationRule", "host: a, trafficPolicy: { connectionPool: { tcp: { connectTimeout: 0s } } }"),
        ("DestinationRule", "host: a, workloadSelector: { matchLabels: { 'a*': b } }"),
        ("DestinationRule", "host: a, workloadSelector: { matchLabels: { '': b } }"),
        ("DestinationRule", "host: a, workloadSelector: { matchLabels: { a: 'b*' } }"),
        ("Gateway", "servers: [{ hosts: ['*'], port: { number: 443, name: a, protocol: HTTPS }, tls: { credentialNames: [a], tlsCertificates: [{ privateKey: a }] } }]"),
        ("Gateway", "servers: [{ hosts: ['*'], port: { number: 443, name: a, protocol: HTTPS }, tls: { credentialNames: [a], credentialName: a } }]"),
        ("Sidecar", "ingress: [{ port: { number: 443, protocol: HTTPS }, tls: { credentialNames: [a], tlsCertificates: [{ privateKey: a }] } }]"),
        ("Sidecar", "ingress: [{ port: { number: 443, protocol: HTTPS }, tls: { credentialNames: [a], credentialName: a } }]"),
        ("Sidecar", "workloadSelector: { labels: { a: '*' } }"),
        ("Sidecar", "inboundConnectionPool: { http: { idleTimeout: 0.5ms } }"),
        ("VirtualService", "hosts: [a], http: [{ timeout: 0s, route: [{ destination: { host: a } }] }]"),
        ("PeerAuthentication", "portLevelMtls: { '80': { mode: STRICT } }"),
        ("PeerAuthentication", "selector: { matchLabels: { a: b } }, portLevelMtls: { '0': { mode: STRICT } }"),
        ("RequestAuthentication", "jwtRules: [{ issuer: a, jwks: '{}', jwksUri: 'https://a' }]"),
        ("RequestAuthentication", "jwtRules: [{ issuer: a, jwksUri: 'ftp://a' }]"),
        ("RequestAuthentication", "jwtRules: [{ issuer: a, timeout: 0s }]"),
        ("AuthorizationPolicy", "rules: [{ from: [{ source: { serviceAccounts: [a], namespaces: [b] } }] }]"),
    ];

    private static IEnumerable<(string Kind, string Spec)> Selecting =>
        from kind in new[] { "RequestAuthentication", "AuthorizationPolicy", "PeerAuthentication" }
        from spec in new[]
        {
            "selector: { matchLabels: { 'a*': b } }",
            "selector: { matchLabels: { '': b } }",
            "selector: { matchLabels: { a: 'b*' } }",
            "selector: { matchLabels: { a: b } }, targetRefs: [{ kind: Service, name: a }]",
            "targetRefs: [{ kind: Service, name: a, namespace: b }]",
            "targetRef: { kind: Service, name: a, namespace: b }",
        }
        where kind != "PeerAuthentication" || !spec.Contains("targetRef", StringComparison.Ordinal)
        select (kind, spec);

    private static string Object(string kind, string spec) => $$"""
        apiVersion: {{KindTable.Find(kind)!.Group}}/v1
        kind: {{kind}}
        metadata: { name: a, namespace: ns }
        spec: { {{spec}} }
        """;
}

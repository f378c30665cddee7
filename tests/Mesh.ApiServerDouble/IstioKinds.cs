namespace Mesh.ApiServerDouble;

/// <summary>
/// Stand-ins for the CRDs of the kinds that Mesh writes: good enough for server-side apply, without Istio's schemas and rules.
/// </summary>
public static class IstioKinds
{
    /// <summary>
    /// The ten kinds of <c>networking.istio.io</c> and <c>security.istio.io</c> that Mesh writes, version <c>v1</c>. Every field is
    /// accepted.
    /// </summary>
    /// <remarks>For schemas and rules, read the CRDs of your Istio version with <see cref="CustomResources.FromFile"/>.</remarks>
    public static CustomResources All { get; } = CustomResources.FromYaml(string.Join("\n---\n",
    [
        Crd("networking.istio.io", "DestinationRule", "destinationrules"),
        Crd("networking.istio.io", "ServiceEntry", "serviceentries", """
            ports:
                                type: array
                                x-kubernetes-list-type: map
                                x-kubernetes-list-map-keys: [name]
                                items: {type: object, required: [name], properties: {name: {type: string}, number: {type: integer},
                                  protocol: {type: string}, targetPort: {type: integer}}}
            """),
        Crd("networking.istio.io", "WorkloadEntry", "workloadentries"),
        Crd("networking.istio.io", "WorkloadGroup", "workloadgroups"),
        Crd("networking.istio.io", "Gateway", "gateways"),
        Crd("networking.istio.io", "VirtualService", "virtualservices"),
        Crd(
            "security.istio.io", "PeerAuthentication", "peerauthentications",
            "portLevelMtls: {type: object, additionalProperties: {type: object, properties: {mode: {type: string}}}}"),
        Crd("security.istio.io", "RequestAuthentication", "requestauthentications"),
        Crd("security.istio.io", "AuthorizationPolicy", "authorizationpolicies"),
        Crd("networking.istio.io", "Sidecar", "sidecars"),
    ]));

    private static string Crd(string group, string kind, string plural, string properties = "{}") => $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: {{plural}}.{{group}}}
        spec:
          group: {{group}}
          scope: Namespaced
          names: {plural: {{plural}}, singular: {{kind.ToLowerInvariant()}}, kind: {{kind}}, listKind: {{kind}}List}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
                    properties:
                      {{(properties == "{}" ? "exportTo: {type: array, items: {type: string}}" : properties.Trim())}}
        """;
}

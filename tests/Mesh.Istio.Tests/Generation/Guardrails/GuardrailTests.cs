using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Comparison;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Generation.Guardrails;

public class GuardrailTests
{
    private static readonly string[] Clusters = ["aws", "gcp"];

    [Fact]
    public void Without_guardrails_nothing_is_generated() => Assert.Empty(Guardrails(Model(null, null, null)));

    [Fact]
    public void Required_mutual_TLS_is_strict_in_every_namespace_of_every_workspace() => Assert.Equal(
        ["aws cart Strict", "aws details Strict", "aws reviews Strict", "gcp cart Strict", "gcp details Strict", "gcp reviews Strict"],
        Generate(Model(new() { MutualTls = MutualTlsPolicy.Required }, null, null)).Clusters
            .SelectMany(cluster =>
                cluster.Objects.OfType<PeerAuthentication>().Select(o => $"{cluster.Cluster} {o.Metadata.Namespace} {o.Mtls!.Mode}"))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Permitted_plain_text_is_written_because_the_mesh_may_say_otherwise() =>
        Assert.All(Guardrails(Model(new() { MutualTls = MutualTlsPolicy.Permitted }, null, null)), o =>
            Assert.Equal(Mesh.Istio.Resources.MutualTlsMode.Permissive, ((PeerAuthentication)o).Mtls!.Mode));

    [Fact]
    public void Access_by_workspace_permits_its_own_identities_in_every_trust_domain_and_not_its_gateways() => Assert.Equal(
        ["td-aws/ns/details/sa/*", "td-aws/ns/reviews/sa/*", "td-gcp/ns/details/sa/*", "td-gcp/ns/reviews/sa/*"],
        Callers(Model(null, null, Limit(AccessScope.Workspace)), "details"));

    [Fact]
    public void Access_by_tenant_permits_its_other_workspaces_too()
    {
        Assert.Contains("td-gcp/ns/cart/sa/*", Callers(Model(null, Limit(AccessScope.Tenant), null), "details"));
        Assert.DoesNotContain("td-gcp/ns/pay/sa/*", Callers(Model(null, Limit(AccessScope.Tenant), null, otherTenant: true), "details"));
    }

    [Fact]
    public void Listed_access_permits_what_is_listed() => Assert.Equal(
        ["td-aws/ns/pay/sa/*", "td-gcp/ns/pay/sa/*"],
        Callers(Model(null, null, Limit(AccessScope.Listed, "tenants/prod"), otherTenant: true), "details"));

    [Fact]
    public void A_stricter_level_and_a_nearer_one_permit_what_both_permit() => Assert.Equal(
        ["td-aws/ns/details/sa/*", "td-aws/ns/reviews/sa/*", "td-gcp/ns/details/sa/*", "td-gcp/ns/reviews/sa/*"],
        Callers(
            Model(Limit(AccessScope.Tenant) with { Propagation = Propagation.Stricter }, null,
                Limit(AccessScope.Workspace, "tenants/prod"), otherTenant: true), "details"));

    [Fact]
    public void A_selector_of_one_cluster_permits_the_identities_of_that_cluster_only()
    {
        MeshModel model = Model(null, null, Limit(AccessScope.Workspace), selector: "aws/reviews");

        Assert.DoesNotContain("td-gcp/ns/reviews/sa/*", Callers(model, "details"));
        Assert.Contains("td-aws/ns/reviews/sa/*", Callers(model, "details"));
    }

    [Fact]
    public void A_pattern_names_the_namespaces_that_were_observed() => Assert.Contains(
        "td-aws/ns/reviews/sa/*", Callers(Model(null, null, Limit(AccessScope.Workspace), selector: "*/rev*"), "details"));

    [Fact]
    public void Gateway_pods_in_a_limited_namespace_stay_open_to_callers_without_identity()
    {
        AuthorizationPolicy open = Assert.Single(
            Guardrails(Model(null, null, Limit(AccessScope.Workspace), gatewayNamespace: "details")).OfType<AuthorizationPolicy>(),
            policy => policy.Selector is not null && policy.Action == AuthorizationAction.Allow);

        Assert.Equal("allow-gateway-ingress-eb0eb5316c69aa57", open.Metadata.Name);
        Assert.Equal("app=ingress", string.Join(',', open.Selector!.MatchLabels.Select(label => $"{label.Key}={label.Value}")));
        Assert.Equal([new AuthorizationRule()], open.Rules!.Value);
    }

    [Fact]
    public void Where_nobody_may_call_a_rule_that_somebody_adds_by_hand_is_a_change()
    {
        MeshModel books = Model(null, null, null);
        Tenant dev = books.Organization.Tenants[0];
        var closed = new MeshModel(books.Organization with
        {
            Tenants =
            [dev with { Workspaces = [dev.Workspaces[1] with { Security = Limit(AccessScope.Listed) }] }]
        });
        MeshResources generated = Generate(closed);
        AuthorizationPolicy nobody = generated["aws"].OfType<AuthorizationPolicy>().Single();
        MeshResources opened = generated with
        {
            Clusters = generated.Clusters.Select(cluster => cluster with
            {
                Objects = cluster.Objects.Select(
                    o => o is AuthorizationPolicy policy ? policy with { Rules = [new AuthorizationRule()] } : o).ToValueList(),
            }).ToValueList(),
        };

        Assert.Equal(("allow", AuthorizationAction.Allow, 0), (nobody.Metadata.Name, nobody.Action, nobody.Rules!.Value.Count));
        string yaml = ManifestWriter.ToYaml([nobody]);
        Assert.Contains("  rules: []\n", yaml, StringComparison.Ordinal);
        Assert.Equal([nobody], ManifestReader.Read(yaml).Objects);
        Assert.Equal(2, MeshComparison.Of(generated, opened).Objects.Count(entry => entry.State == ObjectState.Different));
    }

    [Fact]
    public void Limited_reachability_keeps_the_own_namespaces_and_Istio()
    {
        MeshModel model = Model(null, null, new() { Reachability = new() { Scope = AccessScope.Workspace } });

        Assert.Equal(["./*", "reviews/*", "istio-system/*"], Hosts(model, "details"));
        Assert.Equal(["./*", "details/*", "istio-system/*"], Hosts(model, "reviews"));
        Assert.Equal(
            ["./*", "istio-system/*"],
            Hosts(Model(null, null, new() { Reachability = new() { Scope = AccessScope.Listed } }), "details"));
    }

    [Fact]
    public void Registry_only_is_written_with_and_without_a_limit_on_what_is_known()
    {
        Sidecar alone = Guardrails(Model(null, null, new() { RegistryOnly = true })).OfType<Sidecar>().First();
        Sidecar limited = Guardrails(Model(
            null, null, new() { RegistryOnly = true, Reachability = new() { Scope = AccessScope.Workspace } })).OfType<Sidecar>().First();

        Assert.Equal((OutboundTrafficPolicyMode.RegistryOnly, "*/*"),
            (alone.OutboundTrafficPolicy!.Mode, Assert.Single(alone.Egress[0].Hosts)));
        Assert.Equal((OutboundTrafficPolicyMode.RegistryOnly, 3), (limited.OutboundTrafficPolicy!.Mode, limited.Egress[0].Hosts.Count));
    }

    [Fact]
    public void Guardrails_permit_nobody_who_is_in_none_of_the_permitted_workspaces() =>
        Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue]).Sample(
        (model, seed) =>
        {
            MeshResources resources = new IstioGenerator().Generate(model, new InventoryRandom(new Random(seed)).For(model));
            Dictionary<string, string> owners = model.Organization.Tenants
                .SelectMany(tenant => tenant.Workspaces.SelectMany(workspace => workspace.Namespaces.Select(selector =>
                    KeyValuePair.Create(selector.Namespace, $"tenants/{tenant.Name}/workspaces/{workspace.Name}"))))
                .DistinctBy(pair => pair.Key)
                .ToDictionary();
            foreach (IstioObject o in resources.Clusters.SelectMany(cluster => cluster.Objects))
            {
                IEnumerable<string> named = o switch
                {
                    AuthorizationPolicy policy => policy.Rules!.Value.SelectMany(rule => rule.From).SelectMany(
                        from => from.Source!.Principals.Concat(from.Source!.NotPrincipals)).Select(principal => principal.Split('/')[2]),
                    Sidecar sidecar => sidecar.Egress[0].Hosts.Select(host => host.Split('/')[0]),
                    _ => [],
                };
                foreach (string ns in named.Where(owners.ContainsKey))
                {
                    Assert.True(IsPermitted(model, o, owners[ns]), $"{o} names {ns} of {owners[ns]}");
                }
            }
        },
        iter: 200);

    private static bool IsPermitted(MeshModel model, IstioObject o, string path)
    {
        string tenantName = o.Metadata.Labels["multicluster.mesh/tenant"];
        string workspaceName = o.Metadata.Labels["multicluster.mesh/workspace"];
        Tenant tenant = model.Organization.Tenants.Single(candidate => candidate.Name == tenantName);
        EffectiveSecurity holds =
            EffectiveSecurity.Of(model.Organization, tenant, tenant.Workspaces.Single(candidate => candidate.Name == workspaceName));
        string own = $"tenants/{tenantName}/workspaces/{workspaceName}";
        // The own namespace of a Sidecar is '.', the gateways' identities are the workspace's own.
        return path == own || (o is Sidecar ? holds.Reachability : holds.Access).All(settings => settings.Scope switch
        {
            AccessScope.Unlimited => true,
            AccessScope.Tenant => path.StartsWith($"tenants/{tenantName}/", StringComparison.Ordinal) || settings.Others.Contains(path),
            _ => settings.Others.Contains(path),
        });
    }

    private static SecuritySettings Limit(AccessScope scope, params string[] others) =>
        new() { Access = new() { Scope = scope, Others = [.. others] } };

    private static MeshModel Model(
        SecuritySettings? organization, SecuritySettings? tenant, SecuritySettings? workspace, bool otherTenant = false,
            string selector = "*/reviews", string gatewayNamespace = "gateways") =>
        new(new Organization
        {
            Name = "o",
            Clusters = Clusters.Select(name => new Cluster { Name = name, Locality = new Locality(name), TrustDomain = $"td-{name}" })
                .ToValueList(),
            Security = organization,
            Tenants =
            [
                new Tenant
                {
                    Name = "dev",
                    Security = tenant,
                    Workspaces =
                    [
                        new Workspace
                        {
                            Name = "books",
                            Namespaces = [new("*", "details"), NamespaceSelector.Parse(selector)],
                            SharedNamespaces = [new("*", "gateways")],
                            Security = workspace,
                            Gateways =
                            [
                                new WorkspaceGateway
                                {
                                    Name = "ingress",
                                    Namespace = gatewayNamespace,
                                    Workload = [new("app", "ingress")],
                                    ServiceAccount = "ingress-account",
                                    Servers = [new HttpServer { Name = "a", Hostname = "a.example.com",
                                        Routes = [new() { Action = new DirectResponseAction { Status = 200 } }] }],
                                },
                            ],
                        },
                        new Workspace { Name = "shop", Namespaces = [new("*", "cart")] },
                    ],
                },
                .. otherTenant ? [new Tenant { Name = "prod",
                    Workspaces = [new Workspace { Name = "money", Namespaces = [new("*", "pay")] }] }] : Array.Empty<Tenant>(),
            ],
        });

    private static MeshResources Generate(MeshModel model) => new IstioGenerator().Generate(model, new Inventory
    {
        Clusters = Clusters.Select(name => new ClusterInventory
        {
            Name = name,
            Namespaces = [.. new[] { "istio-system", "gateways", "details", "reviews", "cart", "pay" }.Select(
                ns => new NamespaceInfo { Name = ns })],
        }).ToValueList(),
    });

    private static IstioObject[] Guardrails(MeshModel model) =>
        [.. Generate(model)["aws"].Where(o => o is PeerAuthentication or AuthorizationPolicy or Sidecar)];

    private static ValueList<string> Callers(MeshModel model, string ns) => Guardrails(model).OfType<AuthorizationPolicy>()
        .Single(policy => policy.Metadata.Namespace == ns && policy.Metadata.Name == "allow").Rules!.Value[0].From[0].Source!.Principals;

    private static ValueList<string> Hosts(MeshModel model, string ns) =>
        Guardrails(model).OfType<Sidecar>().Single(sidecar => sidecar.Metadata.Namespace == ns).Egress[0].Hosts;
}

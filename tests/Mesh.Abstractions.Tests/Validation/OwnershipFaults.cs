using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Ways in which a workspace can take what is not its own.</summary>
internal static class OwnershipFaults
{
    private const string Other = "tenants/dev/workspaces/other";
    private const string WorkspacePath = "tenants/dev/workspaces/bookinfo";

    public static IEnumerable<ModelFault> All() =>
        [.. ClusterNames(), .. Domains(), .. Claims(), .. Shared(), .. Everything(), .. Secrets()];

    private static IEnumerable<ModelFault> ClusterNames()
    {
        foreach (string host in (string[])
            ["details.backend", "details.backend.svc", "details.backend.svc.cluster.local", "details.backend.svc.mesh.internal", "a.b.svc",
             "api.istio-system", "kubernetes.default", "x.cluster.local", "details-0.details.backend.svc.cluster.local"])
        {
            yield return new("MM042", $"{ServerPath}/hostname", host, With(Server with { Hostname = host }));
        }

        yield return new("MM042", $"{Other}/gateways/ingress/servers/details/hostname", "service of another workspace",
            With(Ws, Second("details.backend")));
    }

    private static IEnumerable<ModelFault> Domains()
    {
        foreach (string domain in (string[])
            ["", "*", "example", "*.", "*.*.example.com", "a.*.example.com", "*example.com", "Bank.example.com", "*.bank.example.com.",
             "bank.example.com.", ".example.com", "https://example.com", "ex ample.com", "*.cluster.local", "cluster.local", "*.local",
                 "*.svc",
             "*.backend", "*.details.backend.svc", "details.backend", "*.backend.svc.cluster.local"])
        {
            yield return new("MM150", $"{WorkspacePath}/domains/0", $"domain '{domain}'",
                With(Ws with { Domains = [domain, "*.example.com"] }));
        }

        foreach (string domain in (string[])["*.bank.example.com", "details.example.org", "*.details.example.com", "edetails.example.com"])
        {
            yield return new("MM151", $"{ServerPath}/hostname", $"of workspace {domain}", With(Ws with { Domains = [domain] }));
            yield return new("MM151", $"{ServerPath}/hostname", $"of tenant {domain}",
                new(Org with { Tenants = [Org.Tenants[0] with { Domains = [domain] }] }));
            yield return new("MM151", $"{ServerPath}/hostname", $"of organization {domain}", With(Org with { Domains = [domain] }));
        }

        yield return new("MM151", $"{ServerPath}/hostname", "look-alike", With(
            Ws with
            {
                Domains = ["*.bank.example.com"],
                Gateways = [Gw with { Servers = [Server with { Hostname = "evilbank.example.com" }] }]
            }));
        yield return new("MM151", $"{ServerPath}/hostname", "the domain itself", With(
            Ws with
            {
                Domains = ["*.bank.example.com"],
                Gateways = [Gw with { Servers = [Server with { Hostname = "bank.example.com" }] }]
            }));
        yield return new("MM152", $"{WorkspacePath}/domains/1", "wider than the tenant's", new(Org with
        {
            Tenants = [new Tenant { Name = "dev", Domains = ["*.dev.example.com", "details.example.com"],
                Workspaces = [Ws with { Domains = ["details.example.com", "*.example.com"] }] }],
        }));
        yield return new("MM152", "tenants/dev/domains/0", "beside the organization's", new(Org with
        {
            Domains = ["*.example.com"],
            Tenants = [new Tenant { Name = "dev", Domains = ["*.example.org"] }],
        }));
        yield return new("MM152", $"{WorkspacePath}/domains/0", "a workspace's beside the organization's", With(Org with
        {
            Domains = ["*.example.com"],
            Tenants = [new Tenant { Name = "dev", Workspaces = [Ws with { Domains = ["*.other.org"], Gateways = [] }] }],
        }));
    }

    // Whoever was given a domain has the host, whatever comes first.
    private static IEnumerable<ModelFault> Claims()
    {
        Workspace thief = Second("details.example.com");
        string first = $"{ServerPath}/hostname", second = $"{Other}/gateways/ingress/servers/details/hostname";
        string stranger = "tenants/zoo/workspaces/other/gateways/ingress/servers/details/hostname";
        Tenant zoo = new() { Name = "zoo", Workspaces = [thief with { Domains = ["details.example.com"] }] };
        Tenant owner = Dev(Ws) with { Domains = ["*.example.com"] };
        yield return new("MM041", stranger, "of whose tenant has a domain", new(Org with { Tenants = [owner, zoo] }));
        yield return new("MM041", stranger, "of whose tenant has a domain, thief first", new(Org with { Tenants = [zoo, owner] }));
        yield return Both("of one tenant", new(Org with { Tenants = [Dev(thief, Ws) with { Domains = ["*.example.com"] }] }));
        yield return Both("of its own word", With(Ws with { Domains = ["*.example.com"] }, thief));
        ModelFault Both(string what, MeshModel model) => new("MM041", first, what, model) { Twin = second };
        yield return new("MM151", second, "outside its own domains", With(thief with { Domains = ["*.other.org"] }, Ws));
    }

    private static IEnumerable<ModelFault> Shared()
    {
        string first = $"{WorkspacePath}/gateways/ingress/workload", second = $"{Other}/gateways/ingress/workload";
        yield return new("MM030", first, "same labels of two workspaces", InShared([new("app", "x")], [new("app", "x")])) { Twin = second };
        yield return new("MM030", second, "labels that fit more",
            InShared([new("app", "x"), new("istio", "ingress")], [new("istio", "ingress")]));
        yield return new("MM030", first, "labels that fit more, first",
            InShared([new("istio", "ingress")], [new("app", "x"), new("istio", "ingress")]));
    }

    private static IEnumerable<ModelFault> Everything()
    {
        yield return new("MM018", $"{Other}/namespaces/0", "everything, also what others share", With(
            Ws with { Namespaces = [new("aws", "backend")], SharedNamespaces = [new("gcp", "gateways")] },
            new Workspace { Name = "other", Namespaces = [new("gcp", "*")] }));
    }

    private static IEnumerable<ModelFault> Secrets()
    {
        string first = $"{ServerPath}/tls/credentialName", second = $"{Other}/gateways/ingress/servers/details/tls/credentialName";
        yield return new("MM154", first, "of nobody", WithSecrets("cert", "other-cert"));
        yield return new("MM153", first, "of nobody, twice", WithSecrets("cert", "cert")) { Twin = second };
        yield return new("MM153", second, "of the other", WithSecrets("bookinfo-cert", "bookinfo-cert"));
        yield return new("MM153", first, "of the other, first", WithSecrets("other-cert", "other-cert"));
    }

    private static Tenant Dev(params Workspace[] workspaces) => new() { Name = "dev", Workspaces = [.. workspaces] };

    private static MeshModel WithSecrets(string first, string second)
    {
        HttpsServer Of(string hostname) =>
            Valid.Https with { Hostname = hostname, Routes = [DetailsRoute with { Action = To("backend/details") }] };
        return With(
            Ws with
            {
                SharedNamespaces = [new("*", "gateways")],
                Gateways = [Gw with { Namespace = "gateways",
                    Servers = [Of("a.example.com") with { Tls = new() { CredentialName = first } }] }]
            },
            Second("b.example.com") with
            {
                SharedNamespaces = [new("*", "gateways")],
                Gateways =
                [
                    Gw with
                    {
                        Namespace = "gateways",
                        Workload = [new("app", "other")],
                        Servers = [Of("b.example.com") with { Tls = new() { CredentialName = second },
                            Routes = [DetailsRoute with { Action = To("other/details") }] }],
                    },
                ],
            });
    }

    private static MeshModel InShared(ValueMap<string> first, ValueMap<string> second) => With(
        Ws with
        {
            SharedNamespaces = [new("*", "gateways")],
            Gateways = [Gw with { Namespace = "gateways", Workload = first,
                Servers = [Server with { Routes = [DetailsRoute with { Action = To("backend/details") }] }] }],
        },
        new Workspace
        {
            Name = "other",
            Namespaces = [new("*", "other")],
            SharedNamespaces = [new("*", "gateways")],
            Gateways = [Gw with { Namespace = "gateways", Workload = second,
                Servers = [Server with { Hostname = "other.example.com",
                    Routes = [DetailsRoute with { Action = To("other/details") }] }] }],
        });

    private static Workspace Second(string host) => new()
    {
        Name = "other",
        Namespaces = [new("*", "other")],
        Gateways = [Gw with { Namespace = "other", Workload = [new("app", "other")], Servers = [Server with { Hostname = host }] }],
    };

}

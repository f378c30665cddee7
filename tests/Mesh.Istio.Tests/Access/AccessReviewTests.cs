using Mesh.Diagnostics;
using Mesh.Istio.Access;
using static Mesh.Istio.Tests.Access.AccessMeshes;

namespace Mesh.Istio.Tests.Access;

public class AccessReviewTests
{
    [Fact]
    public void A_security_admin_renews_a_certificate() => Assert.True(
        Check(Security, ChangeWeb(web => web with { Tls = web.Tls with { CredentialName = "web-cert-2", MinVersion = TlsVersion.Tls13 } }))
            .IsAllowed);

    [Fact]
    public void A_security_admin_touches_no_route_and_no_host_beside_it()
    {
        AccessVerdict verdict = Check(Security, ChangeWeb(web => web with
        {
            Hostname = "other.example.com",
            Tls = web.Tls with { CredentialName = "web-cert-2" },
            Routes = [web.Routes[0] with { Action = new RedirectAction { Authority = "evil.example.com" } }],
        }));

        Assert.Equal(
            [$"{Web}/hostname", $"{Web}/routes/0/action/authority", $"{Web}/routes/0/action/destinations", $"{Web}/routes/0/action/kind"],
            verdict.Denied.Select(denied => denied.Path).Where(path => !path.EndsWith("/code", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        DeniedChange host = verdict.Denied.Single(denied => denied.Path == $"{Web}/hostname");
        Assert.Equal(("web.example.com", "other.example.com", FieldGroup.Hosts), (host.Old, host.New, host.Group));
        Assert.Equal(new RoleRule { Verbs = [AccessVerb.Update], Kinds = ["Gateway"], Groups = [FieldGroup.Hosts] }, host.Needed);
        Assert.Equal(
            ["user ed (editor at tenants/dev/workspaces/bookinfo)", "user olga (admin at tenants/dev/workspaces/bookinfo)",
                "group platform (admin in the organization)"],
            host.WhoCan.Select(holder => holder.ToString()));
    }

    [Fact]
    public void A_security_admin_does_not_end_termination() => Assert.Equal(
        [$"{Web}/tls/mode"],
        Paths(Check(Security, ChangeWeb(web => web with { Tls = web.Tls with { Mode = TlsTermination.OptionalMutual } }))));

    [Fact]
    public void A_traffic_admin_changes_routes_and_resilience_and_no_certificate()
    {
        MeshModel routes = ChangeWeb(web => web with
        {
            Routes = [web.Routes[0] with { Timeout = TimeSpan.FromSeconds(3) }, web.Routes[0]],
            Settings = new TrafficSettings { Retries = new RetrySettings { Attempts = 3 } },
        });

        Assert.True(Check(Traffic, routes).IsAllowed);
        Assert.Equal(
            [$"{Web}/tls/credentialName"],
            Paths(Check(Traffic, ChangeWeb(web => web with { Tls = web.Tls with { CredentialName = "x" } }))));
    }

    [Fact]
    public void Draining_is_a_right_in_the_organization()
    {
        MeshModel drained = Model with
        {
            Organization = Model.Organization with
            {
                Clusters = Model.Organization.Clusters.Select(
                    cluster => cluster.Name == "aws" ? cluster with { State = ClusterState.Drained } : cluster).ToValueList(),
            },
        };

        Assert.Equal(["clusters/aws/state"], Paths(Check(Traffic, drained)));
        Assert.True(Check(Admin, drained).IsAllowed);
    }

    [Fact]
    public void An_editor_changes_all_but_what_no_group_names()
    {
        MeshModel changed = Change(workspace => workspace with
        {
            Namespaces = [new("*", "payments")],
            Security = new SecuritySettings { MutualTls = MutualTlsPolicy.Required },
            Labels = [new("team", "web")],
        });

        Assert.Equal([$"{Books}/namespaces"], Paths(Check(Editor, changed)));
        Assert.Equal([$"{Books}/gateways/ingress"], Paths(Check(Editor, Change(w => w with { Gateways = [] }))));
    }

    [Fact]
    public void A_path_is_a_right_on_that_field_alone()
    {
        MeshModel model = ChangeTenant(tenant => tenant with
        {
            AccessBindings = tenant.AccessBindings.Add(new AccessBinding { Name = "names", Role = "names", Users = ["stan"] }),
        });
        MeshModel after = model with
        {
            Organization = model.Organization with
            {
                Tenants =
                [
                    model.Organization.Tenants[0] with
                    {
                        Workspaces = model.Organization.Tenants[0].Workspaces.Select(workspace => workspace with
                        {
                            Namespaces = [new("gcp", workspace.Name)],
                            Domains = ["example.com"],
                        }).ToValueList(),
                    },
                ],
            },
        };

        Assert.Equal(
            [$"{Books}/domains", "tenants/dev/workspaces/shop/domains"], Paths(AccessReview.Check(Stranger, model, after)));
    }

    [Fact]
    public void Nobody_may_do_anything_who_is_not_bound() =>
        Assert.Equal([$"{Books}/labels"], Paths(Check(Stranger, Change(workspace => workspace with { Labels = [new("a", "b")] }))));

    [Fact]
    public void A_model_that_binds_nobody_limits_nobody_and_says_so()
    {
        MeshModel before = Model with { Organization = new Organization { Name = "acme" } };

        AccessVerdict verdict = AccessReview.Check(Stranger, before, Model);

        Assert.True(verdict.IsAllowed);
        Assert.Equal(["MC024"], verdict.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void The_same_model_is_no_change()
    {
        AccessVerdict verdict = Check(Stranger, MeshModel.FromJson(Model.ToJson()).Model!);

        Assert.Equal((0, "0 changes, 0 not allowed"), (verdict.Judged, verdict.ToString()));
    }

    [Fact]
    public void A_host_that_moves_needs_the_right_on_both_sides()
    {
        MeshModel moved = ChangeTenant(tenant => tenant with
        {
            Workspaces =
            [
                tenant.Workspaces[0],
                tenant.Workspaces[1] with
                {
                    Gateways = [tenant.Workspaces[1].Gateways[0] with { Servers = [Server("cart.example.org")] }],
                },
            ],
        });
        MeshModel after = moved with
        {
            Organization = moved.Organization with
            {
                Tenants =
                [
                    moved.Organization.Tenants[0] with
                    {
                        Workspaces =
                        [
                            moved.Organization.Tenants[0].Workspaces[0] with
                            {
                                Gateways = [Model.Organization.Tenants[0].Workspaces[0].Gateways[0] with
                                {
                                    Servers = Model.Organization.Tenants[0].Workspaces[0].Gateways[0].Servers.Add(
                                        Server("cart.example.com")),
                                }],
                            },
                            moved.Organization.Tenants[0].Workspaces[1],
                        ],
                    },
                ],
            },
        };

        Assert.All(Paths(Check(Owner, after)), path => Assert.StartsWith("tenants/dev/workspaces/shop/", path, StringComparison.Ordinal));
        Assert.NotEmpty(Paths(Check(Owner, after)));
        Assert.All(
            Paths(Check(AccessSubject.OfUser("sue"), after)), path => Assert.StartsWith(Books, path, StringComparison.Ordinal));
        Assert.True(Check(AccessSubject.OfUser("both", "platform"), after).IsAllowed);

        static HttpServer Server(string host) => new()
        {
            Name = "cart",
            Hostname = host,
            Routes = [new Route { Action = new ForwardAction { Destinations = [new() { Service = "cart", Port = 8000 }] } }],
        };
    }

    [Fact]
    public void An_order_into_a_cluster_where_others_are_needs_a_right_on_the_cluster()
    {
        MeshModel home = ChangeOrder("gcp", "aws"), elsewhere = ChangeOrder("gcp", "azure");

        Assert.True(Check(Traffic, home).IsAllowed);
        DeniedChange denied = Assert.Single(Check(Traffic, elsewhere).Denied);
        Assert.Equal(("Cluster", "", $"{Books}/settings/failover"), (denied.Kind, denied.Place, denied.Path));
        Assert.Contains("azure", denied.Reason, StringComparison.Ordinal);
        Assert.Equal(["MC022"], Check(Traffic, elsewhere).Diagnostics.Select(finding => finding.Code));
        Assert.True(Check(Admin, elsewhere).IsAllowed);

        static MeshModel ChangeOrder(params string[] clusters) => Change(workspace => workspace with
        {
            Settings = new TrafficSettings
            {
                Failover = new FailoverSettings
                {
                    Order = clusters.Select(cluster => new FailoverTier([new TierCluster(cluster)])).ToValueList(),
                },
            },
        });
    }

    [Fact]
    public void A_host_that_others_come_to_see_needs_a_right_at_theirs()
    {
        MeshModel hidden = ChangeWeb(web => web with { VisibleTo = [] });
        MeshModel shown = ChangeWeb(web => web with { VisibleTo = ["tenants/dev/workspaces/shop"] });

        Assert.True(AccessReview.Check(Owner, Model, hidden).IsAllowed);
        DeniedChange denied = Assert.Single(AccessReview.Check(Owner, hidden, shown).Denied);
        Assert.Equal("tenants/dev/workspaces/shop", denied.Place);
        Assert.Equal([""], AccessReview.Check(Owner, hidden, Model).Denied.Select(one => one.Place));
        Assert.True(AccessReview.Check(Admin, hidden, shown).IsAllowed);
    }

    [Fact]
    public void An_edge_to_the_host_of_others_needs_a_right_at_their_gateways()
    {
        MeshModel after = Change(workspace => workspace with
        {
            Gateways = workspace.Gateways.Add(new WorkspaceGateway
            {
                Name = "edge",
                Namespace = "bookinfo",
                Workload = [new("app", "edge")],
                Servers =
                [
                    new HttpServer
                    {
                        Name = "cart",
                        Hostname = "cart.example.com",
                        Routes = [new Route { Action = new ClusterAction { Host = "cart.example.com" } }],
                    },
                ],
            }),
        });

        DeniedChange denied = Assert.Single(Check(Owner, after).Denied);
        Assert.Equal(("tenants/dev/workspaces/shop/gateways/ingress", FieldGroup.Routing), (denied.Place, denied.Group));
    }

    private static AccessVerdict Check(AccessSubject subject, MeshModel after) => AccessReview.Check(subject, Model, after);

    private static IEnumerable<string> Paths(AccessVerdict verdict)
    {
        Assert.Equal(verdict.Denied.Count, verdict.Diagnostics.Count(finding => finding.Severity == DiagnosticSeverity.Error));
        return verdict.Denied.Select(denied => denied.Path).Order(StringComparer.Ordinal);
    }
}

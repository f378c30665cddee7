using CsCheck;
using Mesh.Diagnostics;
using Mesh.Tests;
using Mesh.Validation;

namespace Mesh.Abstractions.Tests.Validation;

public class ModelValidatorTests
{
    private static readonly DiagnosticDescriptor[] Catalogues =
        [
            .. RoleDiagnostics.All, .. ModelDiagnostics.All, .. ServiceDiagnostics.All,
            .. OwnershipDiagnostics.All, .. ReachDiagnostics.All,
            .. VisibilityDiagnostics.All,
        ];

    public static TheoryData<string> Cases => [.. ModelFaults.All.Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_gives_its_own_finding_and_no_other(string name)
    {
        ModelFault fault = ModelFaults.All.Single(fault => fault.Name == name);

        DiagnosticList found = ModelValidator.Validate(fault.Model);

        Assert.NotEmpty(found);
        Assert.All(found, finding =>
        {
            Assert.Equal(fault.Code, finding.Code);
            Assert.NotEmpty(finding.Message);
            Assert.NotEmpty(finding.Help);
            Assert.Equal(Catalogues.Single(descriptor => descriptor.Code == finding.Code).Severity, finding.Severity);
        });
        Assert.Equal(
            new[] { fault.Path, fault.Twin }.OfType<string>().Order(StringComparer.Ordinal),
            found.Select(finding => finding.Path).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_of_the_validator_has_a_fault_that_gives_it()
    {
        string[] elsewhere = ["MM073", "MM100", "MM101", "MM102", "MM103", "MM104", "MM105", "MM106", "MM107", "MM108", "MM109", "MM155",
            "MM156", "MM157"];

        Assert.Equal(
            Catalogues.Select(descriptor => descriptor.Code).Except(elsewhere).Order(StringComparer.Ordinal),
            ModelFaults.All.Select(fault => fault.Code).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_nearly_a_fault_of_reach_is_none() =>
        Assert.All(ReachFaults.Near(), model => Assert.Empty(ModelValidator.Validate(model)));

    [Fact]
    public void What_is_nearly_a_fault_of_roles_is_none() =>
        Assert.All(RoleFaults.Near(), model => Assert.Empty(ModelValidator.Validate(model)));

    [Fact]
    public void Codes_are_unique_and_ascend() =>
        Assert.Equal(Catalogues.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal), Catalogues.Select(d => d.Code));

    [Fact]
    public void A_selector_without_slash_is_explained_and_nothing_is_said_to_be_owned()
    {
        DiagnosticList found = ModelValidator.Validate(Valid.With(Valid.Ws with { Namespaces = [NamespaceSelector.Parse("backend")] }));

        Diagnostic finding = Assert.Single(found);
        Assert.Equal(("MM010", "'backend' has no slash, so it names no namespace of any cluster."), (finding.Code, finding.Message));
        Assert.StartsWith("Write '*/backend' for the namespace in every cluster", finding.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Forgotten_tls_settings_are_called_that()
    {
        bool isBuilt = new MeshBuilder("acme").AddCluster("aws").AddTenant("dev", t => t.AddWorkspace("shop", w => w
            .WithNamespaces("*/shop")
            .AddGateway("ingress", g =>
                g.InNamespace("shop").WithWorkload("app", "ingress").AddHttpsServer("web", "web.example.com", s => s.RouteTo("web", 80)))))
            .TryBuild(out _, out DiagnosticList found);

        Assert.False(isBuilt);
        Diagnostic finding = Assert.Single(found);
        Assert.Equal(("MM050", "The HTTPS server has no TLS settings: nothing names the Secret with its certificate."),
            (finding.Code, finding.Message));
        Assert.Contains("WithTls(", finding.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_that_is_nearly_known_is_asked_for()
    {
        DiagnosticList found = ModelValidator.Validate(Valid.With(Valid.Ws with { Namespaces = [new("*", "backend"), new("asw", "x")] }));

        Assert.EndsWith("names no cluster of the model. Did you mean 'aws'?", Assert.Single(found).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_valid_model_has_no_finding() => Assert.Equal("", ModelValidator.Validate(Valid.With(Valid.Org)).ToString());

    /// <summary>A namespace may be called like a top-level domain.</summary>
    [Theory]
    [InlineData("details.backend")]
    [InlineData("*.backend")]
    public void A_host_in_a_domain_that_the_organization_vouches_for_is_no_name_of_a_service(string domain)
    {
        MeshModel model = Valid.With(Valid.Server with { Hostname = "details.backend" });

        Assert.Equal("MM042", Assert.Single(ModelValidator.Validate(model)).Code);
        Assert.Empty(ModelValidator.Validate(model with { Organization = model.Organization with { Domains = [domain] } }));
    }

    [Fact]
    public void Two_workspaces_may_share_a_namespace_for_their_gateways()
    {
        WorkspaceGateway gateway = Valid.Gw with
        {
            Namespace = "gateways",
            Servers = [Valid.Server with { Routes = [Valid.DetailsRoute with { Action = Valid.To("backend/details") }] }]
        };
        WorkspaceGateway second = gateway with
        {
            Workload = [new("app", "other")],
            Servers = [Valid.Server with { Hostname = "other.example.com",
                Routes = [Valid.DetailsRoute with { Action = Valid.To("other/details") }] }],
        };

        Assert.Equal("", ModelValidator.Validate(Valid.With(
            Valid.Ws with { SharedNamespaces = [new("*", "gateways")], Gateways = [gateway] },
            new Workspace
            {
                Name = "other",
                Namespaces = [new("*", "other")],
                SharedNamespaces = [new("*", "gateways")],
                Gateways = [second]
            })).ToString());
    }

    [Fact]
    public void Random_valid_models_have_no_finding() =>
        ModelGen.Valid.Sample(model => Assert.Equal("", ModelValidator.Validate(model).ToString()), iter: 500);

    [Fact]
    public void Any_model_can_be_validated() => ModelGen.Any.Sample(model => { _ = ModelValidator.Validate(model).ToString(); }, iter: 500);

    [Fact]
    public void All_faults_are_told_at_once()
    {
        MeshModel model = Valid.With(
            Valid.Server with { Hostname = "Details", Port = 15443 },
            Valid.Tcp with { Port = 0, Destinations = [] });

        Assert.Equal(["MM003", "MM032", "MM034", "MM040"],
            ModelValidator.Validate(model).Select(d => d.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Findings_do_not_depend_on_the_order_of_rules_or_of_labels() =>
        ModelGen.Any.Sample(model => ModelValidator.Validate(model)
            .Equals(ModelValidator.Validate(model with { Organization = model.Organization with { } })), iter: 50);

    [Fact]
    public void A_hundred_thousand_servers_are_validated_without_comparing_each_with_each()
    {
        // A quadratic rule would need minutes here; nothing is timed.
        var clusters = Enumerable.Range(0, 100).Select(i => new Cluster { Name = $"c{i}" }).ToValueList();
        var workspaces = Enumerable.Range(0, 1000).Select(w => new Workspace
        {
            Name = $"w{w}",
            Namespaces = [new("*", $"ns{w}")],
            Gateways = Enumerable.Range(0, 10).Select(g => new WorkspaceGateway
            {
                Name = $"g{g}",
                Namespace = $"ns{w}",
                Workload = [new("app", $"w{w}-g{g}")],
                Servers = Enumerable.Range(0, 10)
                    .Select(s => (GatewayServer)(Valid.Server with { Name = $"s{s}", Hostname = $"s{s}.g{g}.w{w}.example.com" }))
                        .ToValueList(),
            }).ToValueList(),
        }).ToValueList();
        MeshModel model = new(Valid.Org with { Clusters = clusters, Tenants = [new Tenant { Name = "t", Workspaces = workspaces }] });

        Assert.Empty(ModelValidator.Validate(model));
    }
}

using CsCheck;
using Mesh.Diagnostics;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Serialization;

public class ModelDocumentsTests
{
    private const string Text =
        """
        apiVersion: multicluster.mesh/v1
        kind: Organization
        metadata:
          name: tetrate
        ---
        apiVersion: multicluster.mesh/v1
        kind: Cluster
        metadata:
          name: aws
        spec:
          locality: us-east-2
        ---
        apiVersion: multicluster.mesh/v1
        kind: Tenant
        metadata:
          name: dev
        ---
        apiVersion: multicluster.mesh/v1
        kind: Workspace
        metadata:
          name: bookinfo
          tenant: dev
          labels:
            team: web
        spec:
          namespaces:
          - "*/backend"
        ---
        apiVersion: multicluster.mesh/v1
        kind: Gateway
        metadata:
          name: ingress
          tenant: dev
          workspace: bookinfo
        spec:
          namespace: backend
          workload:
            app: ingress
          servers:
          - kind: http
            name: details
            hostname: details.example.com
            port: 80
            routes:
            - action:
                kind: forward
                destinations:
                - service: details
                  port: 9080

        """;

    private static MeshModel Model => new MeshBuilder("tetrate")
        .AddCluster("aws", c => c.WithRegion("us-east-2"))
        .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
            .WithNamespaces("*/backend").WithLabel("team", "web")
            .AddGateway("ingress", g => g.InNamespace("backend").WithWorkload("app", "ingress")
                .AddHttpServer("details", "details.example.com", s => s.RouteTo("details", 9080)))))
        .Build();

    [Fact]
    public void Each_concept_is_a_document() => Assert.Equal(Text, Model.ToDocuments());

    [Fact]
    public void The_order_of_the_documents_does_not_matter()
    {
        string backwards = string.Join("---\n", Text.Split("---\n").Reverse());

        Assert.Equal(Model, Read(backwards));
    }

    [Fact]
    public void Any_model_survives() => ModelGen.Any.Sample(
        model =>
        {
            // Parents are named, so that two of one name cannot be told apart.
            if (HasDistinctNames(model))
            {
                ModelReadResult read = MeshModel.FromDocuments(model.ToDocuments());
                Assert.Equal("", read.Diagnostics.ToString());
                Assert.Equal(model, read.Model);
            }
        },
        iter: 100);

    [Fact]
    public void Files_of_a_folder_are_put_together()
    {
        string folder = Directory.CreateTempSubdirectory("mesh-model-").FullName;
        try
        {
            string[] documents = Text.Split("---\n");
            Directory.CreateDirectory(Path.Combine(folder, "teams"));
            File.WriteAllText(Path.Combine(folder, "teams", "bookinfo.yaml"), string.Join("---\n", documents[3..]));
            File.WriteAllText(Path.Combine(folder, "organization.yml"), string.Join("---\n", documents[..2]));
            File.WriteAllText(
                Path.Combine(folder, "tenant.json"),
                """{"apiVersion": "multicluster.mesh/v1", "kind": "Tenant", "metadata": {"name": "dev"}}""");
            File.WriteAllText(Path.Combine(folder, "README.md"), "Not read.");

            Assert.Equal(Model, MeshModel.FromFolder(folder).Model);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Roles_and_bindings_are_documents_of_their_own_wherever_they_hold()
    {
        MeshModel model = MeshModel.FromDocuments(Text + """
            ---
            apiVersion: multicluster.mesh/v1
            kind: Role
            metadata:
              name: certificates
            spec:
              rules:
              - verbs: [read, update]
                kinds: [Gateway]
                groups: [certificates]
            ---
            apiVersion: multicluster.mesh/v1
            kind: AccessBinding
            metadata:
              name: platform
            spec:
              role: admin
              groups: [platform]
            ---
            apiVersion: multicluster.mesh/v1
            kind: AccessBinding
            metadata:
              name: tenant
              tenant: dev
            spec:
              role: reader
              users: [ann]
            ---
            apiVersion: multicluster.mesh/v1
            kind: AccessBinding
            metadata:
              name: workspace
              tenant: dev
              workspace: bookinfo
            spec:
              role: editor
              users: [bob]
            ---
            apiVersion: multicluster.mesh/v1
            kind: AccessBinding
            metadata:
              name: gateway
              tenant: dev
              workspace: bookinfo
              gateway: ingress
            spec:
              role: certificates
              serviceAccounts: [ci/renewer]
            """) is { Diagnostics.Count: 0, Model: { } read } ? read : throw new InvalidOperationException();

        Organization organization = model.Organization;
        Tenant tenant = organization.Tenants[0];
        Assert.Equal(
            ["platform", "tenant", "workspace", "gateway"],
            organization.AccessBindings.Concat(tenant.AccessBindings).Concat(tenant.Workspaces[0].AccessBindings)
                .Concat(tenant.Workspaces[0].Gateways[0].AccessBindings).Select(binding => binding.Name));
        Assert.Equal([FieldGroup.Certificates], organization.Roles[0].Rules[0].Groups);
        Assert.Equal(model, Read(model.ToDocuments()));
    }

    [Theory]
    [InlineData("tenant: dev, workspace: shop", "MM106")]
    [InlineData("tenant: dev, workspace: bookinfo, gateway: edge", "MM106")]
    [InlineData("workspace: bookinfo", "MM102")]
    public void A_binding_of_a_place_that_there_is_not_is_found(string place, string code) => Assert.Contains(
        MeshModel.FromDocuments($"{Text}---\napiVersion: multicluster.mesh/v1\nkind: AccessBinding\n"
            + $"metadata: {{name: b, {place}}}\nspec: {{role: editor, users: [ann]}}\n").Diagnostics,
        finding => finding.Code == code);

    [Fact]
    public void Gateways_may_stand_inline_too()
    {
        string more = Text.Replace(
            "  - \"*/backend\"\n", "  - \"*/backend\"\n  gateways:\n  - {name: egress, namespace: backend, workload: {app: egress}}\n",
            StringComparison.Ordinal);

        Assert.Equal(["egress", "ingress"], Read(more).Organization.Tenants[0].Workspaces[0].Gateways.Select(gateway => gateway.Name));
    }

    [Theory]
    [InlineData("port: 9080", "port: many", "MM103", "Gateway/ingress/servers/0/routes/0/action/destinations/0/port", 49)]
    [InlineData("  locality: us-east-2", "  localty: us-east-2", "MM101", "Cluster/aws/localty", 11)]
    [InlineData("  workspace: bookinfo", "  workspace: bokinfo", "MM106", "Gateway/ingress/metadata", 32)]
    [InlineData("kind: Tenant", "kind: Tenants", "MM105", "", 14)]
    [InlineData("kind: Organization", "kind: Tenant", "MM107", "", null)]
    [InlineData("kind: Cluster", "kind: Organization", "MM107", "Organization/aws", null)]
    [InlineData("    team: web", "    team: web\n  owner: me", "MM101", "Workspace/bookinfo/metadata/owner", 25)]
    [InlineData("  locality: us-east-2", "  locality: us-east-2\nstatus: {}", "MM101", "Cluster/aws/status", 12)]
    [InlineData("  locality: us-east-2", "  name: other", "MM101", "Cluster/aws/spec/name", 11)]
    [InlineData("  workspace: bookinfo\n", "", "MM102", "Gateway/ingress/metadata/workspace", 32)]
    [InlineData("spec:\n  locality: us-east-2", "spec: [a]", "MM103", "Cluster/aws/spec", 10)]
    public void What_is_wrong_is_told_with_document_and_line(string right, string wrong, string code, string path, int? line)
    {
        Assert.Contains(right, Text, StringComparison.Ordinal);

        ModelReadResult read = MeshModel.FromDocuments(Text.Replace(right, wrong, StringComparison.Ordinal));

        // Of a workspace only what it concerns is missing.
        Assert.Equal(path.Split('/')[0] is "Gateway" or "Workspace", read.Model is not null);
        Assert.Contains(
            read.Diagnostics, finding => (finding.Code, finding.Path) == (code, path) && (line is null || finding.Position?.Line == line));
        Assert.All(read.Diagnostics, finding => Assert.NotEmpty(finding.Help));
    }

    [Theory]
    [InlineData("- a")]
    [InlineData("{")]
    [InlineData("kind: Organization")]
    [InlineData("apiVersion: multicluster.mesh/v1\nkind: Organization")]
    [InlineData("")]
    public void What_is_no_document_is_refused_without_an_exception(string text)
    {
        DiagnosticList found = MeshModel.FromDocuments(text).Diagnostics;

        Assert.True(found.HasErrors);
    }

    private static MeshModel Read(string text)
    {
        ModelReadResult read = MeshModel.FromDocuments(text);
        Assert.Equal("", read.Diagnostics.ToString());
        return read.Model!;
    }

    private static bool HasDistinctNames(MeshModel model) =>
        AreDistinct(model.Organization.Tenants.Select(tenant => tenant.Name))
        && model.Organization.Tenants.All(tenant => AreDistinct(tenant.Workspaces.Select(workspace => workspace.Name)))
        && model.Organization.Tenants.SelectMany(tenant => tenant.Workspaces.SelectMany(workspace => new[] { tenant.Name, workspace.Name }))
            .Concat(model.Organization.Clusters.Select(cluster => cluster.Name)).Append(model.Organization.Name)
            .All(name => name.Length > 0 && !name.Contains('/', StringComparison.Ordinal))
        && Workspaces(model).All(workspace => AreDistinct(workspace.Gateways.Select(gateway => gateway.Name)))
        && Workspaces(model).SelectMany(workspace => workspace.Gateways).All(
            gateway => gateway.Name.Length > 0 && !gateway.Name.Contains('/', StringComparison.Ordinal))
        && model.Organization.Roles.Select(role => role.Name).Concat(Bindings(model).Select(binding => binding.Name)).All(
            name => name.Length > 0)
        && model.Organization.Tenants.All(tenant => tenant.Name.Length > 0);

    private static IEnumerable<Workspace> Workspaces(MeshModel model) => model.Organization.Tenants.SelectMany(tenant => tenant.Workspaces);

    private static IEnumerable<AccessBinding> Bindings(MeshModel model) =>
        model.Organization.AccessBindings
            .Concat(model.Organization.Tenants.SelectMany(tenant => tenant.AccessBindings))
            .Concat(Workspaces(model).SelectMany(workspace => workspace.AccessBindings))
            .Concat(Workspaces(model).SelectMany(workspace => workspace.Gateways).SelectMany(gateway => gateway.AccessBindings));

    private static bool AreDistinct(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Count() == names.Count();
}

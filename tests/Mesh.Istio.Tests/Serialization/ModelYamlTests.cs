using CsCheck;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Serialization;

public class ModelYamlTests
{
    [Fact]
    public void Valid_models_survive() => ModelGen.Valid.Sample(Survives, iter: 100);

    [Fact]
    public void Any_model_that_is_text_survives() => ModelGen.Any.Sample(Survives, iter: 100);

    [Fact]
    public void The_text_reads_well()
    {
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws", c => c.WithRegion("us-east-2").WithIstioVersion("1.30"))
            .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/backend")
                .WithOutlierDetection(o => o.WithInterval(TimeSpan.FromSeconds(1.5)))
                .AddGateway("ingress", g => g.InNamespace("backend").WithWorkload("app", "on")
                    .AddHttpServer("details", "details.example.com", s => s.RouteTo("details", 9080)))))
            .Build();

        Assert.Equal(
            """
            organization:
              name: tetrate
              clusters:
              - name: aws
                locality: us-east-2
                istioVersion: "1.30"
              tenants:
              - name: dev
                workspaces:
                - name: bookinfo
                  namespaces:
                  - "*/backend"
                  gateways:
                  - name: ingress
                    namespace: backend
                    workload:
                      app: "on"
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
                  settings:
                    outlierDetection:
                      interval: "1.5s"

            """.ReplaceLineEndings("\n"),
            model.ToYaml());
    }

    [Fact]
    public void Faults_are_told_at_once_with_their_places_in_the_YAML()
    {
        ModelReadResult result = MeshModel.FromYaml(
            """
            organization:
              name: o
              labels:
                example.com/a: 1
              clusters:
              - name: aws
                istioVersion: 1.30
              - nam: gcp
            """);

        Assert.Null(result.Model);
        Assert.Equal(
        [
            ("MM103", "organization/clusters/0/istioVersion", "line 7, column 19"),
            ("MM102", "organization/clusters/1", "line 8, column 5"),
            ("MM101", "organization/clusters/1/nam", "line 8, column 10"),
            ("MM103", "organization/labels/example.com/a", "line 4, column 20"),
        ], result.Diagnostics.Select(finding => (finding.Code, finding.Path, finding.Position.ToString())));
    }

    [Theory]
    [InlineData("", "MM100")]
    [InlineData("a: [", "MM100")]
    [InlineData("organization: {name: o}\n---\norganization: {name: o}\n", "MM100")]
    [InlineData("organization: {name: o, name: p}", "MM104")]
    [InlineData("organization: null", "MM103")]
    [InlineData("text", "MM103")]
    public void A_text_that_is_no_model_gives_a_diagnostic(string yaml, string code)
    {
        ModelReadResult result = MeshModel.FromYaml(yaml);

        Assert.Null(result.Model);
        Assert.Equal(code, Assert.Single(result.Diagnostics).Code);
    }

    private static bool Survives(MeshModel model)
    {
        ModelReadResult result = MeshModel.FromYaml(model.ToYaml());
        Assert.Equal("", result.Diagnostics.ToString());
        return model == result.Model;
    }
}

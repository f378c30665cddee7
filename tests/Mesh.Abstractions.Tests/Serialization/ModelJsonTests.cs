using CsCheck;
using Mesh.Abstractions.Tests.Validation;
using Mesh.Diagnostics;
using Mesh.Tests;

namespace Mesh.Abstractions.Tests.Serialization;

public class ModelJsonTests
{
    [Fact]
    public void Valid_models_survive() => ModelGen.Valid.Sample(Survives, iter: 200);

    [Fact]
    public void Any_model_that_is_text_survives() => ModelGen.Any.Sample(Survives, iter: 200);

    [Fact]
    public void The_same_model_gives_the_same_text() =>
        ModelGen.Valid.Sample(model => model.ToJson() == (model with { }).ToJson(), iter: 50);

    [Fact]
    public void The_text_reads_well()
    {
        MeshModel model = Valid.With(Valid.Org with
        {
            Clusters = [Valid.Aws with { IstioVersion = IstioVersion.V1_30 }],
            Settings = new() { OutlierDetection = new() { Interval = TimeSpan.FromMilliseconds(1500) }, Failover = new() { Regions = [] } },
            Tenants = [],
        });

        Assert.Equal(
            """
            {
              "organization": {
                "name": "tetrate",
                "clusters": [
                  {
                    "name": "aws",
                    "locality": "us-east-2",
                    "istioVersion": "1.30"
                  }
                ],
                "settings": {
                  "outlierDetection": {
                    "interval": "1.5s"
                  },
                  "failover": {
                    "regions": []
                  }
                }
              }
            }
            """.ReplaceLineEndings("\n"),
            model.ToJson());
    }

    [Fact]
    public void A_server_may_leave_its_defaults_out_and_name_its_kind_last()
    {
        ModelReadResult result = MeshModel.FromJson(Wrap(
            """
            [
              {"name": "a", "hostname": "a.example.com", "routes": [{"action": {"authority": "x", "kind": "redirect"}}], "kind": "http"},
              {"name": "b", "hostname": "b.example.com", "tls": {"credentialName": "c"}, "kind": "https"},
              {"kind": "tlsPassthrough", "name": "c", "hostname": "c.example.com"}
            ]
            """));

        Assert.Empty(result.Diagnostics);
        ValueList<GatewayServer> servers = result.Model!.Organization.Tenants[0].Workspaces[0].Gateways[0].Servers;
        Assert.Equal(
        [
            new HttpServer { Name = "a", Hostname = "a.example.com", Routes = [new() { Action = new RedirectAction { Authority = "x" } }] },
            new HttpsServer { Name = "b", Hostname = "b.example.com", Tls = new() { CredentialName = "c" } },
            new TlsPassthroughServer { Name = "c", Hostname = "c.example.com" },
        ], servers);
    }

    [Theory]
    [InlineData("""{"organization": {"name": "o", "clusterz": []}}""", "MM101", "organization/clusterz", 44)]
    [InlineData("""{"organization": {}}""", "MM102", "organization", 18)]
    [InlineData("{}", "MM102", "", 1)]
    [InlineData("""{"organization": {"name": 5}}""", "MM103", "organization/name", 27)]
    [InlineData("""{"organization": {"name": null}}""", "MM103", "organization/name", 27)]
    [InlineData("""{"organization": {"name": "o", "clusters": {}}}""", "MM103", "organization/clusters", 44)]
    [InlineData("""{"organization": {"name": "o", "clusters": [null]}}""", "MM103", "organization/clusters/0", 45)]
    [InlineData("""{"organization": {"name": "o", "clusters": [{"name": "c", "istioVersion": "x"}]}}""", "MM103", "organization/clusters/0/istioVersion", 75)]
    [InlineData("""{"organization": {"name": "o", "clusters": [{"name": "c", "locality": "a/b/c/d"}]}}""", "MM103", "organization/clusters/0/locality", 71)]
    [InlineData("""{"organization": {"name": "o", "labels": {"a": 1}}}""", "MM103", "organization/labels/a", 48)]
    [InlineData("""{"organization": {"name": "o", "labels": {"a": "1", "a": "2"}}}""", "MM104", "organization/labels/a", 58)]
    [InlineData("""{"organization": {"name": "o", "name": "p"}}""", "MM104", "organization/name", 40)]
    [InlineData("""{"organization": {"name": "o", "settings": {"requestTimeout": "5 s"}}}""", "MM103", "organization/settings/requestTimeout", 63)]
    [InlineData("""{"organization": {"name": "o", "settings": {"requestTimeout": 5}}}""", "MM103", "organization/settings/requestTimeout", 63)]
    [InlineData("""{"organization": {"name": "o", "settings": {"retries": {"attempts": 1.5}}}}""", "MM103", "organization/settings/retries/attempts", 69)]
    [InlineData("""{"organization": {"name": "o", "settings": {"retries": {"attempts": 99999999999}}}}""", "MM103", "organization/settings/retries/attempts", 69)]
    [InlineData("""{"organization": {"name": "o", "settings": {"retries": {"idempotent": "yes"}}}}""", "MM103", "organization/settings/retries/idempotent", 71)]
    [InlineData("""{"organization": {"name": "o", "settings": {"loadBalancing": {"algorithm": "LeastRequest"}}}}""", "MM103", "organization/settings/loadBalancing/algorithm", 76)]
    [InlineData("""{"organization": {"name": "o", "settings": {"loadBalancing": {"algorithm": 0}}}}""", "MM103", "organization/settings/loadBalancing/algorithm", 76)]
    [InlineData("""{"organization": {"name": "o", "settings": {"failover": {"regions": [{"from": "a"}]}}}}""", "MM102", "organization/settings/failover/regions/0", 70)]
    [InlineData("""{"organization": {"name": "o", "settings": {"failover": {"order": [{"clusters": [{"cluster": "a", "weight": "1"}]}]}}}}""", "MM103", "organization/settings/failover/order/0/clusters/0/weight", 109)]
    [InlineData("""{"organization": """, "MM100", "", 18)]
    [InlineData("", "MM100", "", 1)]
    [InlineData("[]", "MM103", "", 1)]
    [InlineData("null", "MM103", "", 1)]
    [InlineData("""{"organization": {"name": "o",}}""", "MM100", "", 31)]
    [InlineData("""{"organization": {"name": "\ud800"}}""", "MM100", "", 1)]
    public void A_fault_is_refused_with_path_and_column(string json, string code, string path, int column)
    {
        ModelReadResult result = MeshModel.FromJson(json);

        Diagnostic finding = Assert.Single(result.Diagnostics);
        Assert.Null(result.Model);
        Assert.Equal((code, path), (finding.Code, finding.Path));
        Assert.Equal(new TextPosition(1, column), finding.Position);
    }

    [Theory]
    [InlineData("""[{"name": "a", "hostname": "a.example.com"}]""", "MM102", "")]
    [InlineData("""[{"kind": "udp", "name": "a", "hostname": "a.example.com"}]""", "MM103", "/kind")]
    [InlineData("""[{"kind": 1, "name": "a", "hostname": "a.example.com"}]""", "MM103", "/kind")]
    [InlineData("""[{"kind": "http", "kind": "http", "name": "a", "hostname": "a.example.com"}]""", "MM104", "/kind")]
    [InlineData("""[{"kind": "http", "name": "a", "hostname": "a.example.com", "tls": {}}]""", "MM101", "/tls")]
    [InlineData("""[{"kind": "tcp", "name": "a", "hostname": "a.example.com"}]""", "MM102", "")]
    [InlineData("""[{"kind": "http", "name": "a", "hostname": "a.example.com", "port": null}]""", "MM103", "/port")]
    [InlineData("""[{"kind": "http", "name": "a", "hostname": "a.example.com", "routes": [{"action": {"kind": "answer"}}]}]""", "MM103", "/routes/0/action/kind")]
    [InlineData("""[7]""", "MM103", "")]
    public void A_fault_in_a_server_is_refused_with_its_path(string servers, string code, string tail)
    {
        Diagnostic finding = Assert.Single(MeshModel.FromJson(Wrap(servers)).Diagnostics);

        Assert.Equal((code, $"organization/tenants/0/workspaces/0/gateways/0/servers/0{tail}"), (finding.Code, finding.Path));
        Assert.NotNull(finding.Position);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_their_lines()
    {
        DiagnosticList found = MeshModel.FromJson(
            "{\n \"organization\": {\n  \"name\": 1,\n  \"ä\": 2,\n  \"clusters\": 3\n }\n}").Diagnostics;

        Assert.Equal(["line 5, column 15", "line 3, column 11", "line 4, column 8"], found.Select(finding => finding.Position.ToString()));
    }

    [Fact]
    public void Of_a_text_that_is_wrong_everywhere_a_thousand_findings_are_kept()
    {
        string many = $"[{string.Join(',', Enumerable.Repeat("1", 5000))}]";

        DiagnosticList found = MeshModel.FromJson($"{{\"organization\": {{\"name\": \"o\", \"clusters\": {many}}}}}").Diagnostics;

        Assert.Equal(1000, found.Count);
    }

    [Fact]
    public void Broken_bytes_give_a_diagnostic_and_never_an_exception() =>
        Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue], Gen.Byte).Sample(
            (model, at, value) =>
            {
                byte[] json = System.Text.Encoding.UTF8.GetBytes(model.ToJson());
                json[at % json.Length] = value;
                ModelReadResult result = MeshModel.FromJson(json);
                Assert.True(result.Model is not null || result.Diagnostics.HasErrors);
            },
            iter: 500);

    private static bool Survives(MeshModel model)
    {
        ModelReadResult result = MeshModel.FromJson(model.ToJson());
        Assert.Equal("", result.Diagnostics.ToString());
        return model == result.Model;
    }

    private static string Wrap(string servers) =>
        """
        {"organization": {"name": "o", "tenants": [{"name": "t", "workspaces": [
            {"name": "w", "gateways": [{"name": "g", "namespace": "n", "servers": SERVERS}]}]}]}}
        """.Replace("SERVERS", servers, StringComparison.Ordinal);
}

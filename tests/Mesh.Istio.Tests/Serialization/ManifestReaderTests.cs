using Mesh.Diagnostics;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Serialization;

public sealed class ManifestReaderTests
{
    private const string Rule = """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata:
          name: details
          namespace: bookinfo
        spec:
          host: details
        """;

    [Theory]
    [InlineData("networking.istio.io/v1", "ServiceEntry")]
    [InlineData("networking.istio.io/v1beta1", "ServiceEntry")]
    [InlineData("networking.istio.io/v1alpha3", "ServiceEntry")]
    public void All_versions_are_read_and_the_stable_one_is_written(string apiVersion, string kind)
    {
        IstioObject value = Single($"{{apiVersion: {apiVersion}, kind: {kind}, metadata: {{name: a}}, spec: {{hosts: [a.example.com]}}}}");
        Assert.Equal("networking.istio.io/v1", value.ApiVersion);
        Assert.StartsWith($"apiVersion: networking.istio.io/v1\nkind: {kind}\n", ManifestWriter.ToYaml(value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("networking.istio.io/v2", "ServiceEntry")]
    [InlineData("security.istio.io/v1alpha3", "PeerAuthentication")]
    [InlineData("v1beta1", "Namespace")]
    public void Versions_that_do_not_exist_are_refused(string apiVersion, string kind) =>
        Assert.Equal("MY009 2:13", Findings($"kind: {kind}\napiVersion: {apiVersion}\nmetadata: {{name: a}}"));

    [Fact]
    public void What_the_API_server_adds_is_dropped()
    {
        DestinationRule value = Assert.IsType<DestinationRule>(Single("""
            {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": [{
              "apiVersion": "networking.istio.io/v1beta1", "kind": "DestinationRule",
              "metadata": {
                "annotations": {"a": "b"}, "creationTimestamp": "2026-01-01T00:00:00Z", "finalizers": ["x"], "generation": 3,
                  "labels": {"c": "d"}, "managedFields": [{"manager": "kubectl"}],
                "name": "details", "namespace": "bookinfo", "ownerReferences": [{"kind": "X"}], "resourceVersion": "17", "selfLink": "/x",
                  "uid": "0-1"},
              "spec": {"host": "details"},
              "status": {"conditions": [{"type": "Reconciled"}], "anything": 1}}]}
            """));
        Assert.Equal(
            new DestinationRule
            {
                Metadata = new() { Name = "details", Namespace = "bookinfo", Labels = [new("c", "d")], Annotations = [new("a", "b")] },
                Host = "details",
            },
            value);
    }

    [Fact]
    public void Lists_documents_and_formats_may_be_mixed()
    {
        string text = $"# a comment\n---\n{Rule}\n---\n---\n" + """
            apiVersion: networking.istio.io/v1
            kind: WorkloadEntryList
            items:
            - metadata: {name: one}
              spec: {address: 1.1.1.1}
            - {"metadata": {"name": "two"}, "spec": {"address": "2.2.2.2"}}
            ---
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "three"}, "spec": {"finalizers": ["kubernetes"]}}
            """;
        ManifestSet set = ManifestReader.Read(text);
        Assert.Empty(set.Diagnostics);
        Assert.Equal(
            ["DestinationRule bookinfo/details", "WorkloadEntry one", "WorkloadEntry two", "Namespace three"],
            set.Objects.Select(o => o.ToString()));
    }

    [Fact]
    public void Other_kinds_are_left_out_with_a_note()
    {
        ManifestSet set = ManifestReader.Read(
            $"{Rule}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: istio}}\n---\napiVersion: "
                + $"gateway.networking.k8s.io/v1\nkind: BackendTLSPolicy\nmetadata: {{name: g}}\n---\napiVersion: "
                + $"gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: g}}\n" +
            "---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n");
        Assert.Single(set.Objects);
        Assert.Equal(["MY008", "MY024"], set.Diagnostics.Select(d => d.Code));
        Assert.Equal(["BackendTLSPolicy g", "Gateway g"], set.GatewayApi.Select(value => value.ToString()));
        Assert.All(set.Diagnostics, d => Assert.Equal(DiagnosticSeverity.Info, d.Severity));
    }

    [Fact]
    public void All_mistakes_are_reported_with_their_places()
    {
        string findings = Findings("""
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata:
              name: 17
              colour: red
            spec:
              hots: details
              trafficPolicy:
                outlierDetection:
                  interval: 5
                  baseEjectionTime: 30 seconds
                  maxEjectionPercent: "100"
                  consecutive5xxErrors: -1
                tls: {mode: istio_mutual}
                loadBalancer:
                  simple: RANDOM
                  consistentHash: {useSourceIp: yes please}
              subsets: details
              exportTo: ["*", 1, null]
            """);
        Assert.Equal(
            "MY004 4:9, MY003 5:3, MY003 7:3, MY007 7:3, MY004 10:17, MY005 11:25, MY004 12:27, MY005 13:29, MY005 14:17, MY006 17:23, "
                + "MY004 18:12, MY004 19:19, MY004 19:22",
            findings);
    }

    [Fact]
    public void Messages_name_object_field_value_and_fix()
    {
        ManifestSet set = ManifestReader.Read(
            Rule.Replace(
                "host: details", "host: details\n  exportTos: [a]\n  subsets: [{name: a, labels: {version: 1}}]", StringComparison.Ordinal),
            "dir/file.yaml");
        Assert.Equal(
            "error MY003 dir/file.yaml (line 8, column 3): DestinationRule bookinfo/details: The field "
                + "'spec.exportTos' is unknown. Did you mean 'exportTo'?\n" +
            "error MY004 dir/file.yaml (line 9, column 41): DestinationRule bookinfo/details: 'spec.subsets[0].labels.version' must be a "
                + "text and is a whole number (1). Put it into quotes.",
            set.Diagnostics.ToString());
    }

    [Fact]
    public void A_broken_object_or_document_does_not_stop_the_others()
    {
        string Good(int number) => Rule.Replace("name: details", $"name: good{number}", StringComparison.Ordinal);
        ManifestSet set = ManifestReader.Read(
            $"{Good(1)}\n---\n{Rule}\n  host: again\n---\na: [\n---\n{Rule}\n  x: 1\n---\n[1]\n---\nkind: X\n---\ntext\n---\n{Good(2)}\n");
        Assert.Equal(
            ["DestinationRule bookinfo/good1", "DestinationRule bookinfo/good2"],
            set.Objects.Select(o => o.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["MY001", "MY001", "MY003", "MY002", "MY002", "MY002"], set.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void An_object_in_which_a_key_stands_twice_is_left_out_and_its_neighbours_are_not()
    {
        ManifestSet set = ManifestReader.Read("""
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Namespace, metadata: {name: one}}
            - {apiVersion: v1, kind: Namespace, metadata: {name: two, name: three}}
            - {apiVersion: v1, kind: Namespace, metadata: {name: four}}
            """);
        Assert.Equal(["one", "four"], set.Objects.Select(o => o.Metadata.Name));
        Diagnostic finding = Assert.Single(set.Diagnostics);
        Assert.Equal(("MY001", new TextPosition(5, 59)), (finding.Code, finding.Position));
    }

    [Theory]
    [InlineData("1h30m", "5400s")]
    [InlineData("1.5s", "1.5s")]
    [InlineData("250ms", "0.25s")]
    [InlineData("2us", "0.000002s")]
    [InlineData("100ns", "0.0000001s")]
    [InlineData("0", "0s")]
    [InlineData("-1.5h", "-5400s")]
    [InlineData("1h0m0.001s", "3600.001s")]
    [InlineData(".5s", "0.5s")]
    [InlineData("2562047h", "9223369200s")]
    public void Durations_are_read_in_Go_syntax_and_written_in_seconds(string text, string expected)
    {
        IstioObject value = Single(
            $"{{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {{name: a}}, spec: {{http: [{{timeout: "
                + $"\"{text}\"}}]}}}}");
        Assert.Contains($"timeout: {expected}\n", ManifestWriter.ToYaml(value), StringComparison.Ordinal);
        Assert.Contains($"\"timeout\": \"{expected}\"\n", ManifestWriter.ToJson(value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1x")]
    [InlineData("1 s")]
    [InlineData("1.2.3s")]
    [InlineData("50ns")]
    [InlineData("--1s")]
    [InlineData("1d")]
    [InlineData("999999999h")]
    [InlineData("99999999999999999999999999999999s")]
    [InlineData("1e3s")]
    public void Texts_that_are_no_durations_are_refused(string text) =>
        Assert.Equal(
            "MY005 1:111",
            Findings(
                $"{{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {{name: aaaaaaa}}, spec: {{http: [{{timeout: "
                    + $"\"{text}\"}}]}}}}"));

    [Fact]
    public void Absent_null_and_empty_are_told_apart_only_where_Istio_does()
    {
        DestinationRule value = Assert.IsType<DestinationRule>(Single(
            Rule + "\n  exportTo: []\n  subsets: null\n  trafficPolicy:\n    tls: {}\n    outlierDetection:\n    loadBalancer: "
                + "{localityLbSetting: {}, warmup: ~}\n"));
        Assert.Equal(
            new DestinationRule
            {
                Metadata = new() { Name = "details", Namespace = "bookinfo" },
                Host = "details",
                TrafficPolicy = new() { Tls = new(), LoadBalancer = new() { LocalityLbSetting = new() } },
            },
            value);
        Assert.EndsWith(
            "  trafficPolicy:\n    loadBalancer:\n      localityLbSetting: {}\n    tls: {}\n", ManifestWriter.ToYaml(value),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_cannot_make_a_small_text_a_large_object()
    {
        var text = new System.Text.StringBuilder(
            "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: a}\nspec:\n  hosts: "
                + "[a]\n  a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 7; i++)
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"  a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        Assert.Equal("MY001 11:7", Findings(text.ToString()));
    }

    private static IstioObject Single(string text)
    {
        ManifestSet set = ManifestReader.Read(text);
        Assert.True(set.Diagnostics.Count == 0, set.Diagnostics.ToString());
        return Assert.Single(set.Objects);
    }

    private static string Findings(string text)
    {
        ManifestSet set = ManifestReader.Read(text);
        Assert.Empty(set.Objects);
        return string.Join(", ", set.Diagnostics.Select(d => $"{d.Code} {d.Position!.Value.Line}:{d.Position!.Value.Column}"));
    }
}

using System.Text;
using Mesh.Diagnostics;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Localities.Tests.Dumps;

public class DiagnosticTests
{
    private const string Node = "apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n  labels:\n    topology.kubernetes.io/region: r1\n";

    /// <summary>A dump, the finding that it must give, its line and a part of its message.</summary>
    public static TheoryData<string, string, int, string> Cases => new()
    {
        { "MI001", "apiVersion: v1\nkind: Node\nmetadata: {name: [}\n", 3, "not YAML" },
        { "MI002", "- 1\n- 2\n", 1, "not a list" },
        { "MI002", "apiVersion: v1\nmetadata: {name: x}\n", 1, "no 'kind'" },
                { "MI002", "kind: List\nitems: 7\n", 2, "not a whole number" },
        { "MI002", "kind: PodList\napiVersion: v1\nitems:\n- pod\n", 4, "not a text" },
        { "MI003", Service("spec:\n  ports:\n  - port: http\n"), 8, "'spec.ports.port' of Service ns/s must be a whole number from 1 to 65535, not a text ('http')" },
        { "MI003", Service("spec:\n  ports:\n  - port: 70000\n"), 8, "70000" },
        { "MI003", Service("spec: []\n"), 6, "'spec' of Service ns/s must be a mapping, not a list" },
        { "MI003", Service("spec:\n  ports: 80\n"), 7, "must be a list" },
        { "MI003", "apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n  labels:\n    a: true\n", 6, "'metadata.labels.a' of Node n1 must be a text, not true or false ('true')" },
        { "MI003", "apiVersion: v1\nkind: Node\nmetadata: x\n", 3, "'metadata' of a Node" },
        { "MI004", "apiVersion: v1\nkind: Node\nspec: {}\n", 1, "'metadata' of a Node" },
        { "MI004", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n", 4, "'metadata.namespace' of a Pod" },
        { "MI004", Service("spec:\n  ports:\n  - name: http\n"), 8, "'spec.ports.port'" },
        { "MI005", Node + "---\n" + Node.Replace("r1", "r2", StringComparison.Ordinal), 8, "Node n1 differs from the one in aws/dump.yaml (line 1, column 1); neither is newer" },
        { "MI006", "apiVersion: v1\nkind: Secret\nmetadata: {name: x, namespace: ns}\ndata: {p: c2VjcmV0}\n", 1, "Secret (v1)" },
        { "MI006", "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: x, namespace: y}\n", 1, "Service (serving.knative.dev/v1)" },
        { "MI009", "", 1, "empty" },
        { "MI011", Node + "---\n" + Pod("", "gone") + "---\n" + Pod("", "gone").Replace("name: p", "name: q", StringComparison.Ordinal), 8, "Pod ns/p and 1 more run on node 'gone'" },
        { "MI012", "apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n", 1, "Node n1 has no label 'topology.kubernetes.io/region'" },
        { "MI014", Node + "    failure-domain.beta.kubernetes.io/region: r2\n", 7, "'failure-domain.beta.kubernetes.io/region: r2'" },
        { "MI015", Pod("istio-locality: a.b.c.d"), 7, "more than three parts" },
        { "MI015", Pod("istio-locality: ''"), 7, "empty" },
        { "MI015", Pod("istio-locality: .z"), 7, "no region" },
        { "MI015", Pod("istio-locality: r..s"), 7, "a part of it is empty" },
        { "MI015", Pod("topology.istio.io/locality: a.b.c.d"), 7, "more than three parts" },
        { "MI016", Node.Replace("r1", "a.b", StringComparison.Ordinal) + "---\n" + Pod("istio-locality: a.b.zone"), 14, "'a.b' is taken apart at its dots: Istio reads a/b/zone" },
        { "MI017", Istiod("1.28.3") + "---\n" + Pod("topology.istio.io/locality: r.z"), 19, "Istio 1.28 does not read" },
        { "MI018", Pod("topology.istio.io/locality: r.z\n    istio-locality: r.y"), 8, "Istio reads the first" },
        { "MI020", Service("spec:\n  type: LoadBalancer\nstatus:\n  loadBalancer: {}\n"), 1, "Service ns/s is of type LoadBalancer" },
        { "MI021", Service("") + "---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: t-1\n  namespace: ns\n  labels: {kubernetes.io/service-name: t}\nendpoints: []\n", 7, "Service 't'" },
        { "MI031", ConfigMap("istio", "trustDomain: [\\n"), 6, "'mesh' of ConfigMap istio-system/istio" },
        { "MI031", ConfigMap("istio", "- 1"), 6, "must be a mapping, not a list" },
        { "MI003", ConfigMap("istio", "a: 1\\ntrustDomain: 7"), 6, "(Line 2 of that text.)" },
        { "MI032", ConfigMap("istio-canary", "trustDomain: b") + "---\n" + ConfigMap("istio", "trustDomain: a"), 1, "istio-system/istio-canary differs from ConfigMap istio-system/istio" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_finding_names_file_line_and_value(string code, string dump, int line, string message)
    {
        Diagnostic[] found = [.. Read(dump).Diagnostics.Where(d => d.Code == code)];

        Diagnostic finding = Assert.Single(found);
        Assert.Equal(("aws/dump.yaml", line), (finding.Path, finding.Position?.Line));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Help);
        Assert.Equal(InventoryDiagnostics.All.Single(d => d.Code == code).Severity, finding.Severity);
    }

    /// <summary>Findings about a cluster as a whole.</summary>
    public static TheoryData<string, string, string> ClusterCases => new()
    {
        { "MI010", "kind: PodList\napiVersion: v1\nitems: []\n", "No node" },
        { "MI013", Node + "---\n" + Node.Replace("n1", "n2", StringComparison.Ordinal).Replace("r1", "r2", StringComparison.Ordinal), "r1 (1), r2 (1)" },
        { "MI030", Node, "'cluster.local' is assumed" },
        { "MI033", Node, "1.31 is assumed" },
        { "MI034", Istiod("1.31.0") + "---\n" + Istiod("1.30.3").Replace("name: istiod", "name: istiod-old", StringComparison.Ordinal), "versions 1.30, 1.31; 1.30 counts" },
        { "MI035", Node, "topology.istio.io/network" },
    };

    [Theory]
    [MemberData(nameof(ClusterCases))]
    public void A_finding_about_a_cluster_names_it(string code, string dump, string message)
    {
        Diagnostic finding = Assert.Single(Read(dump).Diagnostics, d => d.Code == code);

        Assert.Equal("aws", finding.Path);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_is_used_by_a_test_and_codes_are_distinct()
    {
        // The folders of dumps, and live clusters, have tests of their own.
        string[] elsewhere = ["MI007", "MI008", "MI019", "MI022", "MI040", "MI041", "MI042", "MI043"];
        IEnumerable<string> tested = Cases.Select(row => row.Data.Item1).Concat(ClusterCases.Select(row => row.Data.Item1))
            .Concat(elsewhere);

        Assert.Equal(InventoryDiagnostics.All.Select(d => d.Code), tested.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_clean_dump_has_no_finding_beyond_the_missing_network() =>
        Assert.Equal(["MI035"], Read(Node + "---\n" + Istiod("1.31.0").Replace("n9", "n1", StringComparison.Ordinal) + "---\n"
            + ConfigMap("istio", "trustDomain: a")).Diagnostics.Select(d => d.Code));

    [Fact]
    public void Equal_copies_are_no_finding_and_newer_ones_count()
    {
        string versioned = Node.Replace("name: n1", "name: n1\n  resourceVersion: '9'", StringComparison.Ordinal);
        string newer = Node.Replace("name: n1", "name: n1\n  resourceVersion: '10'", StringComparison.Ordinal)
            .Replace("r1", "r2", StringComparison.Ordinal);

        Assert.DoesNotContain(Read(versioned + "---\n" + Node).Diagnostics, d => d.Code == "MI005");
        foreach (string dump in new[] { versioned + "---\n" + newer, newer + "---\n" + versioned })
        {
            Inventory inventory = Read(dump);

            Assert.Equal("r2", Assert.Single(inventory.Clusters[0].Nodes).Locality.Value.Region);
            Assert.Contains("newer and counts", Assert.Single(inventory.Diagnostics, d => d.Code == "MI005").Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_broken_object_stops_no_other()
    {
        Inventory inventory =
            Read("kind: List\nitems:\n- 1\n- kind: Node\n  apiVersion: v1\n- apiVersion: v1\n  kind: Node\n  metadata: {name: n2}\n");

        Assert.Equal("n2", Assert.Single(inventory.Clusters[0].Nodes).Name);
    }

    [Fact]
    public void Findings_of_a_file_end_somewhere()
    {
        string dump = "kind: List\nitems:\n" + string.Concat(Enumerable.Repeat("- 1\n", 5000));

        Assert.Equal(1001, Read(dump).Diagnostics.Count(d => d.Path == "aws/dump.yaml"));
    }

    private static Inventory Read(string dump) => Inventory.FromDumps([new DumpFile("aws", "dump.yaml", Encoding.UTF8.GetBytes(dump))]);

    private static string Service(string rest) => "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n  namespace: ns\n" + rest;

    private static string Pod(string label, string node = "") =>
        $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: ns\n  labels:\n    {(label.Length == 0 ? "a: b" : label)}\nspec:\n"
            + $"  nodeName: '{node}'\n";

    private static string Istiod(string version) =>
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: istiod\n  namespace: istio-system\n  labels:\n    app: istiod\nspec:\n  nodeName: "
            + $"n9\n  containers:\n  - {{name: discovery, image: 'istio/pilot:{version}'}}\n";

    private static string ConfigMap(string name, string mesh) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: istio-system}}\n# The text is on line 6.\ndata:\n  mesh: "
            + $"\"{mesh}\"\n";
}

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Who may know whom among features, read from what was compiled.</summary>
public class FeatureTests
{
    private static readonly (string Type, string Uses, SourceFile Home, SourceFile Used)[] Inside =
    [
        .. from use in Codebase.Uses
           let home = Codebase.HomeOf(use.Type)
           let used = Codebase.HomeOf(use.Uses)
           where home is not null && used is not null
           select (use.Type, use.Uses, home, used),
    ];

    public static TheoryData<string> All => [.. Features.All.Keys];

    [Fact]
    public void Every_folder_below_a_package_is_a_feature_with_a_row() =>
        Assert.Equal(
            Features.All.Keys.Order(StringComparer.Ordinal),
            SourceFile.All.Select(file => file.Feature).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void A_feature_uses_only_what_its_row_allows(string feature)
    {
        IReadOnlySet<string> allowed = Features.Allowed(feature);

        Assert.Empty(Inside.Where(use => use.Home.Feature == feature && !allowed.Contains(use.Used.Feature))
            .Select(use => $"{use.Type} uses {use.Uses} of {use.Used.Feature}"));
    }

    [Fact]
    public void Rows_name_features_only() =>
        Assert.Empty(Features.All.Values.SelectMany(row => row).Except(Features.All.Keys));

    [Fact]
    public void Features_form_no_circle()
    {
        ILookup<string, string> uses = Inside
            .Select(use => (use.Home.Feature, Used: use.Used.Feature))
            .Where(use => use.Feature != use.Used)
            .Distinct()
            .ToLookup(use => use.Feature, use => use.Used);
        IEnumerable<string> circles = Features.All.Keys.Where(feature => Reached(feature, uses).Contains(feature));

        Assert.Empty(circles);
    }

    // Two engines that agree prove something only as long as neither asks the other.
    [Fact]
    public void The_simulation_does_not_ask_the_engine_of_forecasts() =>
        Assert.Empty(Inside.Where(use => use.Home.Feature == "Simulation" && use.Used.Folder == "Forecasting/Engine")
            .Select(use => $"{use.Type} uses {use.Uses}"));

    [Fact]
    public void Kubernetes_client_is_known_where_clusters_are_talked_to() =>
        Assert.Empty(Codebase.Uses
            .Where(use => use.Uses.StartsWith("k8s.", StringComparison.Ordinal) && !TalksToClusters(use.Type))
            .Select(use => $"{use.Type} uses {use.Uses}"));

    [Fact]
    public void Requests_are_made_where_clusters_are_talked_to() =>
        Assert.Empty(Codebase.Uses
            .Where(use =>
                use.Uses is "Mesh.Kubernetes.Connections.ClusterRequest" or "Mesh.Kubernetes.Connections.ClusterResponse"
                    or "System.Net.Http.HttpClient"
                    && !TalksToClusters(use.Type))
            .Select(use => $"{use.Type} uses {use.Uses}"));

    [Fact]
    public void Every_type_has_a_home() =>
        Assert.DoesNotContain(
            Codebase.Assemblies
                .SelectMany(assembly => assembly.GetTypes())
                .Where(type => !type.IsNested && type.Namespace?.Split('.')[0] is "Mesh")
                .Select(Codebase.NameOf),
            type => Codebase.HomeOf(type) is null);

    [Fact]
    public void Uses_are_found_at_all()
    {
        Assert.True(Inside.Length > 3000);
        // In a signature, in an async method, in a lambda, as a type argument.
        Assert.Contains(Inside, use => use is { Type: "Mesh.Istio.IstioGenerator", Uses: "Mesh.Inventories.Inventory" });
        Assert.Contains(
            Inside, use => use is { Type: "Mesh.Istio.Apply.Api.ClusterProbe", Uses: "Mesh.Kubernetes.Connections.ClusterRequest" });
        Assert.Contains(Inside, use => use is { Type: "Mesh.Istio.Failures.ObservedMesh", Uses: "Mesh.Istio.Resources.MeshLabels" });
        Assert.Contains(Inside, use => use is { Type: "Mesh.Istio.Failures.FailedParts", Uses: "Mesh.Istio.Failures.BackendKey" });
    }

    private static bool TalksToClusters(string type) => Codebase.HomeOf(type) is { } home










        && ($"{home.Package}/{home.Folder}/".StartsWith("Mesh.Locality/Kubernetes/", StringComparison.Ordinal)
            || home is { Package: "Mesh.Istio", Folder: "Apply/Api" });

    private static HashSet<string> Reached(string feature, ILookup<string, string> uses)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(uses[feature]);
        while (open.TryPop(out string? next))
        {
            foreach (string used in reached.Add(next) ? uses[next] : [])
            {
                open.Push(used);
            }
        }

        return reached;
    }
}

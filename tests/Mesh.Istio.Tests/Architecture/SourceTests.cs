using System.Text.RegularExpressions;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Who may know whom among folders, and the habits of the house, read from the sources.</summary>
public partial class SourceTests
{
    private const int LongestFile = 300;

    // A folder may not use what comes later in the flow of data: model, inventory, generation, then what is made of it.
    public static TheoryData<string, string> Forbidden => new()
    {
        { "Mesh.Abstractions/Collections", "Mesh" },
        { "Mesh.Abstractions/Diagnostics", "Mesh.Inventories" },
        { "Mesh.Abstractions/Model", "Mesh.Inventories" },
        { "Mesh.Abstractions/Model", "Mesh.Validation" },
        { "Mesh.Abstractions/Inventories", "Mesh.Validation" },
        { "Mesh.Abstractions/Validation", "Mesh.Inventories" },
        { "Mesh.Locality/LoadBalancing", "Mesh.Inventories" },
        { "Mesh.Locality/Documents", "Mesh.Inventories" },
        { "Mesh.Istio/Generation", "Mesh.Istio.Forecasting" },
        { "Mesh.Istio/Generation", "Mesh.Istio.Simulation" },
        { "Mesh.Istio/Generation", "Mesh.Istio.Serialization" },
        { "Mesh.Istio/Generation", "Mesh.Istio.Analysis" },
        { "Mesh.Istio/Analysis", "Mesh.Istio.Generation" },
        { "Mesh.Istio/Analysis", "Mesh.Istio.Simulation" },
        { "Mesh.Istio/Apply", "Mesh.Istio.Reconciling" },
        { "Mesh.Istio/Telemetry", "Mesh.Istio" },
        { "Mesh.Istio/Reconciling", "Mesh.Istio.Hosting" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Data_flows_one_way(string folder, string forbidden)
    {
        var use = new Regex($@"^using ([^;]+ = )?{Regex.Escape(forbidden)}(\.[^;]*)?;", RegexOptions.Multiline);

        Assert.DoesNotContain(Sources(folder), file => use.IsMatch(File.ReadAllText(file)));
    }

    [Fact]
    public void Kubernetes_is_talked_to_in_two_folders_only() =>
        Assert.DoesNotContain(
            Sources("").Where(file => !file.Contains("/Mesh.Locality/Kubernetes/", StringComparison.Ordinal) && !file.Contains("/Mesh.Istio/Apply/", StringComparison.Ordinal)),
            file => KubernetesUse().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void A_file_holds_one_public_type()
    {
        string[] crowded = [.. Sources("").Where(file => PublicType().Count(File.ReadAllText(file)) > 1)];

        Assert.Empty(crowded);
    }

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines()
    {
        string[] tooLong = [.. Sources("").Where(file => File.ReadLines(file).Count() > LongestFile)];

        Assert.Empty(tooLong);
    }

    // The one rule of style that no build enforces.
    [Fact]
    public void Members_are_named_without_this() => Assert.DoesNotContain(Sources(""), file => This().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void Files_are_found_at_all() => Assert.True(Sources("").Count() > 100);

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src", folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => file.Replace('\\', '/'));

    [GeneratedRegex(@"^using (static )?k8s", RegexOptions.Multiline)]
    private static partial Regex KubernetesUse();

    [GeneratedRegex(@"\bthis\.\w")]
    private static partial Regex This();

    // Nested types are indented and do not count.
    [GeneratedRegex(@"^public (static |sealed |abstract |readonly |partial )*(class|record|struct|interface|enum) ", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}

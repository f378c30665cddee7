using System.Text.RegularExpressions;
using Mesh.Istio.Apply;
using Mesh.Istio.Hosting;
using Mesh.Istio.Reconciling;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using Mesh.Tests;
using Microsoft.Extensions.Configuration;

namespace Mesh.Istio.Tests.Docs;

/// <summary>The keys of the page are names of options, and the reader knows them.</summary>
public partial class HostingPageTests
{
    public static TheoryData<string, string> Keys =>
        [.. Row()
            .Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "hosting.md")))
            .SelectMany(row => Word().Matches(row.Groups[2].Value).Select(key => (row.Groups[1].Value, key.Groups[1].Value)))];

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_the_name_of_an_option_and_is_read(string section, string key)
    {
        Type options = section switch
        {
            "Connection" => typeof(ClusterConnectionOptions),
            "Inventory" => typeof(LiveInventoryOptions),
            "Generator" => typeof(IstioGeneratorOptions),
            "Apply" => typeof(ApplyOptions),
            _ => typeof(ReconcilerOptions),
        };
        IConfigurationSection configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new($"Mesh:{section}:{key}", "?")])
            .Build()
            .GetSection("Mesh");
        var given = new MeshOptions();

        ConfigurationReader.Read(configuration, given);

        Assert.NotNull(options.GetProperty(key));
        Assert.DoesNotContain(given.Problems(), problem => problem.Contains("is not known", StringComparison.Ordinal));
    }

    [GeneratedRegex("^\\| `(Connection|Inventory|Generator|Apply|Reconciler)` \\| ([^|]+) \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Word();
}

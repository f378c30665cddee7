using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>
/// What is generated for others is byte for byte what it would be without a workspace that was made to collide with them. 300 models;
/// MESH_RUNS sets another number, MESH_ISOLATION_SEED the first seed.
/// </summary>
public sealed class IsolationProperties
{
    private static readonly string Honest = Teams.OfOthers(Teams.Generate(new MeshModel(Teams.Without), Teams.Observed()));

    [Fact]
    public void What_others_get_does_not_change_with_a_hostile_workspace()
    {
        int runs = Number("MESH_RUNS", 300), first = Number("MESH_ISOLATION_SEED", 1);
        int clean = 0;
        Parallel.For(first, first + runs, seed =>
        {
            var adversary = new Adversary(seed);
            MeshModel model = Teams.With(adversary.Workspace(), adversary.IsFirst);
            MeshResources resources = Teams.Generate(model, adversary.Annotate(Teams.Observed(adversary.Fill)));

            string others = Teams.OfOthers(resources);
            IEnumerable<Diagnostic> first = resources.Diagnostics.Errors
                .OrderBy(error => error.Path.StartsWith("tenants/evil", StringComparison.Ordinal))
                .Take(3);
            Assert.True(others == Honest, $"Seed {seed}: {Difference(Honest, others)}\n{string.Join('\n', first)}");
            Assert.DoesNotContain(resources.Clusters.SelectMany(cluster => cluster.Objects), Takes);
            Interlocked.Add(ref clean, resources.Diagnostics.HasErrors ? 0 : 1);
        });

        Assert.True(clean > 0 && clean < runs,
            $"{clean} of {runs} hostile workspaces were faultless: the property would say nothing about one of the two kinds.");
    }

    [Fact]
    public void Bank_and_shop_have_what_they_asked_for()
    {
        Assert.Contains("host: login.bank.example.com", Honest, StringComparison.Ordinal);
        Assert.Contains("host: api.shop.example.com", Honest, StringComparison.Ordinal);
        Assert.Contains("kind: AuthorizationPolicy", Honest, StringComparison.Ordinal);
        Assert.Contains("name: east-west-ledger", Honest, StringComparison.Ordinal);
    }

    [Fact]
    public void An_honest_third_has_no_error() => Assert.Empty(Teams.Generate(Teams.With(Teams.Evil), Teams.Observed()).Diagnostics.Errors);

    // Whatever carries the hostile tenant's label stays out of others' namespaces.
    private static bool Takes(IstioObject value) =>
        value.Metadata.Labels.GetValueOrDefault("multicluster.mesh/tenant") == "evil"
        && value.Metadata.Namespace is "bank" or "shop" or "istio-system";

    private static string Difference(string expected, string actual)
    {
        string[] left = expected.Split('\n'), right = actual.Split('\n');
        int at = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(i => left[i] != right[i],
            Math.Min(left.Length, right.Length));
        return $"line {at} of {left.Length}/{right.Length}: '{left.ElementAtOrDefault(at)}' became '{right.ElementAtOrDefault(at)}'";
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture,
            out int number) ? number : otherwise;
}

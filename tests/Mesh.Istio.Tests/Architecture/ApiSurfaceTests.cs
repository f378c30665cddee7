using Mesh.Tests;

namespace Mesh.Istio.Tests.Architecture;

/// <summary><c>docs/api-surface.md</c> is what the packages show; <c>MESH_UPDATE_GOLDEN=1</c> writes it again.</summary>
public class ApiSurfaceTests
{
    // Two screens.
    private const int LongestPackage = 130;

    private static readonly string File = Path.Combine(RepositoryRoot.Path, "docs", "api-surface.md");

    [Fact]
    public void The_page_is_what_the_packages_show()
    {
        string page = ApiSurface.Write();
        if (Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1")
        {
            System.IO.File.WriteAllText(File, page);
        }

        Assert.Equal(page, System.IO.File.ReadAllText(File).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_package_fits_on_two_screens() =>
        Assert.All(ApiSurface.Write().Split("\n## ")[1..], package => Assert.InRange(package.Split('\n').Length, 1, LongestPackage));

    [Fact]
    public void Every_type_has_a_sentence() => Assert.DoesNotContain("` |  |", ApiSurface.Write(), StringComparison.Ordinal);
}

using System.Text.RegularExpressions;
using Mesh.Annotations;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Access;
using Mesh.Istio.Analysis;
using Mesh.Istio.Apply;
using Mesh.Istio.Failures;
using Mesh.Istio.Fields;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Generation;
using Mesh.Istio.Manifests;
using Mesh.Istio.Reconciling;
using Mesh.Tests;
using Mesh.Validation;

namespace Mesh.Istio.Tests.Docs;

/// <summary>
/// The pages in <c>docs/diagnostics</c> have one row per code: anchor and code, severity, title, when it is reported, what to do.
/// </summary>
public partial class DiagnosticsPageTests
{
    private static readonly DiagnosticDescriptor[] Catalogues =
        [.. RoleDiagnostics.All, .. ModelDiagnostics.All, .. OwnershipDiagnostics.All, .. ReachDiagnostics.All,
            .. VisibilityDiagnostics.All,
            .. AccessDiagnostics.All, .. AnnotationDiagnostics.All, .. InventoryDiagnostics.All,
            .. GenerationDiagnostics.All, .. GuardrailDiagnostics.All, .. SurroundingsDiagnostics.All,
            .. FieldDiagnostics.All, .. ManifestDiagnostics.All, .. FailureDiagnostics.All,
                .. ForecastDiagnostics.All, .. AnalysisDiagnostics.All, .. ApplyDiagnostics.All, .. ReconcilerDiagnostics.All];

    private static readonly string[] Pages =
        [.. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "docs", "diagnostics"), "*.md").Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)];

    private static readonly (string Anchor, string Code, string Severity, string Title, string When, string Help)[] Rows =
        [.. Pages.SelectMany(page => Row().Matches(page))
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value, row.Groups[5].Value,
                row.Groups[6].Value))];

    [Fact]
    public void Every_code_has_an_anchor_of_its_name() => Assert.All(Rows, row => Assert.Equal(row.Code.ToLowerInvariant(), row.Anchor));

    [Fact]
    public void No_row_is_without_anchor() => Assert.All(Pages, page => Assert.DoesNotMatch(@"(?m)^\| M[A-Z]\d+ ", page));

    [Fact]
    public void Every_code_has_one_row_and_every_row_a_code() =>
        Assert.Equal(Catalogues.Select(descriptor => descriptor.Code).Order(StringComparer.Ordinal),
            Rows.Select(row => row.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Severity_and_title_are_those_of_the_catalogue() =>
        Assert.All(Rows, row =>
        {
            DiagnosticDescriptor descriptor = Catalogues.Single(candidate => candidate.Code == row.Code);
            Assert.Equal((descriptor.Severity.ToString().ToLowerInvariant(), descriptor.Title), (row.Severity, row.Title));
        });

    [Fact]
    public void Every_row_says_when_and_what_to_do() =>
        Assert.All(Rows, row =>
            Assert.True(row.When.Trim().Length > 10 && row.Help.Trim().Length > 5, $"The row of {row.Code} says too little."));

    [Fact]
    public void Rows_of_a_page_are_in_the_order_of_codes() =>
        Assert.All(Pages.Select(page => Row().Matches(page).Select(row => row.Groups[2].Value)), page =>
            Assert.Equal(page.Order(StringComparer.Ordinal), page));

    [Fact]
    public void Codes_are_unique_across_catalogues() =>
        Assert.Equal(Catalogues.Length, Catalogues.Select(descriptor => descriptor.Code).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Every_descriptor_of_a_catalogue_is_in_its_list() =>
        Assert.All(
            (Type[])[typeof(RoleDiagnostics), typeof(AccessDiagnostics), typeof(ModelDiagnostics), typeof(OwnershipDiagnostics),
                typeof(ReachDiagnostics),
                typeof(AnnotationDiagnostics), typeof(InventoryDiagnostics),
                typeof(GenerationDiagnostics), typeof(SurroundingsDiagnostics),
                typeof(FieldDiagnostics), typeof(ManifestDiagnostics), typeof(FailureDiagnostics),
                    typeof(ForecastDiagnostics), typeof(AnalysisDiagnostics), typeof(ApplyDiagnostics), typeof(ReconcilerDiagnostics)],
            catalogue => Assert.All(
                catalogue.GetProperties().Where(property => property.PropertyType == typeof(DiagnosticDescriptor)),
                property => Assert.Contains((DiagnosticDescriptor)property.GetValue(null)!, Catalogues)));

    [GeneratedRegex(@"^\| <a id=""([a-z0-9]+)""></a>(M[A-Z]\d+) \| ([a-z]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

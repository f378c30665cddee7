using System.Text.RegularExpressions;
using Mesh.Annotations;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Analysis;
using Mesh.Istio.Apply;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
using Mesh.Istio.Reconciling;
using Mesh.Tests;
using Mesh.Validation;

namespace Mesh.Istio.Tests.Docs;

/// <summary><c>docs/diagnostics.md</c> has one row per code: code, severity, title, when it is reported, what to do.</summary>
public partial class DiagnosticsPageTests
{
    private static readonly DiagnosticDescriptor[] Catalogues =
        [.. ModelDiagnostics.All, .. AnnotationDiagnostics.All, .. InventoryDiagnostics.All, .. GenerationDiagnostics.All, .. ManifestDiagnostics.All, .. FailureDiagnostics.All, .. ForecastDiagnostics.All, .. AnalysisDiagnostics.All, .. ApplyDiagnostics.All, .. ReconcilerDiagnostics.All];

    private static readonly (string Code, string Severity, string Title, string When, string Help)[] Rows =
        [.. Row().Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "diagnostics.md")))
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value, row.Groups[5].Value))];

    [Fact]
    public void Every_code_has_one_row_and_every_row_a_code() =>
        Assert.Equal(Catalogues.Select(descriptor => descriptor.Code).Order(StringComparer.Ordinal), Rows.Select(row => row.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Severity_and_title_are_those_of_the_catalogue() =>
        Assert.All(Rows, row =>
        {
            DiagnosticDescriptor descriptor = Catalogues.Single(candidate => candidate.Code == row.Code);
            Assert.Equal((descriptor.Severity.ToString().ToLowerInvariant(), descriptor.Title), (row.Severity, row.Title));
        });

    [Fact]
    public void Every_row_says_when_and_what_to_do() =>
        Assert.All(Rows, row => Assert.True(row.When.Trim().Length > 10 && row.Help.Trim().Length > 5, $"The row of {row.Code} says too little."));

    [Fact]
    public void Rows_are_in_the_order_of_codes() =>
        Assert.All(Rows.GroupBy(row => row.Code[..2]), area => Assert.Equal(area.Select(row => row.Code).Order(StringComparer.Ordinal), area.Select(row => row.Code)));

    [Fact]
    public void Codes_are_unique_across_catalogues() =>
        Assert.Equal(Catalogues.Length, Catalogues.Select(descriptor => descriptor.Code).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Every_descriptor_of_a_catalogue_is_in_its_list() =>
        Assert.All(
            (Type[])[typeof(ModelDiagnostics), typeof(AnnotationDiagnostics), typeof(InventoryDiagnostics), typeof(GenerationDiagnostics), typeof(ManifestDiagnostics), typeof(FailureDiagnostics), typeof(ForecastDiagnostics), typeof(AnalysisDiagnostics), typeof(ApplyDiagnostics), typeof(ReconcilerDiagnostics)],
            catalogue => Assert.All(
                catalogue.GetProperties().Where(property => property.PropertyType == typeof(DiagnosticDescriptor)),
                property => Assert.Contains((DiagnosticDescriptor)property.GetValue(null)!, Catalogues)));

    [GeneratedRegex(@"^\| (M[A-Z]\d+) \| ([a-z]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}

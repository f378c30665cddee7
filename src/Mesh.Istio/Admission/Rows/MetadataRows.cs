using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>What every object has.</summary>
internal static class MetadataRows
{
    private const string Here = "Metadata";

    // Annotations that istiod gives to objects which it makes itself.
    private static readonly string[] OfIstiod =
        ["internal.istio.io/webhook-always-reject", "internal.istio.io/parents", "internal.istio.io/parent-namespace"];

    public static IEnumerable<AdmissionRow> All =>
    [
        Server(Here, "name", Text(text => Validation.Syntax.IsDnsSubdomain(text), "Write lower case letters, digits, '-' and '.'.")),
        Server(Here, "labels", Labels),
        Webhook(Here, "annotations", new AdmissionCheck(
            (value, _) => OfIstiod.Where(name => Nodes.Has(value, name)).Select(name => $"has {name}").FirstOrDefault(),
            "Remove the annotation.")),
    ];
}

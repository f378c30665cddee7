using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>DestinationRules beside their policies.</summary>
internal static class DestinationRuleRows
{
    private const string Here = "DestinationRule";

    public static IEnumerable<AdmissionRow> All =>
    [
        Webhook(Here, "host", Host),
        Is(Here, "workloadSelector", "LabelSelector"),
        Is(Here, "trafficPolicy", "TrafficPolicy"),
        Webhook(Here, "subsets", Unique("name")),
        Is(Here, "subsets[]", "Subset"),
        Webhook("Subset", "name", Label),
        Webhook("Subset", "labels", Labels),
        Is("Subset", "trafficPolicy", "TrafficPolicy"),
        Webhook(Here, "exportTo", CommonRows.ExportTo(mayBeNobody: false)),
        Webhook(Here, "", new AdmissionCheck(
            (value, scope) => !Nodes.Has(value, "workloadSelector") ? null
                : Nodes.Items(value, "exportTo").Count > 1 ? "has several entries, and a rule with workloadSelector takes one"
                : Nodes.Items(value, "exportTo").Select(Nodes.Text).Where(name => name != "." && name != scope.Namespace)
                    .Select(name => $"is '{name}', and a rule with workloadSelector holds in its own namespace only")
                    .FirstOrDefault(),
            "Export to '.' only, or remove workloadSelector.",
            "exportTo")),
    ];
}

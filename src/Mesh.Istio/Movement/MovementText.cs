using System.Globalization;
using System.Text;
using Mesh.Diagnostics;
using Mesh.Istio.Capacity;

namespace Mesh.Istio.Movement;

/// <summary>Plans as text.</summary>
internal static class MovementText
{
    public static string Title(MovementPlan plan)
    {
        string of = plan.Scope.IsMesh ? "" : $" for {plan.Scope}";
        return plan.Kind switch
        {
            MovementKind.Switch => $"switch {plan.Cluster} to {plan.To}{of}",
            MovementKind.Return => $"return to {plan.Cluster}{of}",
            MovementKind.Evacuate => $"evacuate {plan.Cluster}{of}",
            _ => $"drain {plan.Cluster}{of}",
        };
    }

    public static string Write(MovementPlan plan)
    {
        var text = new StringBuilder();
        string verdict = !plan.IsFeasible ? "refused" : plan.IsUnknown ? "possible, as far as anybody can tell" : "possible";
        Line(text, $"{Title(plan)}: {verdict}");
        foreach (Diagnostic finding in plan.Diagnostics)
        {
            Line(text, $"  {finding}");
        }

        foreach (MovementStep step in plan.Steps)
        {
            Line(text, $"  {step.Number}. {step.Title}");
            Line(text, $"     load: {Load(step.Load)}");
            if (!step.Changes.IsEmpty)
            {
                string objects = step.Changes.Count == 1 ? "object" : "objects";
                Line(text, $"     changes: {step.Changes.Count} {objects}, {step.Changes[0]}{(step.Changes.Count > 1 ? ", …" : "")}");
            }

            Line(text, $"     failed requests: {LoadText.Rate(step.FailedRequests)}{NotSimulated(step)}");
            foreach (string watch in step.Watch)
            {
                Line(text, $"     watch: {watch}");
            }

            Line(text, $"     back: {step.GoBack}");
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Write(MovementRunStatus status)
    {
        var text = new StringBuilder();
        string at = status.Trying.Length > 0 ? $", at {status.Trying}" : "";
        Line(text, $"{status.Plan}: {Word(status.State)} after step {status.Step}{at}");
        foreach (Diagnostic finding in status.Diagnostics)
        {
            Line(text, $"  {finding}");
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Load(LoadForecast load) => load.Clusters.IsEmpty ? "none" : string.Join(
        "; ", load.Clusters.Select(cluster => $"{cluster.Cluster} {LoadText.Rate(cluster.RequestsPerSecond)}/s, "
            + LoadText.Used(cluster.Utilisation)));

    private static string Word(MovementRunState state) => state switch
    {
        MovementRunState.GoingBack => "going back",
        MovementRunState.WentBack => "went back",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string NotSimulated(MovementStep step) => step.NotSimulated.IsEmpty ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({step.NotSimulated.Count} calls not simulated)");

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

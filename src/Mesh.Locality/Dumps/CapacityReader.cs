using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads what says how many pods there may be, and what a pod may use.</summary>
internal static class CapacityReader
{
    private static readonly (string Suffix, double Factor)[] Suffixes =
    [
        ("Ki", 1024d), ("Mi", 1048576d), ("Gi", 1073741824d), ("Ti", 1099511627776d), ("Pi", 1125899906842624d),
        ("Ei", 1152921504606846976d),
        ("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18),
    ];

    public static AutoscalerInfo? Autoscaler(ObjectIdentity head, Fields fields)
    {
        if (!fields.Require("spec") || fields.Mapping("spec") is not { } spec || !spec.Require("maxReplicas")
            || spec.Mapping("scaleTargetRef") is not { } target || !target.Require("name"))
        {
            return null;
        }

        Fields? status = fields.Mapping("status");
        Fields[] metrics = [.. spec.Mappings("metrics")];
        return new AutoscalerInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            TargetKind = target.Text("kind") ?? "Deployment",
            TargetName = target.Text("name") ?? "",
            MinReplicas = spec.Number("minReplicas", 0, int.MaxValue) ?? 1,
            MaxReplicas = spec.Number("maxReplicas", 1, int.MaxValue) ?? 1,
            CpuPercent = spec.Number("targetCPUUtilizationPercentage", 1, int.MaxValue)
                ?? metrics.Where(IsCpu)
                    .Select(metric => metric.Mapping("resource")?.Mapping("target")?.Number("averageUtilization", 1, int.MaxValue))
                    .FirstOrDefault(),
            CurrentCpuPercent = status?.Number("currentCPUUtilizationPercentage", 0, int.MaxValue)
                ?? (status?.Mappings("currentMetrics") ?? []).Where(IsCpu)
                    .Select(metric => metric.Mapping("resource")?.Mapping("current")?.Number("averageUtilization", 0, int.MaxValue))
                    .FirstOrDefault(),
            OtherMetrics = metrics.Where(metric => !IsCpu(metric)).Select(Words).ToValueList(),
        };
    }

    public static DisruptionBudgetInfo Budget(ObjectIdentity head, Fields fields)
    {
        Fields? spec = fields.Mapping("spec");
        return new DisruptionBudgetInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Selector = spec?.Mapping("selector") is { } selector ? MeshConfigReader.ReadSelector(selector) : null,
            MinAvailable = spec?.TextOrNumber("minAvailable"),
            MaxUnavailable = spec?.TextOrNumber("maxUnavailable"),
            DisruptionsAllowed = fields.Mapping("status")?.Number("disruptionsAllowed", 0, int.MaxValue),
        };
    }

    /// <summary>The amounts of the containers of a pod together.</summary>
    public static PodResources? Resources(IReadOnlyCollection<Fields> containers)
    {
        Fields[] resources = [.. containers.Select(container => container.MappingOrNull("resources")).OfType<Fields>()];
        return resources.Length == 0 ? null : new PodResources
        {
            CpuRequest = Sum(resources, "requests", "cpu"),
            MemoryRequest = Sum(resources, "requests", "memory"),
            CpuLimit = Limit(resources, containers.Count, "cpu"),
            MemoryLimit = Limit(resources, containers.Count, "memory"),
        };
    }

    /// <summary>
    /// A quantity of Kubernetes as a number: <c>100m</c>, <c>1.5</c>, <c>64Mi</c>, <c>1e3</c>; <see langword="null"/> for none.
    /// </summary>
    public static double? Quantity(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        foreach ((string suffix, double factor) in Suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && Number(text[..^suffix.Length]) is { } number)
            {
                return number * factor;
            }
        }

        return Number(text);
    }

    // A container without limit may use all that the node has; so then may the pod.
    private static double? Limit(Fields[] resources, int containers, string name) =>
        resources.Length == containers && resources.All(one => one.MappingOrNull("limits")?.Amount(name) is not null)
            ? Sum(resources, "limits", name)
            : null;

    private static double? Sum(Fields[] resources, string kind, string name)
    {
        double?[] amounts = [.. resources.Select(one => Quantity(one.MappingOrNull(kind)?.Amount(name)))];
        return amounts.All(amount => amount is null) ? null : Math.Round(amounts.Sum(amount => amount ?? 0), 9);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) && number >= 0
            ? number : null;

    private static bool IsCpu(Fields metric) =>
        metric.Text("type") == "Resource" && metric.MappingOrNull("resource")?.Text("name") == "cpu"
            && (metric.MappingOrNull("resource")?.MappingOrNull("target")?.Text("type") ?? "Utilization") == "Utilization";

    private static string Words(Fields metric)
    {
        string type = metric.Text("type") ?? "";
        Fields? inner = metric.MappingOrNull(type switch
        {
            "Resource" => "resource",
            "ContainerResource" => "containerResource",
            "Pods" => "pods",
            "Object" => "object",
            _ => "external",
        });
        return $"{type} {inner?.Text("name") ?? inner?.MappingOrNull("metric")?.Text("name")}".TrimEnd();
    }
}

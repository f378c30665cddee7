using System.Globalization;
using System.Text;
using System.Text.Json;
using Mesh.Inventories;
using Mesh.Istio.Capacity.Serialization;

namespace Mesh.Istio.Capacity;

/// <summary>
/// What is missing for no pod to get more than it carries, in failures of some size: either the pods, or that much less demand.
/// </summary>
public sealed record Shortfall
{
    /// <summary>The part of every pod's capacity that has to stay free.</summary>
    public required double Headroom { get; init; }

    /// <summary>The pods that are missing; with them nothing is overloaded. Empty when nothing is missing.</summary>
    public ValueList<MissingPods> Pods { get; init; }

    /// <summary>The demand that would have to stay away instead, the most of all failures for each cluster.</summary>
    public ValueList<ExcessDemand> Demand { get; init; }

    /// <summary>The workloads of which nobody knows what their pods carry; they count as carrying everything.</summary>
    public ValueList<string> Unknown { get; init; }

    /// <summary>Whether the pods were found: no number of pods helps where a single one gets its load whatever others there are.</summary>
    public bool IsSolvable { get; init; } = true;

    /// <summary>Whether nothing is missing, as far as anybody knows.</summary>
    public bool IsEmpty => Pods.IsEmpty && Demand.IsEmpty;

    /// <summary>The inventory with the pods that are missing.</summary>
    /// <param name="inventory">The inventory that was asked about.</param>
    /// <returns>A new inventory, in which nothing is overloaded.</returns>
    public Inventory ApplyTo(Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return Pods.Aggregate(inventory, (all, pods) => all.WithPods(pods.Cluster, pods.Workload, pods.Count, pods.Place));
    }

    /// <summary>The shortfall as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal one.</returns>
    public string ToJson() => CapacityJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The shortfall.</returns>
    /// <exception cref="JsonException">The text is none: a field is unknown, absent or of a wrong type.</exception>
    public static Shortfall FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return CapacityJson.Read<Shortfall>(json);
    }

    /// <summary>What each cluster needs: <c>gcp needs 7 more pods of shop/details, or 23 % less traffic</c>.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (string cluster in Pods.Select(pods => pods.Cluster).Concat(Demand.Select(demand => demand.Cluster)).Distinct(
            StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string pods = string.Join(" and ", Pods.Where(entry => entry.Cluster == cluster).GroupBy(entry => entry.Workload).Select(
                (entry, index) => More(entry.Key, entry.Sum(part => part.Count), index == 0)));
            ExcessDemand? less = Demand.FirstOrDefault(entry => entry.Cluster == cluster);
            string failure = less?.Failure ?? Pods.First(entry => entry.Cluster == cluster).Failure;
            text.Append(cluster).Append(" needs ").Append(pods)
                .Append(less is null ? "" : $"{(pods.Length > 0 ? ", or " : "")}{LoadText.Percent(less.Percent / 100)} % less traffic")
                .Append(failure.Length == 0 ? "" : $" when {failure}").Append('\n');
        }

        foreach (string what in Unknown)
        {
            text.Append("nobody knows what pods of ").Append(what).Append(" carry\n");
        }

        return text.Length == 0 ? "nothing is missing" : text.ToString().TrimEnd('\n');
    }

    private static string More(string workload, int count, bool isFirst) => string.Create(
        CultureInfo.InvariantCulture, $"{count} {(isFirst ? "more " : "")}{(count == 1 ? "pod" : "pods")} of {workload}");
}

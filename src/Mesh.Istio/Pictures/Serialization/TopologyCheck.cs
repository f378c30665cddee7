using System.Text.Json;

namespace Mesh.Istio.Pictures.Serialization;

/// <summary>Whether what was read as a picture can be drawn: every box has a card, and every arrow has its boxes.</summary>
internal static class TopologyCheck
{
    // Sums of them are numbers, too.
    private const long MostRequests = 1L << 50;

    /// <exception cref="JsonException">It cannot.</exception>
    public static TopologyView Require(TopologyView view)
    {
        HashSet<string> cards = Distinct(view.Clusters.Select(cluster => cluster.Name), "cards");
        HashSet<string> boxes = Distinct(view.Nodes.Select(node => node.Id), "boxes");
        Distinct(view.Arrows.Select(arrow => arrow.Key), "arrows");
        if (view.Nodes.FirstOrDefault(node => !cards.Contains(node.Cluster)) is { } homeless)
        {
            throw new JsonException($"The box '{homeless.Id}' is in a cluster that has no card.");
        }

        if (view.Arrows.FirstOrDefault(arrow => !boxes.Contains(arrow.From) || !boxes.Contains(arrow.To)) is { } loose)
        {
            throw new JsonException($"An arrow from '{loose.From}' to '{loose.To}' joins what is no box.");
        }

        return view;
    }

    /// <exception cref="JsonException">One of the pictures cannot, or a change is of an arrow of neither.</exception>
    public static TopologyDifference Require(TopologyDifference difference)
    {
        var arrows = Require(difference.Before).Arrows.Concat(Require(difference.After).Arrows).Select(arrow => arrow.Key).ToHashSet();
        Distinct(difference.Changes.Select(change => change.Arrow.Key), "changes");
        return difference.Changes.FirstOrDefault(change => !arrows.Contains(change.Arrow.Key)) is { } foreign
            ? throw new JsonException($"A change is of an arrow from '{foreign.Arrow.From}' that neither picture has.")
            : difference;
    }

    /// <exception cref="JsonException">A stretch has not a number for each cluster, or numbers that no simulation has.</exception>
    public static Timeline Require(Timeline timeline)
    {
        if (timeline.BinLength <= TimeSpan.Zero)
        {
            throw new JsonException("The stretches of a timeline have a length.");
        }

        return timeline.Bins.FirstOrDefault(bin => bin.Answered.Count != timeline.Clusters.Count
            || bin.Answered.Append(bin.Failed).Append(bin.Retried).Any(number => number is < 0 or > MostRequests)) is { } faulty
            ? throw new JsonException($"The stretch from {faulty.From} on has not a number of requests for each cluster.")
            : timeline;
    }

    private static HashSet<T> Distinct<T>(IEnumerable<T> values, string what)
    {
        HashSet<T> all = [];
        foreach (T value in values)
        {
            if (!all.Add(value))
            {
                throw new JsonException($"Two {what} are the same: {value}.");
            }
        }

        return all;
    }
}

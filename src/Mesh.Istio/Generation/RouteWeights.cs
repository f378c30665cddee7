namespace Mesh.Istio.Generation;

/// <summary>The weights of a route's destinations, always written.</summary>
internal static class RouteWeights
{
    /// <summary>
    /// The weights as given; 100 for a lone destination; equal shares of 100 where none is given, the remainder on the first ones.
    /// </summary>
    public static int[] Of(ValueList<ServiceDestination> destinations) => Of([.. destinations.Select(destination => destination.Weight)]);

    /// <summary>The same for weights alone.</summary>
    public static int[] Of(ReadOnlySpan<int?> given)
    {
        int count = given.Length;
        var weights = new int[count];
        for (int i = 0; i < count; i++)
        {
            weights[i] = given[i] ?? ((100 / count) + (i < 100 % count ? 1 : 0));
        }

        return weights;
    }
}

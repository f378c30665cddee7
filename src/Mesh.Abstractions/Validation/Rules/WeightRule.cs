using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Weights make shares: all or none given, none negative, not all zero, and a sum that Envoy can hold.</summary>
internal sealed class WeightRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            foreach (DestinationsEntry list in entry.Destinations())
            {
                CheckList(list, found);
            }
        }
    }

    private static void CheckList(DestinationsEntry list, List<Diagnostic> found)
    {
        int weighted = 0;
        long sum = 0;
        for (int i = 0; i < list.Destinations.Count; i++)
        {
            if (list.Destinations[i].Weight is { } weight)
            {
                weighted++;
                sum += Math.Max(weight, 0);
                if (weight < 0)
                {
                    Report(list.At(i, "weight"), $"weight {weight} is negative.", "Use 0 or more.", found);
                }
            }
        }

        if (weighted > 0 && weighted < list.Destinations.Count)
        {
            Report(list.Path, "Only some destinations have a weight.", "Give every destination a weight, or none for equal shares.", found);
        }
        else if (weighted > 0 && sum == 0)
        {
            Report(list.Path, "The weights add up to 0: nothing would be forwarded.", "Give at least one destination a weight above 0.",
                found);
        }
        else if (sum > uint.MaxValue)
        {
            Report(list.Path, $"The weights add up to {sum}, more than Envoy holds.", "Use smaller numbers with the same ratio.", found);
        }
    }

    private static void Report(string path, string message, string help, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.InvalidWeights.At(path, message, help));
}

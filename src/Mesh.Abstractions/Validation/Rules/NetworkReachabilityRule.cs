using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Reachability names networks that clusters are in; transit gateways have something to do.</summary>
internal sealed class NetworkReachabilityRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        if (model.Organization.NetworkReachability is not { } reachability)
        {
            foreach (GatewayEntry entry in model.Gateways.Where(entry => entry.Gateway.Transit == true))
            {
                found.Add(ModelDiagnostics.IdleTransit.At(
                    entry.At("transit"), "The gateway is a transit, but every cluster reaches every other one.",
                    "Say which networks reach which, or remove the transit."));
            }

            return;
        }

        // Where a cluster declares no network the inventory may still know one.
        HashSet<string>? known = model.Organization.Clusters.All(cluster => cluster.Network is not null)
            ? model.Organization.Clusters.Select(cluster => cluster.Network!).ToHashSet(StringComparer.Ordinal)
            : null;
        foreach ((string from, ValueList<string> to) in reachability)
        {
            string path = $"networkReachability/{from}";
            CheckName(path, from, known, found);
            for (int i = 0; i < to.Count; i++)
            {
                CheckName($"{path}/{i}", to[i], known, found);
            }
        }
    }

    private static void CheckName(string path, string network, HashSet<string>? known, List<Diagnostic> found)
    {
        if (network.Length == 0 || !Syntax.IsLabelValue(network))
        {
            found.Add(
                ModelDiagnostics.InvalidNetwork.At(
                    path, $"'{network}' is not a network's name.", "Use letters, digits, dashes, underscores and dots, at most 63."));
        }
        else if (known is not null && !known.Contains(network))
        {
            found.Add(
                ModelDiagnostics.UnknownNetwork.At(
                    path, $"No cluster is in network '{network}'.",
                    $"Use one of: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(10))}."));
        }
    }
}

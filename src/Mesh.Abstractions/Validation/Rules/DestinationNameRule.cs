using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Destinations are services, each at most once in a route.</summary>
internal sealed class DestinationNameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            foreach (DestinationsEntry list in entry.Destinations())
            {
                CheckList(list, entry.Gateway.Gateway.Namespace, found);
            }
        }
    }

    private static void CheckList(DestinationsEntry list, string gatewayNamespace, List<Diagnostic> found)
    {
        HashSet<(ServiceName, int)>? seen = list.Destinations.Count > 1 ? [] : null;
        for (int i = 0; i < list.Destinations.Count; i++)
        {
            ServiceDestination destination = list.Destinations[i];
            if (!ServiceName.TryParse(destination.Service, gatewayNamespace, out ServiceName service)
                || !Syntax.IsDnsLabel(service.Name) || (service.Namespace != gatewayNamespace && !Syntax.IsDnsLabel(service.Namespace)))
            {
                found.Add(ModelDiagnostics.InvalidDestination.At(
                    list.At(i, "service"), $"service '{destination.Service}' is not a service's name.",
                    "Write 'details', 'namespace/details' or 'details.namespace.svc.cluster.local', in lower case."));
            }
            else if (seen is not null && !seen.Add((service, destination.Port)))
            {
                found.Add(ModelDiagnostics.DuplicateDestination.At(
                    list.At(i, "service"), $"service '{service}' with port {destination.Port} is given twice.",
                    "Add the weights up in one destination."));
            }
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>What would generate nothing, or something that Istio refuses, for want of an entry.</summary>
internal sealed class MissingPartRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        if (model.Organization.Clusters.IsEmpty)
        {
            Report("clusters", "The organization has no cluster.", "Add at least one cluster.", found);
        }

        foreach (WorkspaceEntry entry in model.Workspaces.Where(
            entry => entry.Workspace.Namespaces.IsEmpty && !entry.Workspace.IsHeld))
        {
            Report($"{entry.Path}/namespaces", "The workspace owns no namespace.", "Add a selector such as '*/bookinfo'.", found);
        }

        foreach (GatewayEntry entry in model.Gateways)
        {
            if (entry.Gateway.Workload.IsEmpty)
            {
                Report(entry.At("workload"), "The gateway has no workload labels: it would select every pod.",
                    "Add a label that only its pods carry.", found);
            }

            if (entry.Gateway.Servers.IsEmpty && entry.Gateway.Transit != true)
            {
                Report(entry.At("servers"), "The gateway has no server.", "Add at least one server.", found);
            }
        }

        foreach (ServerEntry entry in model.Servers)
        {
            if (entry.Server is HttpServer or HttpsServer && entry.Routes.IsEmpty)
            {
                Report(entry.At("routes"), "The server has no route.", "Add a route, for example to a service and its port.", found);
            }

            foreach (DestinationsEntry list in entry.Destinations().Where(list => list.Destinations.IsEmpty))
            {
                Report(list.Path, "There is no destination.", "Add a service and its port.", found);
            }
        }
    }

    private static void Report(string path, string message, string help, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.Missing.At(path, message, help));
}

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

        foreach (WorkspaceSite site in model.Workspaces.Where(site => site.Workspace.Namespaces.IsEmpty))
        {
            Report($"{site.Path}/namespaces", "The workspace owns no namespace.", "Add a selector such as '*/bookinfo'.", found);
        }

        foreach (GatewaySite site in model.Gateways)
        {
            if (site.Gateway.Workload.IsEmpty)
            {
                Report(site.At("workload"), "The gateway has no workload labels: it would select every pod.", "Add a label that only its pods carry.", found);
            }

            if (site.Gateway.Servers.IsEmpty && site.Gateway.Transit != true)
            {
                Report(site.At("servers"), "The gateway has no server.", "Add at least one server.", found);
            }
        }

        foreach (ServerSite site in model.Servers)
        {
            if (site.Server is HttpServer or HttpsServer && site.Routes.IsEmpty)
            {
                Report(site.At("routes"), "The server has no route.", "Add a route, for example to a service and its port.", found);
            }

            foreach (DestinationsSite list in site.Destinations().Where(list => list.Destinations.IsEmpty))
            {
                Report(list.Path, "There is no destination.", "Add a service and its port.", found);
            }
        }
    }

    private static void Report(string path, string message, string help, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.Missing.At(path, message, help));
}

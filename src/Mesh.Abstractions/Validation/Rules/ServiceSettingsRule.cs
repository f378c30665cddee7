using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Settings for single services are for services of the workspace, each once.</summary>
internal sealed class ServiceSettingsRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            var seen = new HashSet<ServiceName>();
            for (int i = 0; i < entry.Workspace.ServiceSettings.Count; i++)
            {
                Check(entry, i, seen, found);
            }
        }
    }

    private static void Check(WorkspaceEntry entry, int index, HashSet<ServiceName> seen, List<Diagnostic> found)
    {
        string text = entry.Workspace.ServiceSettings[index].Service;
        string path = $"{entry.Path}/serviceSettings/{index}/service";
        if (!ServiceName.TryParse(text, "", out ServiceName service) || !Syntax.IsDnsLabel(service.Name)
            || !Syntax.IsDnsLabel(service.Namespace))
        {
            found.Add(ServiceDiagnostics.InvalidServiceSettings.At(
                path, $"'{text}' does not name a service and its namespace.",
                "Write 'namespace/details' or 'details.namespace.svc.cluster.local', in lower case."));
        }
        else if (!entry.Workspace.Namespaces.IsEmpty && !entry.Owns(service.Namespace))
        {
            found.Add(ServiceDiagnostics.InvalidServiceSettings.At(
                path, $"service '{service}' is in a namespace that the workspace does not own.",
                $"Set it in the workspace that owns '{service.Namespace}', or correct the name."));
        }
        else if (!seen.Add(service))
        {
            found.Add(
                ServiceDiagnostics.InvalidServiceSettings.At(
                    path, $"service '{service}' has settings already.", "Put all its settings into one place."));
        }
    }
}

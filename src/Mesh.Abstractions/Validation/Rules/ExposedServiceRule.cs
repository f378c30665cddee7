using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>What a workspace exposes is its own: services in namespaces that it owns, each once.</summary>
internal sealed class ExposedServiceRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        WorkspaceEntry? workspace = null;
        var seen = new HashSet<ServiceName>();
        foreach (EastWestEntry entry in model.EastWestGateways)
        {
            if (entry.Workspace != workspace)
            {
                workspace = entry.Workspace;
                seen.Clear();
            }

            for (int i = 0; i < entry.Gateway.Services.Count; i++)
            {
                CheckService(entry, i, seen, found);
            }

            for (int i = 0; i < entry.Gateway.Selectors.Count; i++)
            {
                CheckSelector(entry, entry.Gateway.Selectors[i], entry.At($"selectors/{i}"), found);
            }
        }
    }

    private static void CheckService(EastWestEntry entry, int index, HashSet<ServiceName> seen, List<Diagnostic> found)
    {
        string text = entry.Gateway.Services[index];
        string path = entry.At($"services/{index}");
        string home = entry.Gateway.Namespace;
        if (!ServiceName.TryParse(text, home, out ServiceName service)
            || !Syntax.IsDnsLabel(service.Name) || (service.Namespace != home && !Syntax.IsDnsLabel(service.Namespace)))
        {
            found.Add(ModelDiagnostics.InvalidExposedService.At(
                path, $"'{text}' is not a service's name.",
                "Write 'details', 'namespace/details' or 'details.namespace.svc.cluster.local', in lower case."));
        }
        else if (!entry.Workspace.Owns(service.Namespace) && (service.Namespace != home || entry.Workspace.Uses(home)))
        {
            // A gateway outside is told once, not again for every service beside it.
            found.Add(ModelDiagnostics.ForeignExposedService.At(
                path, $"service '{service}' is in a namespace that the workspace does not own.",
                $"Expose services of the workspace only; write 'namespace/{service.Name}' for one in another namespace than the "
                    + $"gateway's."));
        }
        else if (!seen.Add(service))
        {
            found.Add(ModelDiagnostics.ExposedTwice.At(path, $"service '{service}' is exposed twice.", "Name it once."));
        }
    }

    private static void CheckSelector(EastWestEntry entry, ServiceSelector selector, string path, List<Diagnostic> found)
    {
        if (selector.Labels.IsEmpty)
        {
            found.Add(ModelDiagnostics.SelectorWithoutLabel.At(
                $"{path}/labels", "The selector has no label and would expose every service.", "Name a label that the services carry."));
        }

        for (int i = 0; i < selector.Namespaces.Count; i++)
        {
            string pattern = selector.Namespaces[i];
            bool valid = Syntax.IsSelectorPattern(pattern);
            if (!valid || !entry.Workspace.Workspace.Namespaces.Any(owned => SelectorPattern.Overlap(owned.Namespace, pattern)))
            {
                found.Add(ModelDiagnostics.ForeignSelectorNamespace.At(
                    $"{path}/namespaces/{i}",
                    valid ? $"'{pattern}' names no namespace that the workspace owns."
                        : $"'{pattern}' is neither a namespace nor a beginning of one with '*' at its end.",
                    "Name namespaces of the workspace, or none to look in all of them."));
            }
        }
    }
}

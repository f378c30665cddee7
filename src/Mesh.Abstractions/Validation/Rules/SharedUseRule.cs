using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>A namespace that a workspace shares with others is owned by none: whoever owns it would answer for the others' gateways.</summary>
internal sealed class SharedUseRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        ILookup<string, (WorkspaceSite Site, NamespaceSelector Selector)> exact = Owned(model)
            .Where(entry => !SelectorPattern.IsPrefix(entry.Selector.Namespace))
            .ToLookup(entry => entry.Selector.Namespace, StringComparer.Ordinal);
        (WorkspaceSite Site, NamespaceSelector Selector)[] wide = [.. Owned(model).Where(entry => SelectorPattern.IsPrefix(entry.Selector.Namespace))];
        foreach (WorkspaceSite site in model.Workspaces)
        {
            for (int i = 0; i < site.Workspace.SharedNamespaces.Count; i++)
            {
                NamespaceSelector shared = site.Workspace.SharedNamespaces[i];
                IEnumerable<(WorkspaceSite Site, NamespaceSelector Selector)> candidates =
                    SelectorPattern.IsPrefix(shared.Namespace) ? Owned(model) : exact[shared.Namespace].Concat(wide);
                (WorkspaceSite? owner, NamespaceSelector selector) = candidates.FirstOrDefault(entry => entry.Selector.Overlaps(shared));
                if (owner is not null)
                {
                    found.Add(ModelDiagnostics.SharedNamespace.At(
                        $"{site.Path}/sharedNamespaces/{i}",
                        $"'{shared}' names namespaces that workspace '{owner.Path}' owns by '{selector}'.",
                        "Let every workspace that uses the namespace share it, or let one own it alone."));
                }
            }
        }
    }

    private static IEnumerable<(WorkspaceSite Site, NamespaceSelector Selector)> Owned(ModelIndex model) =>
        model.Workspaces.SelectMany(site => site.Workspace.Namespaces.Select(selector => (site, selector)));
}

using System.Globalization;
using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Capacities are those of services of the workspace, each once, and say something.</summary>
internal sealed class CapacityRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            var seen = new HashSet<ServiceName>();
            for (int i = 0; i < entry.Workspace.Capacities.Count; i++)
            {
                string path = $"{entry.Path}/capacities/{i.ToString(CultureInfo.InvariantCulture)}";
                CheckName(entry, entry.Workspace.Capacities[i].Service, $"{path}/service", seen, found);
                CheckNumbers(entry.Workspace.Capacities[i], path, found);
            }
        }
    }

    private static void CheckName(WorkspaceEntry entry, string text, string path, HashSet<ServiceName> seen, List<Diagnostic> found)
    {
        if (!ServiceName.TryParse(text, "", out ServiceName service) || !Syntax.IsDnsLabel(service.Name)
            || !Syntax.IsDnsLabel(service.Namespace))
        {
            found.Add(ServiceDiagnostics.InvalidCapacity.At(
                path, $"'{text}' does not name a service and its namespace.",
                "Write 'namespace/details' or 'details.namespace.svc.cluster.local', in lower case."));
        }
        else if (!entry.Workspace.Namespaces.IsEmpty && !entry.Uses(service.Namespace))
        {
            found.Add(ServiceDiagnostics.InvalidCapacity.At(
                path, $"service '{service}' is in a namespace that the workspace does not use.",
                $"Say it in the workspace that owns '{service.Namespace}', or correct the name."));
        }
        else if (!seen.Add(service))
        {
            found.Add(ServiceDiagnostics.InvalidCapacity.At(
                path, $"service '{service}' has a capacity already.", "Say it once, with both numbers."));
        }
    }

    private static void CheckNumbers(ServiceCapacity capacity, string path, List<Diagnostic> found)
    {
        if (capacity.RequestsPerSecond is null && capacity.Concurrency is null)
        {
            found.Add(ServiceDiagnostics.InvalidCapacity.At(
                path, $"the capacity of '{capacity.Service}' has no number.", "Say requestsPerSecond, concurrency or both."));
        }

        if (capacity.RequestsPerSecond is { } rate && !(rate > 0 && double.IsFinite(rate)))
        {
            found.Add(ModelDiagnostics.OutOfRange.At(
                $"{path}/requestsPerSecond", string.Create(CultureInfo.InvariantCulture, $"requestsPerSecond {rate} is out of range."),
                "Use more than 0; leave it out when nobody knows."));
        }

        if (capacity.Concurrency is < 1)
        {
            found.Add(ModelDiagnostics.OutOfRange.At(
                $"{path}/concurrency",
                string.Create(CultureInfo.InvariantCulture, $"concurrency {capacity.Concurrency} is out of range."),
                "Use 1 or more; leave it out when nobody knows."));
        }
    }
}

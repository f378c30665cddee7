using Mesh.Diagnostics;
using Mesh.Istio.Resources;
using Mesh.Validation;

namespace Mesh.Istio.Generation;

/// <summary>What can be generated of a model with errors: the workspaces without. One team's mistake does not stop the others.</summary>
/// <remarks>
/// A workspace in error stays in the model as far as it can, without anything to generate: others may permit it or lead past it, and what
/// is
/// generated for them must not change with it.
/// </remarks>
internal static class UsablePart
{
    /// <summary>
    /// The model with the workspaces and tenants in error emptied; <see langword="null"/> where nothing at all may be made of it.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="errors">Errors of the model and of what was generated from it.</param>
    public static MeshModel? Of(MeshModel model, IEnumerable<Diagnostic> errors)
    {
        var guard = new RemovalGuard(errors);
        var levels = new Dictionary<(string Tenant, string Workspace), int>();
        // What its documents lack is among the errors already.
        model = model with { Unread = default };
        MeshModel usable = model;
        // Each round empties something more, or this ends.
        while (guard.Refusal is null)
        {
            if (!Raise(levels, model, guard))
            {
                return levels.ContainsValue(Gone) ? null : usable;
            }

            usable = Emptied(model, levels);
            guard = new RemovalGuard(ModelValidator.Validate(usable).Errors);
            if (!guard.HoldsAny)
            {
                return usable;
            }
        }

        return null;
    }

    // What is in error is emptied; what is in error then loses its namespaces too, and what still is goes.
    private static bool Raise(Dictionary<(string Tenant, string Workspace), int> levels, MeshModel model, RemovalGuard guard)
    {
        bool isRaised = false;
        foreach (Tenant tenant in model.Organization.Tenants)
        {
            foreach (string name in tenant.Workspaces.Select(workspace => ModelPath.Part(workspace.Name)).Append(RemovalGuard.All))
            {
                (string, string) key = (ModelPath.Part(tenant.Name), name);
                int level = levels.GetValueOrDefault(key);
                if (level < Gone && guard.HoldOf(key.Item1, name) is not null)
                {
                    levels[key] = level + 1;
                    isRaised = true;
                }
            }
        }

        return isRaised;
    }

    private const int Gone = 3;

    private static MeshModel Emptied(MeshModel model, Dictionary<(string Tenant, string Workspace), int> levels) => model with
    {
        Organization = model.Organization with
        {
            Tenants = model.Organization.Tenants
                .Select(tenant => Emptied(tenant, levels)).OfType<Tenant>().ToValueList(),
        },
    };

    private static Tenant? Emptied(Tenant tenant, Dictionary<(string Tenant, string Workspace), int> levels)
    {
        string name = ModelPath.Part(tenant.Name);
        ValueList<Workspace> workspaces = tenant.Workspaces
            .Select(workspace => Emptied(workspace, levels.GetValueOrDefault((name, ModelPath.Part(workspace.Name)))))
            .OfType<Workspace>()
            .ToValueList();
        return levels.GetValueOrDefault((name, RemovalGuard.All)) switch
        {
            0 => tenant with { Workspaces = workspaces },
            < Gone => new Tenant { Name = tenant.Name, Workspaces = workspaces },
            _ => null,
        };
    }

    private static Workspace? Emptied(Workspace workspace, int level) => level switch
    {
        0 => workspace,
        1 => new Workspace
        {
            Name = workspace.Name,
            IsHeld = true,
            Namespaces = workspace.Namespaces,
            SharedNamespaces = workspace.SharedNamespaces,
        },
        2 => new Workspace { Name = workspace.Name, IsHeld = true },
        _ => null,
    };
}

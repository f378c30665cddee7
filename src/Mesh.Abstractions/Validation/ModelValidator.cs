using Mesh.Diagnostics;
using Mesh.Validation.Rules;

namespace Mesh.Validation;

/// <summary>Finds everything that is wrong with a model, at once. <see cref="ModelDiagnostics"/> lists what can be.</summary>
/// <remarks>Pure and thread-safe; its cost grows with the size of the model, not with its square.</remarks>
public static class ModelValidator
{
    private static readonly IModelRule[] Rules =
    [
        new NameRule(), new DuplicateNameRule(), new MissingPartRule(), new MetadataRule(), new ClusterRule(),
        new SelectorRule(), new SharedNamespaceRule(), new NamespaceOwnerRule(), new SharedWorkloadRule(), new SameLabelsElsewhereRule(),
        new PortRule(), new PortConflictRule(), new ListenerNameRule(), new DomainRule(), new HostnameRule(), new DuplicateHostnameRule(),
        new SharedSecretRule(),
        new TlsRule(), new MatchRule(), new UnreachableRouteRule(), new HeaderChangeRule(), new ActionRule(), new CorsRule(),
        new DestinationNameRule(), new WeightRule(), new DurationRule(), new RangeRule(), new ContradictionRule(), new FailoverOrderRule(),
        new RegionFailoverRule(), new EastWestGatewayRule(), new ExposedServiceRule(), new SecurityRule(), new VisibilityRule(),
        new ClusterRouteRule(), new NetworkReachabilityRule(), new ServiceSettingsRule(), new CapacityRule(), new HashRule(),
        new VirtualAddressRule(), new RoleDefinitionRule(), new AccessBindingRule(),
    ];

    /// <summary>Checks a model against every rule.</summary>
    /// <param name="model">The model.</param>
    /// <returns>All findings with path, value and fix; empty for a model without any fault. Only
    /// errors keep a model from being used.</returns>
    public static DiagnosticList Validate(MeshModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Check(new ModelWalk(model));
    }

    /// <summary>Checks a model that is flattened already.</summary>
    internal static DiagnosticList Check(ModelWalk walk)
    {
        var index = new ModelIndex(walk);
        var found = new List<Diagnostic>(walk.Unread);
        foreach (IModelRule rule in Rules)
        {
            rule.Check(index, found);
        }

        return new DiagnosticList(found);
    }
}

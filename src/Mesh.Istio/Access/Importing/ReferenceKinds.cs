namespace Mesh.Istio.Access.Importing;

/// <summary>What kinds of the reference product are in the model: a kind, and the groups of the fields that it has there.</summary>
internal static class ReferenceKinds
{
    private const string Api = "api.tsb.tetrate.io";

    private static readonly ValueList<FieldGroup> Everything = [FieldGroup.All];
    private static readonly ValueList<FieldGroup> Settings = [FieldGroup.Resilience, FieldGroup.Tls, FieldGroup.Authorization];

    private static readonly (string Group, string Kind, string Here, ValueList<FieldGroup> Groups)[] Rows =
    [
        (Api, "Organization", AccessKinds.Organization, Everything),
        (Api, "OrganizationSetting", AccessKinds.Organization, Settings),
        (Api, "Cluster", AccessKinds.Cluster, Everything),
        (Api, "Tenant", AccessKinds.Tenant, Everything),
        (Api, "TenantSetting", AccessKinds.Tenant, Settings),
        (Api, "Workspace", AccessKinds.Workspace, Everything),
        (Api, "WorkspaceSetting", AccessKinds.Workspace, Settings),
        (Api, "WorkspaceSetting", AccessKinds.EastWestGateway, Everything),
        ("gateway.tsb.tetrate.io", "Gateway", AccessKinds.Gateway, Everything),
        ("gateway.tsb.tetrate.io", "IngressGateway", AccessKinds.Gateway, Everything),
        ("gateway.tsb.tetrate.io", "Tier1Gateway", AccessKinds.Gateway, Everything),
        ("traffic.tsb.tetrate.io", "TrafficSetting", AccessKinds.Workspace, [FieldGroup.Resilience]),
        ("traffic.tsb.tetrate.io", "ServiceTrafficSetting", AccessKinds.ServiceSettings, Everything),
        ("security.tsb.tetrate.io", "SecuritySetting", AccessKinds.Workspace, [FieldGroup.Tls, FieldGroup.Authorization]),
    ];

    /// <summary>
    /// The kinds here that one there is part of; none where the model has no word for it. Without a kind all of the API group.
    /// </summary>
    public static IEnumerable<(string Kind, ValueList<FieldGroup> Groups)> Find(string apiGroup, string kind)
    {
        string group = apiGroup.Split('/')[0];
        return group.EndsWith(".istio.io", StringComparison.Ordinal)
            ? AccessKinds.OfIstio.Concat(AccessKinds.Opaque).Where(name => kind == name).Select(name => (name, Everything))
            : Rows.Where(row => row.Group == group && (kind.Length == 0 || row.Kind == kind)).Select(row => (row.Here, row.Groups));
    }
}

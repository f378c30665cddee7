namespace Mesh;

/// <summary>The roles that every model has.</summary>
public static class BuiltInRoles
{
    /// <summary><c>admin</c>: everything, and giving roles.</summary>
    public static Role Admin { get; } = new()
    {
        Name = "admin",
        Rules = [new() { Verbs = [.. Enum.GetValues<AccessVerb>()], Groups = [FieldGroup.All] }],
    };

    /// <summary><c>editor</c>: reads, creates and changes all but what no group names; deletes nothing and gives no role.</summary>
    public static Role Editor { get; } = new()
    {
        Name = "editor",
        Rules =
        [
            new()
            {
                Verbs = [AccessVerb.Read, AccessVerb.Create, AccessVerb.Update],
                Groups = [.. Enum.GetValues<FieldGroup>().Where(group => group != FieldGroup.All)],
            },
        ],
    };

    /// <summary><c>creator</c>: reads, creates, and owns what it creates.</summary>
    public static Role Creator { get; } = new()
    {
        Name = "creator",
        Rules = [new() { Verbs = [AccessVerb.Read, AccessVerb.Create], Groups = [FieldGroup.All] }],
        OwnsCreated = true,
    };

    /// <summary><c>reader</c>: reads.</summary>
    public static Role Reader { get; } = new() { Name = "reader", Rules = [new() { Verbs = [AccessVerb.Read] }] };

    /// <summary>
    /// <c>security-admin</c>: renews certificates and says who may call, on what others have made; routes and hosts are not its.
    /// </summary>
    public static Role SecurityAdmin { get; } = new()
    {
        Name = "security-admin",
        Rules =
        [
            new()
            {
                Verbs = [AccessVerb.Read, AccessVerb.Update],
                Groups = [FieldGroup.Certificates, FieldGroup.Authorization],
            },
            new()
            {
                Verbs = [AccessVerb.Create, AccessVerb.Delete],
                Kinds = ["AuthorizationPolicy", "RequestAuthentication"],
                Groups = [FieldGroup.Authorization],
            },
        ],
    };

    /// <summary>
    /// <c>traffic-admin</c>: changes routes, resilience and the order of clusters on what others have made, and drains clusters where it
    /// is bound to the organization.
    /// </summary>
    public static Role TrafficAdmin { get; } = new()
    {
        Name = "traffic-admin",
        Rules = [new() { Verbs = [AccessVerb.Read, AccessVerb.Update], Groups = [FieldGroup.Routing, FieldGroup.Resilience] }],
    };

    /// <summary>All of them.</summary>
    public static ValueList<Role> All { get; } = [Admin, Editor, Creator, Reader, SecurityAdmin, TrafficAdmin];

    /// <summary>A built-in role by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The role; <see langword="null"/> when none is called so.</returns>
    public static Role? Find(string name) => All.FirstOrDefault(role => role.Name == name);
}

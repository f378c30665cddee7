using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Ways in which roles and bindings can be wrong.</summary>
internal static class RoleFaults
{
    private static readonly AccessBinding Admin = new() { Name = "admin", Role = "admin", Groups = ["platform"] };
    private static readonly RoleRule Rule = new() { Verbs = [AccessVerb.Read, AccessVerb.Update], Groups = [FieldGroup.Certificates] };

    public static IEnumerable<ModelFault> All { get; } =
    [
        new("MC001", "roles/editor/name", "name of a built-in role", WithRole(new() { Name = "editor", Rules = [Rule] })),
        new("MC002", "accessBindings/b/role", "unknown role", WithBinding(b => b with { Role = "edtor" })),
        new("MC003", "roles/r/rules", "no rule", WithRole(new() { Name = "r" })),
        new("MC003", "accessBindings/b", "for nobody", WithBinding(b => b with { Users = [] })),
        new("MC004", "roles/r/rules/0/verbs", "no verb", WithRule(new())),
        new("MC004", "roles/r/rules/0/groups", "no field", WithRule(new() { Verbs = [AccessVerb.Update] })),
        new("MC005", "roles/r/rules/0/kinds/0", "unknown kind", WithRule(Rule with { Kinds = ["Gatway"] })),
        new("MC006", "roles/r/rules/0/paths/0", "path with an index", WithRule(Rule with { Paths = ["servers[0].tls"] })),
        new("MC006", "roles/r/rules/0/paths/1", "path with a hole", WithRule(Rule with { Paths = ["servers[]", "servers..tls"] })),
        new("MC007", "roles/r/rules/0/groups", "groups beside delete",
            WithRule(new() { Verbs = [AccessVerb.Delete], Groups = [FieldGroup.Routing] })),
        new("MC007", "roles/r/rules/0/paths", "paths beside read", WithRule(new() { Verbs = [AccessVerb.Read], Paths = ["servers"] })),
        new("MC008", "accessBindings/b/users/0", "no name", WithBinding(b => b with { Users = [""] })),
        new("MC008", "accessBindings/b/users/0", "service account as a user",
            WithBinding(b => b with { Users = ["system:serviceaccount:ci:deployer"] })),
        new("MC008", "accessBindings/b/groups/0", "blank around it", WithBinding(b => b with { Groups = [" team"] })),
        new("MC008", "accessBindings/b/serviceAccounts/0", "account without namespace",
            WithBinding(b => b with { ServiceAccounts = ["deployer"] })),
        new("MC009", "accessBindings/b/users/1", "user twice", WithBinding(b => b with { Users = ["ann", "ann"] })),
        new("MC009", "roles/r/rules/0/groups/1", "group twice",
            WithRule(Rule with { Groups = [FieldGroup.Tls, FieldGroup.Tls] })),
        new("MC010", "accessBindings", "nobody binds",
            With(Org with { AccessBindings = [new() { Name = "b", Role = "editor", Users = ["ann"] }] })),
        new("MC010", "accessBindings", "bound in a workspace only",
            With(Ws with { AccessBindings = [new() { Name = "b", Role = "admin", Users = ["ann"] }] })),
        new("MC010", "accessBindings", "may bind workspaces only", With(Org with
        {
            Roles = [new() { Name = "r", Rules = [new() { Verbs = [AccessVerb.Bind], Kinds = ["Workspace"] }] }],
            AccessBindings = [new() { Name = "b", Role = "r", Users = ["ann"] }],
        })),
        new("MM001", "roles/Big/name", "name of a role", WithRole(new() { Name = "Big", Rules = [Rule] })),
        new("MM001", "accessBindings/Big/name", "name of a binding", WithBinding(b => b with { Name = "Big" })),
        new("MM002", "roles/r/name", "two roles of one name", With(Org with
        {
            Roles = [new() { Name = "r", Rules = [Rule] }, new() { Name = "r", Rules = [Rule] }],
        })),
        new("MM002", "tenants/dev/workspaces/bookinfo/accessBindings/b/name", "two bindings of one name", With(Org with
        {
            AccessBindings = [Admin],
            Tenants =
            [
                new Tenant
                {
                    Name = "dev",
                    Workspaces =
                    [
                        Ws with
                        {
                            AccessBindings =
                            [
                                new() { Name = "b", Role = "editor", Users = ["ann"] },
                                new() { Name = "b", Role = "reader", Users = ["bob"] },
                            ],
                        },
                    ],
                },
            ],
        })),
    ];

    /// <summary>Models that look like faults and are none.</summary>
    public static IEnumerable<MeshModel> Near()
    {
        yield return WithRole(new() { Name = "editors", Rules = [Rule] });
        yield return WithRule(new() { Verbs = [AccessVerb.Delete, AccessVerb.Bind] });
        yield return WithRule(new() { Verbs = [AccessVerb.Update], Paths = ["servers[].tls.minVersion", "spec.http[].match"] });
        yield return WithRule(Rule with { Kinds = ["EnvoyFilter", "HTTPRoute", "Gateway"] });
        yield return WithBinding(b => b with { Users = ["ann@example.com", "system:admin"], Groups = ["ann@example.com"] });
        yield return WithBinding(b => b with { ServiceAccounts = ["ci/deployer.v2"] });
        yield return With(Org with { Roles = [new() { Name = "unused", Rules = [Rule] }] });
    }

    private static MeshModel WithRole(Role role) => With(Org with { Roles = [role] });

    private static MeshModel WithRule(RoleRule rule) => WithRole(new Role { Name = "r", Rules = [rule] });

    private static MeshModel WithBinding(Func<AccessBinding, AccessBinding> change) => With(Org with
    {
        AccessBindings = [Admin, change(new AccessBinding { Name = "b", Role = "editor", Users = ["ann"] })],
    });
}

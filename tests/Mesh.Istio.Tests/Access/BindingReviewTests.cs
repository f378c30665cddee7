using Mesh.Istio.Access;
using static Mesh.Istio.Tests.Access.AccessMeshes;

namespace Mesh.Istio.Tests.Access;

public class BindingReviewTests
{
    [Fact]
    public void Whoever_holds_bind_gives_what_they_hold() =>
        Assert.True(Check(Owner, Change(w => Bound(w, "editor", "new"))).IsAllowed);

    [Theory]
    [InlineData("ed")]
    [InlineData("stan")]
    public void Whoever_does_not_hold_bind_gives_nothing(string user) => Assert.Equal(
        [$"{Books}/accessBindings/new"],
        Check(AccessSubject.OfUser(user), Change(w => Bound(w, "reader", "new"))).Denied.Select(denied => denied.Path));

    [Fact]
    public void Nobody_gives_more_than_they_hold()
    {
        MeshModel before = WithRoles(
            new Role { Name = "binder", Rules = [new() { Verbs = [AccessVerb.Bind, AccessVerb.Read] }] },
            new Role
            {
                Name = "filters",
                Rules = [new() { Verbs = [AccessVerb.Update], Kinds = ["EnvoyFilter"], Groups = [FieldGroup.All] }],
            },
            new AccessBinding { Name = "binder", Role = "binder", Users = ["ben"] });
        AccessSubject ben = AccessSubject.OfUser("ben");

        Assert.True(AccessReview.Check(ben, before, Give(before, "reader")).IsAllowed);
        AccessVerdict verdict = AccessReview.Check(ben, before, Give(before, "editor"));
        Assert.Equal(["MC021"], verdict.Diagnostics.Select(finding => finding.Code));
        Assert.Equal(["user olga", "group platform"], verdict.Denied[0].WhoCan.Select(holder => holder.Name));
        // An admin of a workspace does not hold what has to be named.
        Assert.False(AccessReview.Check(Owner, before, Give(before, "filters")).IsAllowed);
        Assert.True(AccessReview.Check(Admin, before, Give(before, "filters")).IsAllowed);
        // Nobody but an admin makes owners.
        Assert.False(AccessReview.Check(ben, before, Give(before, "creator")).IsAllowed);
        Assert.True(AccessReview.Check(Owner, before, Give(before, "creator")).IsAllowed);
    }

    [Fact]
    public void What_one_may_not_give_one_may_not_take_away()
    {
        MeshModel before = WithRoles(
            new Role { Name = "binder", Rules = [new() { Verbs = [AccessVerb.Bind, AccessVerb.Read] }] },
            null,
            new AccessBinding { Name = "binder", Role = "binder", Users = ["ben"] });
        Func<Workspace, Workspace> take = w => w with { AccessBindings = w.AccessBindings.Where(b => b.Role != "admin").ToValueList() };

        Assert.False(AccessReview.Check(AccessSubject.OfUser("ben"), before, In(before, take)).IsAllowed);
        Assert.True(AccessReview.Check(Owner, before, In(before, take)).IsAllowed);
    }

    [Fact]
    public void A_role_is_changed_by_who_may_give_it_everywhere()
    {
        MeshModel after = Model with
        {
            Organization = Model.Organization with
            {
                Roles = [Model.Organization.Roles[0] with { Rules = [new() { Verbs = [AccessVerb.Delete] }] }],
            },
        };

        Assert.Equal(["roles/names"], Check(Owner, after).Denied.Select(denied => denied.Path));
        Assert.True(Check(Admin, after).IsAllowed);
    }

    [Fact]
    public void Whoever_creates_by_an_owning_role_binds_in_it()
    {
        MeshModel after = ChangeTenant(tenant => tenant with
        {
            Workspaces = tenant.Workspaces.Add(new Workspace
            {
                Name = "new",
                Namespaces = [new("*", "new")],
                AccessBindings = [new AccessBinding { Name = "admin", Role = "admin", Users = ["nora"] }],
                Gateways =
                [
                    new WorkspaceGateway
                    {
                        Name = "g",
                        Namespace = "new",
                        Workload = [new("app", "g")],
                        AccessBindings = [new AccessBinding { Name = "editor", Role = "editor", Users = ["nils"] }],
                    },
                ],
            }),
        });

        Assert.True(Check(Creator, after).IsAllowed);
        // A creator owns nothing that was there before.
        Assert.False(Check(Creator, Change(w => Bound(w, "reader", "new"))).IsAllowed);
        Assert.False(Check(Creator, Change(w => w with { Labels = [new("a", "b")] })).IsAllowed);
        // An editor of the tenant creates gateways, and owns none.
        MeshModel gateway = Change(w => w with
        {
            Gateways = w.Gateways.Add(new WorkspaceGateway
            {
                Name = "g",
                Namespace = "bookinfo",
                Workload = [new("app", "g")],
                AccessBindings = [new AccessBinding { Name = "admin", Role = "admin", Users = ["ed"] }],
            }),
        });
        Assert.Equal(
            [$"{Books}/gateways/g/accessBindings/admin"], Check(Editor, gateway).Denied.Select(denied => denied.Path));
    }

    [Fact]
    public void Rights_are_those_before_the_change()
    {
        MeshModel after = Change(w => Bound(w, "admin", "stan") with { Labels = [new("a", "b")] });

        Assert.Equal(
            [$"{Books}/accessBindings/stan", $"{Books}/labels"],
            Check(AccessSubject.OfUser("stan"), after).Denied.Select(denied => denied.Path));
    }

    private static AccessVerdict Check(AccessSubject subject, MeshModel after) => AccessReview.Check(subject, Model, after);

    private static Workspace Bound(Workspace workspace, string role, string user) => workspace with
    {
        AccessBindings = workspace.AccessBindings.Add(new AccessBinding { Name = user, Role = role, Users = [user] }),
    };

    private static MeshModel WithRoles(Role one, Role? other, AccessBinding binding)
    {
        MeshModel model = Change(workspace => workspace with { AccessBindings = workspace.AccessBindings.Add(binding) });
        return model with { Organization = model.Organization with { Roles = other is null ? [one] : [one, other] } };
    }

    private static MeshModel Give(MeshModel model, string role) => In(model, workspace => Bound(workspace, role, "new"));

    private static MeshModel In(MeshModel model, Func<Workspace, Workspace> change) => model with
    {
        Organization = model.Organization with
        {
            Tenants =
            [
                model.Organization.Tenants[0] with
                {
                    Workspaces =
                        [change(model.Organization.Tenants[0].Workspaces[0]), .. model.Organization.Tenants[0].Workspaces.Skip(1)],
                },
            ],
        },
    };
}

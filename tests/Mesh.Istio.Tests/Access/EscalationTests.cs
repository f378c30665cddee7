using CsCheck;
using Mesh.Istio.Access;
using Mesh.Istio.Access.Holding;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Access;

/// <summary>
/// Whatever three people change one after the other, as far as they are allowed to: none of them can do afterwards, in a place that has
/// been there all the time, what none of them could do before.
/// </summary>
public class EscalationTests
{
    private static readonly long Runs = long.Parse(
        Environment.GetEnvironmentVariable("MESH_RUNS") ?? "60", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly AccessSubject[] People =
        [AccessSubject.OfUser("ann"), AccessSubject.OfUser("bob", "team"), AccessSubject.OfServiceAccount("ci/deployer")];

    [Fact]
    public void Nobody_gets_what_none_of_them_held()
    {
        int allowed = 0, denied = 0;
        Gen.Select(ModelGen.Valid.Where(model => !new HeldRoles(model).IsEmpty), Gen.Int).Sample(
            (model, seed) =>
            {
                var random = new Random(seed);
                MeshModel now = model;
                HashSet<string> stayed = [.. Places(model)];
                for (int i = 0; i < 5; i++)
                {
                    MeshModel next = new AccessMutation(random).Change(now);
                    AccessSubject author = People[random.Next(People.Length)];
                    if (!AccessReview.Check(author, now, next).IsAllowed)
                    {
                        denied++;
                        continue;
                    }

                    allowed++;
                    now = next;
                    stayed.IntersectWith(Places(now));
                }

                foreach (string place in stayed)
                {
                    Assert.True(HeldIn(model, place).Cover(HeldIn(now, place)), $"More is held at '{place}' than before.");
                }
            },
            iter: Runs, threads: 1);

        // The property says nothing while all changes are denied, or none.
        Assert.True(allowed > 0 && denied > 0, $"{allowed} allowed, {denied} denied");
    }

    private static RoleRights HeldIn(MeshModel model, string place)
    {
        var roles = new HeldRoles(model);
        return RoleRights.Union(People.Select(person => new SubjectRights(roles, person).In(place)));
    }

    private static IEnumerable<string> Places(MeshModel model) =>
    [
        "",
        .. model.Organization.Tenants.SelectMany(tenant => tenant.Workspaces
            .SelectMany(workspace => workspace.Gateways
                .Select(gateway => $"tenants/{tenant.Name}/workspaces/{workspace.Name}/gateways/{gateway.Name}")
                .Append($"tenants/{tenant.Name}/workspaces/{workspace.Name}"))
            .Append($"tenants/{tenant.Name}")),
    ];
}

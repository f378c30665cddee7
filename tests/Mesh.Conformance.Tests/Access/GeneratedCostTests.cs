using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Cel;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Policies;

namespace Mesh.Conformance.Tests.Access;

/// <summary>
/// Mesh's own policies, with its own map, which looks deeper than the recorded one, stay inside the server's limits: a million for each
/// expression and variable, ten for a policy. The double counts too much rather than too little.
/// </summary>
public class GeneratedCostTests
{
    [Theory]
    [InlineData("Gateway", """{"kind": "Gateway", "n": 100}""", "every element: spec.servers[].tls.credentialName")]
    [InlineData("VirtualService", """{"kind": "VirtualService", "n": 500}""", "every element: spec.http[].timeout")]
    [InlineData("VirtualService", """{"kind": "VirtualService", "n": 1024}""", "every timeout, match and name")]
    [InlineData("ServiceEntry", """{"kind": "ServiceEntry", "n": 1000}""", "every element: spec.endpoints[].address")]
    [InlineData(
        "DestinationRule", """{"kind": "DestinationRule", "subsets": 100, "portLevelSettings": 5}""", "last tls.mode SIMPLE")]
    public void Creating_and_changing_everything_is_inside_the_limits(string kind, string size, string change)
    {
        var described = JsonNode.Parse(size)!.AsObject();
        JsonObject whole = LargeObjects.Expand(new JsonObject { ["generated"] = described.DeepClone() }, null);
        described["change"] = change;
        JsonObject changed = LargeObjects.Expand(new JsonObject { ["generated"] = described }, null);
        KindFields fields = FieldMap.Default.Find(kind)!;
        JsonObject policy = JsonNode.Parse(FieldPolicy.Of(FieldMap.Default, fields, []).ToUtf8Json())!.AsObject();

        CelCost created = PolicyCostTests.Costs(policy, fields.Resource, null, whole);
        CelCost updated = PolicyCostTests.Costs(policy, fields.Resource, whole, changed);

        Assert.InRange(created.Highest, 1, CelCost.PerExpression * 9 / 10);
        Assert.InRange(updated.Highest, 1, CelCost.PerExpression * 9 / 10);
        Assert.InRange(created.Total, 1, CelCost.PerPolicy * 8 / 10);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {created.Highest} {created.Total}, {updated.Highest} {updated.Total}");
    }
}

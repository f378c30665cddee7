using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Admission;
using Mesh.ApiServerDouble.Cel;

namespace Mesh.Conformance.Tests.Access;

/// <summary>The double counts costs from 0.8 to 1.45 times as the server's own library does: too much rather than too little.</summary>
public class PolicyCostTests
{
    // Measured with the server's own library: validations without messages, of the recorded texts.
    [Theory]
    [InlineData("gateways", """{"kind": "Gateway", "n": 100}""", "", 67_284)]
    [InlineData("gateways", """{"kind": "Gateway", "n": 100}""", "every element: spec.servers[].tls.credentialName", 43_998)]
    [InlineData("virtualservices", """{"kind": "VirtualService", "n": 500}""", "", 355_147)]
    [InlineData("virtualservices", """{"kind": "VirtualService", "n": 500}""", "every element: spec.http[].timeout", 197_664)]
    [InlineData("destinationrules", """{"kind": "DestinationRule", "subsets": 100, "portLevelSettings": 5}""", "", 925_217)]
    public void A_policy_costs_about_what_was_measured(string resource, string size, string change, int measured)
    {
        var described = JsonNode.Parse(size)!.AsObject();
        JsonObject whole = LargeObjects.Expand(new JsonObject { ["generated"] = described.DeepClone() }, null);
        JsonObject? old = change.Length == 0 ? null : whole;
        described["change"] = change;
        JsonObject made = LargeObjects.Expand(new JsonObject { ["generated"] = described }, null);
        JsonObject text = AccessRecordings.Objects("ValidatingAdmissionPolicy")
            .First(one => one["metadata"]!["name"]!.GetValue<string>() == $"mesh-fields-{resource}");

        CelCost cost = Costs(text, resource, old, made);

        long spent = cost.Total - (cost.Checks * CelCost.Check);
        Assert.True(spent > measured * 0.8 && spent < measured * 1.45, $"{spent} of {measured}, at most {cost.Highest}");
    }

    internal static CelCost Costs(JsonObject policy, string resource, JsonObject? old, JsonObject made)
    {
        var text = (JsonObject)policy.DeepClone();
        foreach (JsonNode? validation in text["spec"]!["validations"]!.AsArray())
        {
            validation!.AsObject().Remove("messageExpression");
        }

        text["spec"]!.AsObject().Remove("auditAnnotations");
        var request = new AdmissionRequest(
            old is null ? "CREATE" : "UPDATE", "networking.istio.io", "v1", resource, made["kind"]!.GetValue<string>(), "bookinfo", "x")
        {
            Object = made,
            Old = old,
            Ask = (_, _, asked, _, _) => !asked.EndsWith("/all", StringComparison.Ordinal),
        };
        return new AdmissionPolicy(text).Evaluate(request)!.Cost;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Admission;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Policies;
using Mesh.Istio.Access.Rights;

namespace Mesh.Istio.Tests.Access;

/// <summary>What is said without a cluster and what the generated policies say is the same, whoever changes whatever.</summary>
public class PolicyAgreementTests
{
    private const int Few = 300;

    // Somebody who may not sets an empty tls, which ends mutual TLS, where there was no policy at all.
    private const int EmptyTls = 1559;
    private static readonly FieldMap Map = FieldMap.Default;

    [Fact]
    public void Verdicts_offline_are_those_of_the_generated_policies()
    {
        int runs = int.TryParse(Environment.GetEnvironmentVariable("MESH_RUNS"), out int asked) ? asked : Few;
        Dictionary<string, AdmissionPolicy> policies = Map.Kinds.Values.ToDictionary(
            kind => kind.Kind,
            kind => new AdmissionPolicy(JsonNode.Parse(FieldPolicy.Of(Map, kind, []).ToUtf8Json())!.AsObject()),
            StringComparer.Ordinal);
        int denied = 0;
        foreach (int seed in Enumerable.Range(0, runs).Append(EmptyTls))
        {
            var random = new RandomWrite(Map, seed);
            ObjectWrite write = random.Write;
            RequesterRights rights = random.Rights;
            WriteVerdict offline = new WriteJudge(Map).Judge(rights, write);
            PolicyOutcome? online = policies[write.Kind].Evaluate(RequestOf(write, rights));

            string[] said = [.. (online?.Failures ?? []).Select(
                failure => failure.Message[(failure.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..])];
            bool isCut = said.Any(message => message.Contains(" ... needs ", StringComparison.Ordinal));
            string expected = Lines(offline.Missing.Select(right => right.ToString()), isCut);
            string found = Lines(said, isCut);
            Assert.True(expected == found, $"seed {seed}: offline\n{expected}\nand the policy\n{found}\n{write.Old}\n{write.New}");
            denied += offline.IsAllowed ? 0 : 1;
        }

        Assert.InRange(denied, runs / 5, runs * 4 / 5);
    }

    private static AdmissionRequest RequestOf(ObjectWrite write, RequesterRights rights)
    {
        KindFields kind = Map.Find(write.Kind)!;
        return new(write.Old is null ? "CREATE" : "UPDATE", kind.ApiGroup, "v1", kind.Resource, kind.Kind, write.Namespace, write.Name)
        {
            Object = Node(write.New),
            Old = Node(write.Old),
            Ask = (verb, group, resource, ns, name) => rights.Allows(new(verb, group, resource, ns, name)),
        };
    }

    private static JsonObject? Node(JsonElement? value) => value is { } known ? JsonNode.Parse(known.GetRawText())!.AsObject() : null;

    private static string Lines(IEnumerable<string> messages, bool withoutPaths) => string.Join(
        '\n', messages.Select(message => withoutPaths ? message.Split(" needs ")[1] : Sorted(message)).Order(StringComparer.Ordinal));

    private static string Sorted(string message)
    {
        string[] parts = message.Split(" needs ");
        return $"{string.Join(", ", parts[0].Split(", ").Order(StringComparer.Ordinal))} needs {parts[1]}";
    }
}

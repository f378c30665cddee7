using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Apply.Api;
using Mesh.Kubernetes.Connections;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>
/// What webhooks and authentication make of requests, as a real API server told it: each answer means to Mesh what it is.
/// </summary>
public class AdmissionTests
{
    private const string Webhook = "w.example.com";

    // Asked again soon these say the same.
    private static readonly string[] Lasting = ["garbage", "unknown-ca"];

    [Fact]
    public void Every_answer_is_told_apart_and_names_its_webhook()
    {
        Assert.All(Answers(id => id.StartsWith("webhook/", StringComparison.Ordinal)), answer =>
        {
            string[] id = answer.Id.Split('/');
            bool denied = id[1].StartsWith("deny", StringComparison.Ordinal);

            Assert.Equal(
                (answer.Id, denied ? ClusterFailureKind.Denied : ClusterFailureKind.WebhookFailed, Webhook, !denied
                    && !Lasting.Contains(id[1])),
                (answer.Id, answer.Failure.Kind, answer.Failure.Webhook, answer.Failure.IsTransient));
            Assert.False(answer.Failure.IsServersAbsence, $"{answer.Id}: a webhook opens the circuit of its cluster");
            ResponseKind means = ResponseClassifier.Read(answer.Failure, triedBefore: false).Kind;
            Assert.Equal(denied ? ResponseKind.Invalid : ResponseKind.Failed, means);
        });
    }

    [Fact]
    public void Credentials_that_are_none_are_told_apart_from_rights_that_are_missing() =>
        Assert.All(Answers(id => id.StartsWith("credentials/", StringComparison.Ordinal)), answer => Assert.Equal(
            (answer.Id, answer.Status == 401 ? ClusterFailureKind.Unauthorized : ClusterFailureKind.Forbidden),
                (answer.Id, answer.Failure.Kind)));

    [Theory]
    [InlineData("mutating/patch-label/", "")]
    [InlineData("mutating/patch-owned/", ".spec.selector.istio is \"by-webhook\" and was sent as \"a\"")]
    public void A_field_of_ours_that_comes_back_changed_is_seen_and_one_that_was_added_is_not(string ids, string changes)
    {
        foreach (JsonObject one in ApiServerRecordings.Interactions(id => id.StartsWith(ids, StringComparison.Ordinal)))
        {
            string id = one["id"]!.GetValue<string>();
            using var answered = JsonDocument.Parse(one["response"]!["body"]!.ToJsonString());
            byte[] sent = Encoding.UTF8.GetBytes(one["request"]!["body"]!.ToJsonString());

            string seen = string.Join("; ", ResponseComparison.Compare(sent, answered.RootElement));

            Assert.Equal((id, id.EndsWith("after-the-webhook-is-gone", StringComparison.Ordinal) ? "" : changes), (id, seen));
        }
    }

    private static (string Id, int Status, ClusterRequestFailure Failure)[] Answers(Func<string, bool> id) =>
    [
        .. ApiServerRecordings.Interactions(id).Where(one => one["response"]!["status"]!.GetValue<int>() >= 400).Select(one =>
        {
            int status = one["response"]!["status"]!.GetValue<int>();
            using var body = JsonDocument.Parse(one["response"]!["body"]!.ToJsonString());
            return (one["id"]!.GetValue<string>(), status, FailureClassifier.OfStatus(ApiStatus.Parse(body.RootElement)!,
                SecretMask.Unknown));
        }),
    ];
}

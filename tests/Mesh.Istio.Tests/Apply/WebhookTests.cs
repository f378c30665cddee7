using System.Text;
using System.Text.Json;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Apply;

/// <summary>What admission webhooks do to an apply, as recorded from kube-apiserver 1.36.</summary>
public class WebhookTests
{
    private const string Denied = "admission webhook \"w.example.com\" denied the request: not on a Friday";
    private const string Failed = "Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: ";

    [Theory]
    [InlineData(400, "")]
    [InlineData(409, "Conflict")]
    [InlineData(429, "TooManyRequests")]
    public async Task A_refusal_is_one_whatever_its_status_and_is_not_repeated(int status, string reason)
    {
        (ApplyResult result, int writes) = await ApplyAsync(status, reason, Denied);

        AppliedObject one = result.Clusters[0].Objects.Single(entry => entry.Kind == "DestinationRule");
        Assert.Equal(ApplyOutcome.Invalid, one.Outcome);
        Assert.Contains("\"w.example.com\"", result.Diagnostics.Single(
            finding => finding.Path.Contains("DestinationRule", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
        Assert.Equal(1, writes);
    }

    [Theory]
    [InlineData("Post \"https://istiod.istio-system.svc:443/validate?timeout=10s\": service \"istiod\" not found", 3)]
    [InlineData("Post \"https://127.0.0.1:1/x?timeout=2s\": context deadline exceeded", 3)]
    [InlineData("Post \"https://127.0.0.1:1/x?timeout=2s\": tls: failed to verify certificate: x509: certificate signed by unknown authority", 1)]
    [InlineData("couldn't get version/kind; json parse error: json: cannot unmarshal string", 1)]
    public async Task A_webhook_that_fails_is_asked_again_where_that_can_help(string why, int most)
    {
        (ApplyResult result, int writes) = await ApplyAsync(500, "InternalError", Failed + why);

        AppliedObject one = result.Clusters[0].Objects.Single(entry => entry.Kind == "DestinationRule");
        Assert.False(one.IsInSync);
        Assert.Contains("\"w.example.com\"", one.Message, StringComparison.Ordinal);
        Assert.Equal(most, writes);
    }

    [Theory]
    [InlineData(400, "", Denied, "MA003", "Change the object as the webhook 'w.example.com' asks")]
    [InlineData(409, "Conflict", Denied, "MA003", "Change the object as the webhook 'w.example.com' asks")]
    [InlineData(429, "TooManyRequests", Denied, "MA003", "Change the object as the webhook 'w.example.com' asks")]
    [InlineData(500, "InternalError", Failed + "x509: certificate signed by unknown authority", "MA012", "Mend the webhook 'w.example.com'")]
    public async Task The_help_names_the_webhook(int status, string reason, string message, string code, string help)
    {
        (ApplyResult result, _) = await ApplyAsync(status, reason, message);
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        world.East.Faults = request => request.Method == "PATCH" ? Answer(status, reason, message) : null;
        ApplyPlan plan = await new Planner(world.Connect(options: LiveWorld.Fast with { MaxRetries = 0 }))
            .PlanAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.Contains(result.Diagnostics, finding => finding.Code == code && finding.Help!.StartsWith(help, StringComparison.Ordinal));
        Assert.All(plan.Diagnostics.Where(finding => finding.Message.Contains("webhook", StringComparison.Ordinal)),
            finding => Assert.StartsWith(help, finding.Help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400, "", Denied, ApplyOutcome.Failed, "Change the object as the webhook 'w.example.com' asks")]
    [InlineData(409, "Conflict", Denied, ApplyOutcome.Failed, "Change the object as the webhook 'w.example.com' asks")]
    [InlineData(500, "InternalError", Failed + "x509: certificate signed by unknown authority", ApplyOutcome.Failed, "Mend the webhook 'w.example.com'")]
    public async Task A_webhook_that_refuses_a_deletion_is_named(int status, string reason, string message, ApplyOutcome outcome,
        string help)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        Applier applier = world.Applier(new() { MaxPrunedShare = 1 }, connection: LiveWorld.Fast with { MaxRetries = 0 });
        await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b")));
        int deletions = 0;
        world.East.Faults = request => request.Method == "DELETE" && Interlocked.Increment(ref deletions) > 0
            ? Answer(status, reason, message) : null;

        ApplyResult result = await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("b")));

        Assert.Equal(outcome, result.Clusters[0].Objects.Single(entry => entry.Name == "a").Outcome);
        Assert.Contains(result.Diagnostics, finding => finding.Code == "MA012" && finding.Help!.StartsWith(help, StringComparison.Ordinal));
        Assert.Equal(1, deletions);
    }

    [Theory]
    [InlineData(400, "", Denied, ClusterFailureKind.Denied)]
    [InlineData(409, "Conflict", Denied, ClusterFailureKind.Denied)]
    [InlineData(409, "Conflict", "Operation cannot be fulfilled", ClusterFailureKind.Conflict)]
    [InlineData(500, "InternalError", Failed + "x", ClusterFailureKind.WebhookFailed)]
    [InlineData(500, "InternalError", "etcdserver: request timed out", ClusterFailureKind.Unavailable)]
    [InlineData(400, "", "admission webhook \"w\" is a word in a message", ClusterFailureKind.Invalid)]
    public void What_a_status_means_is_told_by_its_words(int status, string reason, string message, ClusterFailureKind kind)
    {
        ClusterRequestFailure failure =
            FailureClassifier.OfStatus(new ApiStatus { Code = status, Reason = reason, Message = message }, SecretMask.Unknown);

        Assert.Equal((kind, kind is ClusterFailureKind.Denied or ClusterFailureKind.WebhookFailed ? "w.example.com" : ""),
            (failure.Kind, failure.Webhook));
        Assert.False(failure.IsServersAbsence && failure.Webhook.Length > 0);
    }

    [Fact]
    public async Task A_field_that_a_webhook_changes_is_a_finding_that_names_it_and_is_not_corrected_for_ever()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources wanted = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"));
        Applier applier = world.Applier();
        await applier.ApplyAsync(wanted);
        DestinationRule rule = wanted.Clusters[0].Objects.OfType<DestinationRule>().Single();
        string live = world.Find(rule, world.East)!.ToJsonString();
        string changed = live.Replace($"\"host\":\"{rule.Host}\"", "\"host\":\"by-webhook\"", StringComparison.Ordinal);
        Assert.NotEqual(live, changed);
        world.East.Faults = request => request.Path.Contains("destinationrules/a", StringComparison.Ordinal) && request.Method == "PATCH"
            ? new Fault(FaultKind.Response) { Response = new(200, Encoding.UTF8.GetBytes(changed)) }
            : null;
        world.East.Seed(JsonSerializer.Deserialize<System.Text.Json.Nodes.JsonNode>(changed)!.ToJsonString());

        ApplyResult result = await applier.ApplyAsync(wanted);
        ApplyPlan plan = await world.Planner().PlanAsync(wanted);

        Mesh.Diagnostics.Diagnostic finding = Assert.Single(result.Diagnostics, finding => finding.Code == "MA028");
        Assert.Equal($".spec.host is \"by-webhook\" and was sent as \"{rule.Host}\".", finding.Message);
        Assert.True(result.IsComplete);
        Assert.False(plan.HasProblems);
    }

    [Theory]
    [InlineData("""{"spec":{"a":1}}""", """{"spec":{"a":1,"b":2},"status":{}}""", "")]
    [InlineData("""{"spec":{"a":1}}""", """{"spec":{"a":2}}""", ".spec.a is 2 and was sent as 1")]
    [InlineData("""{"spec":{"a":1}}""", """{"spec":{}}""", ".spec.a is missing and was sent as 1")]
    [InlineData("""{"spec":{"a":{},"b":[]}}""", """{"spec":{}}""", "")]
    [InlineData("""{"spec":{"a":[{"b":1}]}}""", """{"spec":{"a":[{"b":1,"c":"default"}]}}""", "")]
    [InlineData("""{"spec":{"a":[1,2]}}""", """{"spec":{"a":[1,3]}}""", ".spec.a[1] is 3 and was sent as 2")]
    [InlineData("""{"spec":{"a":[1]}}""", """{"spec":{"a":[1,3]}}""", ".spec.a is [1,3] and was sent as [1]")]
    [InlineData("""{"spec":{"ports":[{"number":1,"name":"a"}]}}""", """{"spec":{"ports":[{"number":2,"name":"b"},{"number":1,"name":"a"}]}}""", "")]
    [InlineData("""{"spec":{"ports":[{"number":1,"name":"a"}]}}""", """{"spec":{"ports":[{"number":1,"name":"b"}]}}""", ".spec.ports[0].name is \"b\" and was sent as \"a\"")]
    [InlineData("""{"metadata":{"labels":{"x.io/a":"1"}}}""", """{"metadata":{"labels":{"x.io/a":"2"}}}""", ".metadata.labels[\"x.io/a\"] is \"2\" and was sent as \"1\"")]
    [InlineData("""{"spec":{"a":1.0}}""", """{"spec":{"a":1}}""", "")]
    [InlineData("""{"spec":{"a":1}}""", "[]", " is [] and was sent as {\"spec\":{\"a\":1}}")]
    public void Only_what_was_sent_is_compared(string sent, string answered, string changes)
    {
        using var document = JsonDocument.Parse(answered);

        Assert.Equal(changes, string.Join("; ", ResponseComparison.Compare(Encoding.UTF8.GetBytes(sent), document.RootElement)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"metadata":{"resourceVersion":"1","labels":[],"managedFields":[1,{"manager":2,"fieldsV1":"x"}]}}""")]
    [InlineData("""{"metadata":{"annotations":{"a":"\ud800"}}}""")]
    [InlineData("""{"items":[1,{"metadata":{"name":"a","namespace":"shop","managedFields":[{"manager":"mesh","operation":"Apply","apiVersion":"networking.istio.io/v1","fieldsV1":{"f:spec":"x"}}]}}]}""")]
    public async Task An_answer_of_another_shape_is_an_outcome_and_not_an_exception(string body)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(2);
        MeshResources wanted = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"));
        world.East.Faults = _ => new Fault(FaultKind.Response) { Response = new(200, Encoding.UTF8.GetBytes(body)) };

        ApplyPlan plan = await world.Planner().PlanAsync(wanted);
        ApplyResult result = await world.Applier(connection: LiveWorld.Fast with { MaxRetries = 1 }).ApplyAsync(wanted);

        Assert.NotNull(plan);
        Assert.False(result.Clusters.Single(one => one.Cluster == "east").IsComplete);
        Assert.True(result.Clusters.Single(one => one.Cluster == "north").IsComplete);
    }

    private static async Task<(ApplyResult Result, int Writes)> ApplyAsync(int status, string reason, string message)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        world.East.Faults = request => request.Method == "PATCH" && request.Path.Contains("destinationrules", StringComparison.Ordinal)
            ? Answer(status, reason, message) : null;
        ApplyResult result = await world.Applier(connection: LiveWorld.Fast with { MaxRetries = 2 })
            .ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));
        return (result, world.East.Requests.Count(
            request => request.Method == "PATCH" && request.Path.Contains("destinationrules", StringComparison.Ordinal)));
    }

    private static Fault Answer(int status, string reason, string message) => new(FaultKind.Response)
    {
        Response = new(status, JsonSerializer.SerializeToUtf8Bytes(new
        {
            kind = "Status",
            apiVersion = "v1",
            status = "Failure",
            message,
            reason,
            code = status
        })),
    };
}

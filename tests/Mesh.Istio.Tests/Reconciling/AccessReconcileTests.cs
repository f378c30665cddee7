using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Diagnostics;
using Mesh.Istio.Access;
using Mesh.Istio.Reconciling;
using Microsoft.Extensions.Time.Testing;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>A reconciler carries rights and policies with the rest, and leaves to a team what it changes live within its rights.</summary>
public sealed class AccessReconcileTests
{
    private const string Policies = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/mesh-fields-gateways";
    private const string Routes = "/apis/networking.istio.io/v1/namespaces/bookinfo-backend/virtualservices/";
    private const string Name = "ingress-bookinfo-775222f32cc07418-bookinfo";

    private static readonly MeshModel Bound = ReconcileWorld.Model with
    {
        Organization = ReconcileWorld.Model.Organization with
        {
            AccessBindings =
            [
                new AccessBinding { Name = "admin", Role = "admin", Groups = ["platform"] },
                new AccessBinding { Name = "traffic", Role = "traffic-admin", Groups = ["traffic"] },
            ],
        },
    };

    private readonly FakeTimeProvider _time = new();

    private ReconcilerOptions Options => ReconcileWorld.Options with
    {
        TimeProvider = _time,
        Drift = DriftHandling.Correct,
        Access = new AccessManifestOptions { Enforcement = AccessEnforcement.Deny },
    };

    [Fact]
    public async Task Policies_are_applied_and_come_back_when_somebody_deletes_them()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start(Options, new FixedModel(Bound));
        await replica.UntilSettledAsync();
        await SendAsync(world.Aws, HttpMethod.Delete, Policies, "", "application/json");

        _time.Advance(TimeSpan.FromMinutes(5));
        await replica.UntilAsync(status => status.IsSettled && Policy(world) is not null);
    }

    [Fact]
    public async Task They_go_when_nobody_asks_for_them_any_more()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using (Replica replica = world.Start(Options, new FixedModel(Bound)))
        {
            await replica.UntilSettledAsync();
            await replica.StopAsync();
        }

        Assert.NotNull(Policy(world));
        ReconcilerOptions without = Options with { Access = null, Apply = Options.Apply with { MaxPrunedShare = 1 } };
        await using Replica other = world.Start(without, new FixedModel(Bound));
        await other.UntilSettledAsync();

        Assert.Null(Policy(world));
    }

    [Fact]
    public async Task What_a_team_may_change_stays_and_the_status_says_what_the_model_needs()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start(Options, new FixedModel(Bound));
        await replica.UntilSettledAsync();
        await SendAsync(
            world.Aws, HttpMethod.Patch, $"{Routes}{Name}?fieldManager=traffic",
            """[{"op":"add","path":"/spec/http/0/timeout","value":"3s"}]""", "application/json-patch+json");

        _time.Advance(TimeSpan.FromMinutes(5));
        ReconcilerStatus status = await replica.UntilAsync(status => status.Clusters[0].Adopted.Count > 0);

        Diagnostic finding = Assert.Single(status.Clusters[0].Adopted);
        Assert.Equal("MA043", finding.Code);
        Assert.Contains("spec.http[0].timeout stays \"3s\"", finding.Message, StringComparison.Ordinal);
        Assert.Contains("gateways/ingress-bookinfo/servers/bookinfo", finding.Help, StringComparison.Ordinal);
        Assert.Empty(status.Clusters[0].Drift);
        var routes = world.Aws.Find("networking.istio.io/v1", "VirtualService", "bookinfo-backend", Name)!;
        Assert.Equal("3s", routes["spec"]!["http"]![0]!["timeout"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_path_that_names_no_field_leaves_rights_as_they_are()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        var models = new PushedModels();
        models.Push(Bound);
        await using Replica replica = world.Start(Options, models);
        await replica.UntilSettledAsync();

        models.Push(Bound with
        {
            Organization = Bound.Organization with
            {
                Roles = [new Role { Name = "wrong", Rules = [new RoleRule { Verbs = [AccessVerb.Update], Paths = ["spec.servesr"] }] }],
            },
        });
        await replica.UntilAsync(status => status.Diagnostics.Any(finding => finding.Code == "MC031"));
        await replica.UntilSettledAsync();

        Assert.NotNull(Policy(world));
    }

    private static JsonObject? Policy(ReconcileWorld world) => world.Aws.Find(
        "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "", "mesh-fields-gateways");

    private static async Task SendAsync(ApiServer server, HttpMethod method, string path, string body, string type)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "admin");
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

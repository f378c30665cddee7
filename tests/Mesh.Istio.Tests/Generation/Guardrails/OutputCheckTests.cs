using Mesh.Diagnostics;
using Mesh.Istio.Generation;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Isolation;
using static Mesh.Istio.Tests.Generation.Guardrails.LimitTests;

namespace Mesh.Istio.Tests.Generation.Guardrails;

/// <summary>What is generated for one workspace names nothing of another.</summary>
public class OutputCheckTests
{
    private static readonly GenerationPlan Plan = new IstioGenerator().Prepare(
        Shop(s => s.WithAccess(AccessScope.Workspace).WithReachability(AccessScope.Workspace)), Observed);

    [Fact]
    public void Nothing_that_is_generated_does() => Assert.Empty(Plan.OutputFindings);

    [Fact]
    public void A_caller_of_another_workspace_is_found() => Assert.Contains("'ads'", Change<AuthorizationPolicy>(
        policy => policy.Metadata.Name == "allow",
        policy => policy with
        {
            Rules = [new AuthorizationRule { From = [new RuleFrom { Source = new Source { Principals = ["td-aws/ns/ads/sa/*"] } }] }],
        }), StringComparison.Ordinal);

    [Fact]
    public void A_namespace_that_proxies_may_not_know_is_found() => Assert.Contains("'ads'", Change<Sidecar>(
        _ => true, sidecar => sidecar with { Egress = [new IstioEgressListener { Hosts = ["ads/*"] }] }), StringComparison.Ordinal);

    [Fact]
    public void A_namespace_to_which_a_host_is_not_exported_is_found() => Assert.Contains("'ads'", Change<ServiceEntry>(
        _ => true, entry => entry with { ExportTo = ["ads", "shop"] }), StringComparison.Ordinal);

    [Fact]
    public void A_service_of_another_workspace_is_found() => Assert.Contains("'ads'", Change<DestinationRule>(
        _ => true, rule => rule with { Host = "banner.ads.svc.cluster.local" }), StringComparison.Ordinal);

    [Fact]
    public void A_place_in_another_workspace_is_found() => Assert.Contains("'ads'", Change<Sidecar>(
        _ => true, sidecar => sidecar with { Metadata = sidecar.Metadata with { Namespace = "ads" } }), StringComparison.Ordinal);

    [Fact]
    public void Objects_of_two_workspaces_with_one_name_are_an_error_of_both()
    {
        GenerationPlan plan = new IstioGenerator().Prepare(Teams.With(Teams.Evil), Teams.Observed());
        ClusterResources generated = plan.Generate("aws");
        ServiceEntry bank = EntryOf("login.bank.example.com"), evil = EntryOf("www.evil.example.org");
        IstioObject twin = evil with { Metadata = evil.Metadata with { Name = bank.Metadata.Name } };

        ClusterResources changed = generated with
        {
            Objects = [.. generated.Objects.Select(value => ReferenceEquals(value, evil) ? twin : value)],
        };

        Diagnostic[] found = [.. plan.Output.Run("aws", [], changed.Objects)];

        Assert.Equal(
            [("MG089", "tenants/bank/workspaces/login"), ("MG089", "tenants/evil/workspaces/team")],
            found.Select(finding => (finding.Code, finding.Path)).Order());
        Assert.Contains(bank.ToString(), found[0].Message, StringComparison.Ordinal);

        ServiceEntry EntryOf(string host) => generated.Objects.OfType<ServiceEntry>().Single(entry => entry.Hosts.Contains(host));
    }

    private static string Change<T>(Func<T, bool> which, Func<T, T> change)
        where T : IstioObject
    {
        ClusterResources generated = Plan.Generate("aws");
        T value = generated.Objects.OfType<T>().First(which);
        Diagnostic finding = Assert.Single(Plan.Output.Run("aws", [change(value)], generated.Objects));
        Assert.Equal(("MG089", "tenants/dev/workspaces/shop"), (finding.Code, finding.Path));
        return finding.Message;
    }
}

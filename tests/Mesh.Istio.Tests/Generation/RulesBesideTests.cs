using Mesh.Istio.Tests.Generation.Beside;

namespace Mesh.Istio.Tests.Generation;

/// <summary>What users have beside what is generated, one of each kind of finding; <c>Beside/Corpus.txt</c> has the rest.</summary>
public class RulesBesideTests
{
    [Theory]
    [InlineData("MG108", "limited", "AuthorizationPolicy bookinfo-backend/team {rules: [{}]}")]
    [InlineData("MG109", "host", "AuthorizationPolicy bookinfo-backend/team {selector: {matchLabels: {app: details}}}")]
    [InlineData("MG110", "host", "AuthorizationPolicy bookinfo-backend/team {rules: [{to: [{operation: {methods: [GET]}}]}]}")]
    [InlineData("MG111", "exposed", "DestinationRule istio-system/team {host: '*.local'}")]
    [InlineData("MG112", "exposed", "DestinationRule bookinfo-backend/team {host: details, trafficPolicy: {}}")]
    [InlineData("MG113", "host", "DestinationRule shop/team {host: '*.tetrate.info'}")]
    [InlineData("MG114", "host", "Gateway shop/team {selector: {app: ingress-bookinfo}, "
        + "servers: [{port: {number: 80, name: tcp, protocol: TCP}, hosts: ['*']}]}")]
    [InlineData("MG115", "exposed", "VirtualService bookinfo-backend/team {hosts: ['*.bookinfo-backend.svc.cluster.local']}")]
    public void What_is_beside_is_told_by_its_name(string code, string scene, string objects)
    {
        BesideScene built = new BesideCase(scene, IsOursOlder: false, code, objects).Build();

        Assert.Contains(built.Findings, finding => finding.Code == code
            && finding.Message.Contains(built.Names.Single(), StringComparison.Ordinal));
        Assert.DoesNotContain(
            new BesideCase(scene, IsOursOlder: false, code, "VirtualService shop/none {hosts: [nothing.example.org]}").Build().Findings,
            finding => finding.Code == code);
    }
}

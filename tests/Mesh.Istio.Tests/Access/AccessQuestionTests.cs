using Mesh.Istio.Access;
using static Mesh.Istio.Tests.Access.AccessMeshes;

namespace Mesh.Istio.Tests.Access;

public class AccessQuestionTests
{
    private static readonly AccessReview Review = new(Model);

    [Theory]
    [InlineData(AccessVerb.Update, Web + "/tls/credentialName", "ed olga platform security")]
    [InlineData(AccessVerb.Update, Web + "/tls/mode", "ed olga platform")]
    [InlineData(AccessVerb.Update, Web + "/tls", "ed olga platform")]
    [InlineData(AccessVerb.Update, Web + "/routes/0/timeout", "ed olga platform traffic")]
    [InlineData(AccessVerb.Update, Web + "/routes/7/action/destinations/0/port", "ed olga platform traffic")]
    [InlineData(AccessVerb.Update, Web + "/hostname", "ed olga platform")]
    [InlineData(AccessVerb.Update, Ingress + "/servers", "ed olga platform traffic")]
    [InlineData(AccessVerb.Create, Books + "/gateways", "creator ed olga platform")]
    [InlineData(AccessVerb.Delete, Ingress, "olga platform")]
    [InlineData(AccessVerb.Update, Books + "/namespaces", "olga platform")]
    [InlineData(AccessVerb.Update, Books + "/settings/failover/order", "ed olga platform traffic")]
    [InlineData(AccessVerb.Update, "clusters/aws/state", "platform")]
    [InlineData(AccessVerb.Create, "tenants/dev/workspaces", "creator platform")]
    [InlineData(AccessVerb.Create, "tenants/dev/workspaces/new/gateways/g", "creator platform")]
    [InlineData(AccessVerb.Update, "organizations/acme/tenants/dev/workspaces/shop/domains", "platform sue")]
    [InlineData(AccessVerb.Bind, Books, "olga platform")]
    [InlineData(AccessVerb.Bind, "", "platform")]
    [InlineData(AccessVerb.Read, "tenants/dev", "creator platform security traffic")]
    [InlineData(AccessVerb.Update, "organizations/acme", "platform")]
    public void Everybody_who_may_is_named(AccessVerb verb, string path, string who) => Assert.Equal(
        who.Split(' '),
        Review.WhoCan(verb, path).Select(holder => holder.Name.Split(' ', '/')[^1]).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(Web + "/tls/credentialNam", "credentialName")]
    [InlineData("tenant/dev", "tenants")]
    [InlineData(Web + "/settings/retries/attemps", "attempts")]
    public void A_field_that_there_is_not_fails_the_question(string path, string known) => Assert.Contains(
        known, Assert.Throws<ArgumentException>(() => Review.WhoCan(AccessVerb.Update, path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Somebody_may_what_their_bindings_say() => Assert.Equal(
        """
        organization: security-admin as group security
          read, update on everything for certificates, authorization
          create, delete on AuthorizationPolicy, RequestAuthentication for authorization
        tenants/dev/workspaces/bookinfo: editor as user ed
          read, create, update on everything for certificates, tls, routing, hosts, resilience, authorization, metadata
        """.ReplaceLineEndings("\n"),
        string.Join('\n', Review.WhatCan(AccessSubject.OfUser("ed", "security"))));

    [Fact]
    public void Who_may_nothing_has_no_grants() => Assert.Empty(Review.WhatCan(Stranger));
}

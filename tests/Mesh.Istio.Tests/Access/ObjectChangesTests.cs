using System.Text.Json;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Rights;

namespace Mesh.Istio.Tests.Access;

/// <summary>What changes between two states of an object, by Mesh's own map.</summary>
public class ObjectChangesTests
{
    private const string Base = """
        {"metadata": {"name": "g", "labels": {"app": "x"}}, "spec": {"selector": {"istio": "i"}, "servers": [
         {"port": {"number": 443}, "hosts": ["a"], "tls": {"mode": "SIMPLE", "credentialName": "old"}},
         {"port": {"number": 80}, "hosts": ["b"]}]}}
        """;

    [Theory]
    [InlineData("\"old\"", "\"new\"", "certificates spec.servers[0].tls.credentialName")]
    [InlineData("SIMPLE", "PASSTHROUGH", "tls spec.servers[0].tls.mode")]
    [InlineData("\"credentialName\": \"old\"", "\"httpsRedirect\": true",
        "certificates spec.servers[0].tls.credentialName, tls spec.servers[0].tls.httpsRedirect")]
    [InlineData("\"hosts\": [\"b\"]", "\"hosts\": [\"b\"], \"tls\": {}", "tls spec.servers[1].tls")]
    [InlineData(", \"tls\": {\"mode\": \"SIMPLE\", \"credentialName\": \"old\"}", "",
        "certificates spec.servers[0].tls.credentialName, tls spec.servers[0].tls, tls spec.servers[0].tls.mode")]
    [InlineData("\"mode\": \"SIMPLE\"", "\"mode\": \"SIMPLE\", \"future\": 1", "all spec.servers[0].tls.future")]
    [InlineData("[\"a\"]", "[\"c\"]", "hosts spec.servers[0].hosts")]
    [InlineData("{\"app\": \"x\"}", "{\"istio.io/rev\": \"x\"}", "all metadata.labels.istio.io/rev, metadata metadata.labels.app")]
    [InlineData("\"name\": \"g\"", "\"name\": \"g\", \"finalizers\": [\"f\"]", "all metadata.finalizers")]
    [InlineData("443", "443.0", "")]
    [InlineData("{\"istio\": \"i\"}", "{\"istio\": \"i\"}, \"futureTop\": null", "")]
    public void Each_change_has_its_group(string from, string to, string changes) =>
        Assert.Equal(changes, Changes(Base, Base.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void A_server_that_is_put_first_changes_every_one_after_it() => Assert.Equal(
        "hosts spec.servers[0].hosts, routing spec.servers, routing spec.servers[0].port, routing spec.servers[1].port",
        Changes(
            """{"spec": {"servers": [{"port": {"number": 1}, "hosts": ["a"]}]}}""",
            """{"spec": {"servers": [{"port": {"number": 2}, "hosts": ["b"]}, {"port": {"number": 1}, "hosts": ["a"]}]}}""")
            .Replace("hosts spec.servers[1].hosts, ", "", StringComparison.Ordinal));

    [Fact]
    public void Creating_is_a_change_even_when_nothing_is_in_it() => Assert.Equal("routing spec", Changes(null, "{}"));

    [Fact]
    public void A_difference_that_no_field_explains_is_nobodys() =>
        Assert.Equal("all spec", Changes("""{"spec": {}}""", """{"spec": {"servers": []}}"""));

    [Fact]
    public void The_entry_of_Mesh_may_not_disappear_and_others_may() => Assert.Equal(
        "all metadata.managedFields",
        Changes("""{"metadata": {"managedFields": [{"manager": "mesh"}, {"manager": "x"}]}}""", """{"metadata": {}}"""));

    [Fact]
    public void Who_renews_certificates_may_not_end_termination()
    {
        var grant = new RoleGrant(
            [new(SubjectKind.User, "sec")], "edge", new GroupRights { Verbs = ["update"], Groups = [FieldGroups.Certificates] }.ToRules(
                FieldMap.Default));
        var rights = new RequesterRights([grant], new Requester("sec", []));

        WriteVerdict renewed = Judge("\"old\"", "\"new\"");
        WriteVerdict opened = Judge("SIMPLE", "PASSTHROUGH");

        Assert.True(renewed.IsAllowed);
        Assert.Equal("spec.servers[0].tls.mode needs update on gateways/tls", Assert.Single(opened.Missing).ToString());

        WriteVerdict Judge(string from, string to) => new WriteJudge(FieldMap.Default).Judge(
            rights, new(WriteMethod.Patch, "Gateway", "edge", "g")
            {
                Old = Element(Base),
                New = Element(Base.Replace(from, to, StringComparison.Ordinal)),
            });
    }

    private static string Changes(string? old, string @new) => string.Join(
        ", ",
        ObjectChanges.Between(
                FieldMap.Default, FieldMap.Default.Find("Gateway")!, old is null ? null : Element(old), Element(@new))
            .Select(change => change.ToString()).Order(StringComparer.Ordinal));

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;
}

namespace Mesh.ApiServerDouble.Tests;

/// <summary>Objects against definitions, without a server.</summary>
public class ValidateTests
{
    private static readonly CustomResources Resources = CustomResources.FromYaml("""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: things.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: things, singular: thing, kind: Thing}
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    properties:
                      port: {type: integer, format: int32}
                      mask: {type: integer, format: uint32}
                      key: {type: string, format: byte}
                      mode: {type: string, not: {enum: ['OFF']}}
                      host: {type: string, x-kubernetes-validations: [{rule: "self != '*'", message: must be a name}]}
        """);

    [Fact]
    public void What_the_definitions_allow_has_no_fault() =>
        Assert.Empty(
            Resources.Validate(Thing("{port: 2147483647, mask: 4294967295, key: AAEC, mode: 'ON', host: a}") + "---\n" + Thing("{}")));

    [Theory]
    [InlineData("{hots: a}", "Thing/a: unknown field \"spec.hots\"")]
    [InlineData("{port: http}", "Thing/a: spec.port: Invalid value: \"string\": spec.port in body must be of type integer: \"string\"")]
    [InlineData("{host: '*'}", "Thing/a: spec.host: Invalid value: \"*\": must be a name")]
    [InlineData("{port: 2147483648}", "Thing/a: spec.port: Invalid value: 2147483648: Checked value must be of type integer with format int32 in spec.port")]
    [InlineData("{mask: 4294967296}", "Thing/a: spec.mask: Invalid value: 4294967296: Checked value must be of type integer with format uint32 in spec.mask")]
    [InlineData("{key: '?'}", "Thing/a: spec.key: Invalid value: \"?\": spec.key in body must be of type byte: \"?\"")]
    [InlineData("{mode: 'OFF'}", "Thing/a: <nil>: Invalid value: \"\": \"spec.mode\" must not validate the schema (not)")]
    public void A_fault_names_object_field_and_rule(string spec, string fault) => Assert.Equal(fault, Resources.Validate(Thing(spec))[0]);

    [Fact]
    public void Metadata_is_looked_at_too() =>
        Assert.StartsWith(
            "Thing/B: metadata.name: Invalid value: \"B\"",
            Assert.Single(Resources.Validate(Thing("{}").Replace("name: a", "name: B", StringComparison.Ordinal))),
            StringComparison.Ordinal);

    [Fact]
    public void Of_the_servers_own_kinds_only_the_metadata_is_looked_at()
    {
        Assert.Empty(Resources.Validate("{apiVersion: v1, kind: Namespace, metadata: {name: a}, spec: {anything: 1}}"));
        Assert.Single(Resources.Validate("{apiVersion: v1, kind: Namespace, metadata: {name: A}}"));
    }

    [Fact]
    public void A_kind_without_definition_is_a_fault() =>
        Assert.Equal(
            "Other/a: no matches for kind \"Other\" in version \"example.com/v1\"",
            Assert.Single(Resources.Validate(Thing("{}").Replace("Thing", "Other", StringComparison.Ordinal))));

    private static string Thing(string spec) => $$"""
        apiVersion: example.com/v1
        kind: Thing
        metadata: {name: a}
        spec: {{spec}}

        """;
}

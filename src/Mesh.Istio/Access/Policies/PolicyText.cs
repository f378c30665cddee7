using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Policies;

/// <summary>Parts of policies and their bindings.</summary>
internal static class PolicyText
{
    /// <summary>The label that every namespace has and nobody can change.</summary>
    public const string NamespaceName = "kubernetes.io/metadata.name";

    public static FieldValue Named(string name, string expression) => FieldValue.Object(("name", name), ("expression", expression));

    /// <summary>What the API server adds by itself is written too, so that applying again changes nothing.</summary>
    public static FieldValue Constraints(
        IEnumerable<(string Group, string Version, ValueList<string> Resources)> rules, params ValueList<string> operations) =>
        FieldValue.Object(
            ("matchPolicy", "Equivalent"),
            ("namespaceSelector", FieldValue.Object()),
            ("objectSelector", FieldValue.Object()),
            ("resourceRules", FieldValue.List(rules.Select(rule => FieldValue.Object(
                ("apiGroups", FieldValue.Texts([rule.Group])),
                ("apiVersions", FieldValue.Texts([rule.Version])),
                ("operations", FieldValue.Texts(operations)),
                ("resources", FieldValue.Texts(rule.Resources)),
                ("scope", "*"))))));

    /// <summary>Binds a policy in some namespaces only.</summary>
    public static AccessObject Binding(
        string policy, ValueList<string> namespaces, AccessEnforcement enforcement, ValueMap<string> labels) => AccessObject.Of(
        AccessObject.PolicyBinding,
        new ObjectMeta { Name = policy, Labels = labels },
        ("spec", FieldValue.Object(
            ("policyName", policy),
            ("matchResources", FieldValue.Object(
                ("matchPolicy", "Equivalent"),
                ("namespaceSelector", FieldValue.Object(("matchExpressions", FieldValue.List([FieldValue.Object(
                    ("key", NamespaceName), ("operator", "In"), ("values", FieldValue.Texts(namespaces)))])))),
                ("objectSelector", FieldValue.Object()))),
            ("validationActions", FieldValue.Texts(enforcement == AccessEnforcement.Deny ? ["Deny"] : ["Audit", "Warn"])))));
}

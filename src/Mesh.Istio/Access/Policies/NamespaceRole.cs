using Mesh.Istio.Access.Rights;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Access.Policies;

/// <summary>A role of the model in a namespace of a cluster, and to whom it is given there.</summary>
/// <param name="Name">The name of Role and RoleBinding, unique in the namespace.</param>
/// <param name="Namespace">The namespace.</param>
/// <param name="Rules">What the role gives.</param>
/// <param name="Subjects">To whom.</param>
internal sealed record NamespaceRole(string Name, string Namespace, ValueList<AccessRule> Rules, ValueList<Subject> Subjects)
{
    private const string Api = ApiGroups.Rbac;

    /// <summary>The labels of both.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The grant that it is, for verdicts without a cluster.</summary>
    public RoleGrant ToGrant() => new(Subjects, Namespace, Rules) { Source = $"RoleBinding {Namespace}/{Name}" };

    /// <summary>The Role and its RoleBinding.</summary>
    public IEnumerable<AccessObject> ToObjects()
    {
        var metadata = new ObjectMeta { Name = Name, Namespace = Namespace, Labels = Labels };
        yield return AccessObject.Of(AccessObject.Role, metadata, ("rules", FieldValue.List(Rules.Select(RuleOf))));
        yield return AccessObject.Of(
            AccessObject.RoleBinding, metadata,
            ("roleRef", FieldValue.Object(("apiGroup", Api), ("kind", AccessObject.Role), ("name", Name))),
            ("subjects", FieldValue.List(Subjects.Select(SubjectOf))));
    }

    private static FieldValue RuleOf(AccessRule rule) => FieldValue.Object(
        ("apiGroups", FieldValue.Texts([rule.ApiGroup])),
        ("resources", FieldValue.Texts(rule.Resources)),
        ("resourceNames", rule.ResourceNames.IsEmpty ? null : FieldValue.Texts(rule.ResourceNames)),
        ("verbs", FieldValue.Texts(rule.Verbs)));

    private static FieldValue SubjectOf(Subject subject) => subject.Kind == SubjectKind.ServiceAccount
        ? FieldValue.Object(("kind", "ServiceAccount"), ("name", subject.Name), ("namespace", subject.Namespace))
        : FieldValue.Object(
            ("apiGroup", Api), ("kind", subject.Kind == SubjectKind.User ? "User" : "Group"), ("name", subject.Name));
}

using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Policies;

/// <summary>
/// The policies that hold workspaces to their limits. These are constants of the texts: they change with the policy, at once and together,
/// which parameters do not (kubernetes/kubernetes#130887).
/// </summary>
internal static class TenancyPolicies
{
    private static readonly string[] Lists = ["hosts", "namespaces", "destinations", "selectors", "allowedGateways"];

    // An expression may have 100,000 characters.
    private const int LongestExpression = 90_000;
    private const int LongestMessage = 400;

    /// <summary>Policies with bindings, for the namespaces that have limits.</summary>
    public static IEnumerable<AccessObject> Of(PolicySettings settings, ValueList<WorkspaceLimits> workspaces)
    {
        (string Namespace, string Limits)[] all = [
            .. workspaces.SelectMany(workspace => workspace.Namespaces.Select(ns => (ns, Limits(workspace))))
                .DistinctBy(row => row.ns).OrderBy(row => row.ns, StringComparer.Ordinal)];
        int part = 0;
        foreach ((string Namespace, string Limits)[] rows in Parts(all))
        {
            part++;
            foreach (AccessObject made in OfPart(settings, rows, part == 1 ? "" : $"-{part}"))
            {
                yield return made;
            }
        }

        yield return Shared(settings);
        yield return PolicyText.Binding(SharedName, [settings.SharedNamespace], settings.Enforcement, settings.Labels);
    }

    private static IEnumerable<AccessObject> OfPart(PolicySettings settings, (string Namespace, string Limits)[] rows, string suffix) =>
        TenancyRules.All(settings.ClusterDomain, [.. settings.Infrastructure, settings.SharedNamespace]).SelectMany(one =>
        {
            ResourceKind row = KindTable.Find(one.Kind)!;
            string name = $"mesh-tenancy-{row.Plural}{suffix}";
            return (AccessObject[])
            [
                Policy(settings, row, name, Variables(rows, one.Variables), one.Rules),
                PolicyText.Binding(name, [.. rows.Select(row => row.Namespace)], settings.Enforcement, settings.Labels),
            ];
        });

    private const string SharedName = "mesh-tenancy-shared-namespace";

    private static AccessObject Policy(
        PolicySettings settings, ResourceKind kind, string name, IEnumerable<PolicyVariable> variables, ValueList<TenancyRule> rules) =>
        AccessObject.Of(
            AccessObject.Policy,
            new ObjectMeta { Name = name, Labels = settings.Labels },
            ("spec", FieldValue.Object(
                ("failurePolicy", "Fail"),
                ("matchConstraints", PolicyText.Constraints([(kind.Group, ResourceKind.Version, [kind.Plural])], "CREATE", "UPDATE")),
                ("matchConditions", FieldValue.List([PolicyText.Named("not-mesh", $"!{MayPass(settings)}")])),
                ("variables", FieldValue.List(variables
                    .Concat(rules.Select((rule, i) => new PolicyVariable($"bad{i}", rule.Offenders)))
                    .Select(variable => PolicyText.Named(variable.Name, variable.Expression)))),
                ("validations", FieldValue.List(rules.Select((rule, i) => FieldValue.Object(
                    ("expression", $"size(variables.bad{i}) == 0"),
                    ("reason", "Forbidden"),
                    ("message", rule.Message),
                    ("messageExpression",
                        $"{CelText.Quote($"{rule.Message}: ")} + {CelText.Cut($"variables.bad{i}", ", ", LongestMessage)}"))))))));

    private static AccessObject Shared(PolicySettings settings) => AccessObject.Of(
        AccessObject.Policy,
        new ObjectMeta { Name = SharedName, Labels = settings.Labels },
        ("spec", FieldValue.Object(
            ("failurePolicy", "Fail"),
            ("matchConstraints", PolicyText.Constraints(
                [
                    (ApiGroups.Networking, "*", ["*"]), (ApiGroups.Security, "*", ["*"]), ("telemetry.istio.io", "*", ["*"]),
                    ("extensions.istio.io", "*", ["*"]), (ApiGroups.Core, ResourceKind.Version, ["configmaps"]),
                ],
                "CREATE", "UPDATE", "DELETE")),
            ("validations", FieldValue.List([FieldValue.Object(
                ("expression", $"{MayPass(settings)} || {IsOfEveryNamespace}"),
                ("reason", "Forbidden"),
                ("message", "only Mesh writes in this namespace"),
                ("messageExpression",
                    "request.operation + ' of ' + request.resource.resource + ' in ' + request.namespace + ' is for Mesh only'"))])))));

    // The control planes of Kubernetes and Istio put these into every namespace.
    private const string IsOfEveryNamespace =
        "request.resource.resource == 'configmaps' && request.name in ['kube-root-ca.crt', 'istio-ca-root-cert', 'istio-ca-crl']";

    private static string MayPass(PolicySettings settings) =>
        $"authorizer.group({CelText.Quote(settings.Prefix)}).resource('{AccessObject.BypassResource}').namespace(request.namespace)"
        + $".check('{AccessObject.BypassVerb}').allowed()";

    private static IEnumerable<PolicyVariable> Variables(
        (string Namespace, string Limits)[] rows, ValueList<PolicyVariable> ofKind) =>
    [
        new("limits",
            $"{{{string.Join(", ", rows.Select(row => $"{CelText.Quote(row.Namespace)}: {row.Limits}"))}}}"
            + $"[?request.namespace].orValue({Limits(new WorkspaceLimits { Namespaces = [] })})"),
        new("spec", "has(object.spec) ? object.spec : {}"),
        .. Lists.Select(
            name => new PolicyVariable(name, $"variables.limits.{name}.split(' ').filter(s, s != '')")),
        .. ofKind,
    ];

    private static string Limits(WorkspaceLimits limits) => CelText.Map(
    [
        ("hosts", string.Join(' ', limits.Hosts)),
        ("namespaces", string.Join(' ', limits.Namespaces)),
        ("destinations", string.Join(' ', limits.Destinations)),
        ("selectors", string.Join(' ', limits.Selectors.Where(labels => !labels.IsEmpty).Select(
            labels => string.Join(',', labels.AsSpan().ToArray().Select(label => $"{label.Key}={label.Value}"))))),
        ("allowedGateways", string.Join(' ', limits.Gateways)),
    ]);

    private static IEnumerable<(string Namespace, string Limits)[]> Parts((string Namespace, string Limits)[] rows)
    {
        var part = new List<(string, string)>();
        int length = 0;
        foreach ((string Namespace, string Limits) row in rows)
        {
            int more = row.Namespace.Length + row.Limits.Length + 6;
            if (part.Count > 0 && length + more > LongestExpression)
            {
                yield return [.. part];
                part.Clear();
                length = 0;
            }

            part.Add(row);
            length += more;
        }

        if (part.Count > 0)
        {
            yield return [.. part];
        }
    }
}

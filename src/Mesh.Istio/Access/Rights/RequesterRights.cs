using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Access.Rights;

/// <summary>What one requester may do, by Kubernetes' role-based access control: rights add up, and nothing takes one away.</summary>
internal sealed class RequesterRights
{
    private const string Any = "*";
    private readonly bool _mayAll;
    private readonly List<RoleGrant> _everywhere = [];
    private readonly Dictionary<string, List<RoleGrant>> _inNamespace = new(StringComparer.Ordinal);

    public RequesterRights(IEnumerable<RoleGrant> grants, Requester requester)
    {
        _mayAll = requester.Groups.Contains(Requester.Masters);
        foreach (RoleGrant grant in grants.Where(grant => grant.Subjects.Any(subject => subject.Is(requester))))
        {
            if (grant.Namespace is not { } home)
            {
                _everywhere.Add(grant);
            }
            else if (_inNamespace.TryGetValue(home, out List<RoleGrant>? there))
            {
                there.Add(grant);
            }
            else
            {
                _inNamespace[home] = [grant];
            }
        }
    }

    public bool Allows(AccessQuestion question) => _mayAll || Granting(question) is not null;

    /// <summary>The first grant that allows it; null when none does, or when the requester may do everything anyway.</summary>
    public RoleGrant? Granting(AccessQuestion question) =>
        Granting(_everywhere, question)
        ?? (_inNamespace.TryGetValue(question.Namespace, out List<RoleGrant>? there) ? Granting(there, question) : null);

    /// <summary>Whether a rule allows it.</summary>
    public static bool Allows(AccessRule rule, AccessQuestion question) =>
        Holds(rule.Verbs, question.Verb)
        && (rule.ApiGroup == Any || rule.ApiGroup == question.ApiGroup)
        && HoldsResource(rule.Resources, question.Resource)
        && (rule.ResourceNames.IsEmpty || rule.ResourceNames.Contains(question.Name));

    private static RoleGrant? Granting(List<RoleGrant> grants, AccessQuestion question)
    {
        foreach (RoleGrant grant in grants)
        {
            foreach (AccessRule rule in grant.Rules)
            {
                if (Allows(rule, question))
                {
                    return grant;
                }
            }
        }

        return null;
    }

    private static bool Holds(ValueList<string> words, string word) => words.Contains(word) || words.Contains(Any);

    /// <summary>RBAC knows <c>*</c>, <c>gateways/tls</c> and <c>*/tls</c>, and not <c>gateways/*</c>.</summary>
    private static bool HoldsResource(ValueList<string> resources, string resource)
    {
        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        foreach (string held in resources)
        {
            if (held == Any || held == resource
                || (slash >= 0 && held.StartsWith("*/", StringComparison.Ordinal) && held.AsSpan(1).SequenceEqual(resource.AsSpan(slash))))
            {
                return true;
            }
        }

        return false;
    }
}

using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.Guardrails;
using Mesh.Istio.Generation.Tcp;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// Finds AuthorizationPolicies of others that the model's would undo, because ALLOW policies add up, and those that refuse what a gateway
/// of the model takes or passes on: the pods behind it see the gateway's identity.
/// </summary>
internal sealed class PolicyCheck
{
    private readonly IReadOnlyDictionary<string, ForeignPolicies> _policies;
    private readonly GuardrailPlan _guardrails;
    private readonly TcpPassage _tcp;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly SortedDictionary<(string Path, string Where, bool IsCertain), Found> _found = new(
        Comparer<(string Path, string Where, bool IsCertain)>.Create((left, right) =>
            string.CompareOrdinal($"{left.Path}\n{left.Where}\n{left.IsCertain}", $"{right.Path}\n{right.Where}\n{right.IsCertain}")));

    private PolicyCheck(
        IReadOnlyDictionary<string, ForeignPolicies> policies, GuardrailPlan guardrails, TcpPassage tcp,
        ICollection<Diagnostic> diagnostics)
    {
        _policies = policies;
        _guardrails = guardrails;
        _tcp = tcp;
        _diagnostics = diagnostics;
    }

    public static void Run(
        IReadOnlyList<PlacedGateway> gateways, GuardrailPlan guardrails, TcpPassage tcp, ClusterMap clusters,
        ICollection<Diagnostic> diagnostics)
    {
        Dictionary<string, ForeignPolicies> policies = clusters.All.ToDictionary(
            cluster => cluster.Name, cluster => new ForeignPolicies(cluster), StringComparer.Ordinal);
        if (policies.Values.All(all => all.IsEmpty))
        {
            return;
        }

        var check = new PolicyCheck(policies, guardrails, tcp, diagnostics);
        check.CheckLimits(clusters);
        foreach (PlacedGateway gateway in gateways)
        {
            foreach (GatewayInCluster site in gateway.Sites.Values)
            {
                check.CheckGateway(gateway.Entry, site);
                check.CheckServices(gateway.Entry, site);
            }
        }

        check.Report();
    }

    private void CheckLimits(ClusterMap clusters)
    {
        foreach (AccessLimit limit in _guardrails.Limits)
        {
            foreach (ClusterFacts cluster in clusters.All)
            {
                string[] adding = [.. limit.Workspace.Namespaces.ExistingIn(cluster)
                    .SelectMany(_policies[cluster.Name].In)
                    .Where(policy => policy.Action == "ALLOW")
                    .Select(PolicyVerdict.NameOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
                if (adding.Length > 0)
                {
                    _diagnostics.Add(SurroundingsDiagnostics.PoliciesAddUp.At(
                        limit.Workspace.Entry.Path,
                        $"In cluster '{cluster.Name}' AuthorizationPolicy {string.Join(", ", adding)} permits callers of pods for which "
                            + "the model limits access. ALLOW policies add up: whom either permits may call, so the model's lets in whom "
                            + "that one keeps out, and that one lets in whom the model keeps out.",
                        "Move it into the model's limit and remove it, say what it refuses by a DENY policy, or lift the limit."));
                }
            }
        }
    }

    private void CheckGateway(GatewayEntry entry, GatewayInCluster site)
    {
        bool isOpen = _guardrails.Closes(site.Cluster, entry.Gateway.Namespace);
        Note(
            entry.Path, "its own pods", site.Cluster, "callers from outside, who have no identity",
            PolicyVerdict.Of(_policies[site.Cluster.Name].For(entry.Gateway.Namespace, entry.Gateway.Workload), null, isOpen));
    }

    private void CheckServices(GatewayEntry entry, GatewayInCluster site)
    {
        foreach (ServiceName name in ServicesOf(entry, site.Cluster).Distinct())
        {
            if (site.Cluster.FindService(name.Namespace, name.Name) is not { Selector.IsEmpty: false } service)
            {
                continue;
            }

            AuthorizationPolicyInfo[] policies = [.. _policies[site.Cluster.Name].For(name.Namespace, service.Selector)];
            foreach (string account in policies.Length == 0 ? [] : site.Accounts.Select(account => account.Principal))
            {
                Note(
                    entry.Path, $"the pods of service '{name}'", site.Cluster, $"the gateway ({account})",
                    PolicyVerdict.Of(policies, account, _guardrails.Closes(site.Cluster, name.Namespace)));
            }
        }
    }

    // The pods of what is passed through see the caller.
    private IEnumerable<ServiceName> ServicesOf(GatewayEntry entry, ClusterFacts cluster) =>
        from server in entry.Servers
        where server.Server is not TlsPassthroughServer && !_tcp.Passes(server, cluster.Name)
        from list in server.Destinations()
        from destination in list.Destinations
        let parsed = ServiceName.TryParse(destination.Service, entry.Gateway.Namespace, out ServiceName name) ? name : (ServiceName?)null
        where parsed is not null
        select parsed.Value;

    private void Note(string path, string where, ClusterFacts cluster, string caller, PolicyVerdict verdict)
    {
        foreach ((ValueList<string> policies, bool isCertain) in
            ((ValueList<string>, bool)[])[(verdict.Closing, true), (verdict.Doubtful, false)])
        {
            if (policies.IsEmpty)
            {
                continue;
            }

            if (!_found.TryGetValue((path, where, isCertain), out Found? found))
            {
                _found.Add((path, where, isCertain), found = new Found());
            }

            found.Clusters.Add(cluster.Name);
            found.Policies.UnionWith(policies);
            found.Callers.Add(caller);
        }
    }

    private void Report()
    {
        foreach (((string path, string where, bool isCertain), Found found) in _found)
        {
            string policies = string.Join(", ", found.Policies);
            string callers = string.Join(", ", found.Callers);
            _diagnostics.Add((isCertain ? SurroundingsDiagnostics.ClosedByPolicy : SurroundingsDiagnostics.MaybeClosedByPolicy).At(
                path,
                $"In cluster(s) {string.Join(", ", found.Clusters)} AuthorizationPolicy {policies} holds for {where} and "
                    + $"{(isCertain ? "refuses" : "may refuse, by more than who calls,")} {callers}.",
                isCertain ? $"Permit {callers} there." : $"Nothing, if {callers} may call all that the hosts of the gateway need."));
        }
    }

    private sealed class Found
    {
        public SortedSet<string> Clusters { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Policies { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Callers { get; } = new(StringComparer.Ordinal);
    }
}

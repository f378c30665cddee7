using System.Collections.Concurrent;
using Mesh.Diagnostics;
using Mesh.Istio.Generation.Guardrails;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Ownership;

/// <summary>
/// Looks at what was generated as if somebody else had: what is for one workspace names no namespace and no host of another, but for those
/// that a guardrail or the visibility of a host names. Input that could make it so is an error before; this is the second look.
/// </summary>
internal sealed class OutputCheck
{
    private readonly string _prefix;

    // They are nobody's, even where a pattern fits them.
    private readonly HashSet<string> _common;
    private readonly Dictionary<string, WorkspaceEntry> _workspaces;
    private readonly Dictionary<string, WorkspaceEntry> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<string, (WorkspaceEntry Owner, NamespaceSelector Selector)> _exact;
    private readonly (WorkspaceEntry Owner, NamespaceSelector Selector)[] _patterns;
    private readonly Dictionary<WorkspaceEntry, EffectiveSecurity> _security = [];
    private readonly ValueList<Party> _parties;

    // Of objects that several clusters have copies of those that are right in all.
    private readonly ConcurrentDictionary<IstioObject, bool> _right = new(ReferenceEqualityComparer.Instance);

    public OutputCheck(ModelWalk model, IstioGeneratorOptions options, ClusterMap clusters)
    {
        _prefix = options.LabelPrefix;
        _parties = model.Workspaces.Select(Party.Of).ToValueList();
        _common = [options.MulticlusterNamespace, .. clusters.All.Select(OwnedNamespaces.IstioNamespace)];
        _workspaces = model.Workspaces.GroupBy(entry => $"{entry.Tenant.Tenant.Name}/{entry.Workspace.Name}", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (ServerEntry server in model.Servers)
        {
            _hosts.TryAdd(server.Server.Hostname, server.Gateway.Workspace);
        }

        (WorkspaceEntry Owner, NamespaceSelector Selector)[] owned =
            [.. model.Workspaces.Where(entry => !entry.Workspace.IsHeld).SelectMany(
            entry => entry.Workspace.Namespaces, (entry, selector) => (entry, selector))];
        _patterns = [.. owned.Where(pair => SelectorPattern.IsPrefix(pair.Selector.Namespace))];
        _exact = owned.Where(pair => !SelectorPattern.IsPrefix(pair.Selector.Namespace)).ToLookup(
            pair => pair.Selector.Namespace, StringComparer.Ordinal);
    }

    /// <summary>Every object that names what is not its workspace's, or has the name of another.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="doubtful">Those that were not looked at before.</param>
    /// <param name="all">All objects that were generated for it, in apply order.</param>
    public ValueList<Diagnostic> Run(string cluster, IEnumerable<IstioObject> doubtful, ValueList<IstioObject> all) =>
        [.. Foreign(cluster, doubtful), .. Twins(cluster, all)];

    // Names end in a hash that nobody breaks by accident. Which of two is meant cannot be known: it is an error of both.
    private IEnumerable<Diagnostic> Twins(string cluster, ValueList<IstioObject> objects)
    {
        for (int i = 1; i < objects.Count; i++)
        {
            if (ApplyOrder.Instance.Compare(objects[i - 1], objects[i]) != 0)
            {
                continue;
            }

            WorkspaceEntry[] owners = [.. new[] { objects[i - 1], objects[i] }.Select(
                value => OwnerOf(value.Metadata.Labels, $"{_prefix}/tenant", $"{_prefix}/workspace"))
                .OfType<WorkspaceEntry>().Distinct()];
            foreach (WorkspaceEntry owner in owners)
            {
                yield return GuardrailDiagnostics.NamesAnother.At(
                    owner.Path,
                    $"In cluster '{cluster}' there would be two objects called {objects[i]}, of {string.Join(
                        ", ", owners.Select(each => $"'{each.Path}'"))}.",
                    "Two hosts or names were chosen so that their hashes are equal: change one of them.");
            }
        }
    }

    private WorkspaceEntry? OwnerOf(ValueMap<string> labels, string tenantLabel, string workspaceLabel) =>
        labels.TryGetValue(tenantLabel, out string? tenant) && labels.TryGetValue(workspaceLabel, out string? name)
            ? _workspaces.GetValueOrDefault($"{tenant}/{name}") : null;

    private IEnumerable<Diagnostic> Foreign(string cluster, IEnumerable<IstioObject> objects)
    {
        (string tenantLabel, string workspaceLabel) = ($"{_prefix}/tenant", $"{_prefix}/workspace");
        foreach (IstioObject value in objects)
        {
            if (value.Original is { } original && _right.ContainsKey(original))
            {
                continue;
            }

            if (OwnerOf(value.Metadata.Labels, tenantLabel, workspaceLabel) is { } own && Foreign(own, cluster, value) is { } foreign)
            {
                yield return GuardrailDiagnostics.NamesAnother.At(
                    own.Path, $"In cluster '{cluster}' {value} names '{foreign.Text}', which belongs to another workspace.",
                    "This is a fault of Mesh: nothing of the workspace is applied. Report it with the model.");
            }
        }
    }

    private Reference? Foreign(WorkspaceEntry own, string cluster, IstioObject value)
    {
        Reference[] named = [.. Named(value)];
        Reference? foreign = Array.Find(named, each => !MayName(own, cluster, value, each));
        // What names hosts, and namespaces that are nobody's, is right in every cluster that has a copy.
        if (foreign is null && value.Original is { } original
            && Array.TrueForAll(named, each => each.IsHost || _common.Contains(each.Text)))
        {
            _right.TryAdd(original, true);
        }

        return foreign;
    }

    /// <summary>Whether another check judges alike.</summary>
    public bool IsSame(OutputCheck other) => ReferenceEquals(this, other)
        || (_prefix == other._prefix && _common.SetEquals(other._common) && _parties == other._parties);

    private bool MayName(WorkspaceEntry own, string cluster, IstioObject value, Reference named)
    {
        WorkspaceEntry? owner = named.IsHost ? _hosts.GetValueOrDefault(named.Text) : OwnerOf(cluster, named.Text);
        return owner is null || owner == own || value switch
        {
            AuthorizationPolicy => Permits(SecurityOf(own).Access, own, owner),
            Sidecar => Permits(SecurityOf(own).Reachability, own, owner),
            // Who sees a host is the host's business.
            ServiceEntry or DestinationRule or VirtualService => named.IsScope && own.Workspace.Gateways.SelectMany(
                gateway => gateway.Servers).Any(server => server.VisibleTo is { } visible
                    && (visible.Contains(owner.Path) || visible.Contains(owner.Tenant.Path))),
            _ => false,
        };
    }

    private static bool Permits(ValueList<AccessSettings> all, WorkspaceEntry own, WorkspaceEntry other) => all.All(settings =>
        settings.Scope == AccessScope.Unlimited || settings.Others.Contains(other.Path) || settings.Others.Contains(other.Tenant.Path)
        || (settings.Scope == AccessScope.Tenant && own.Tenant == other.Tenant));

    private EffectiveSecurity SecurityOf(WorkspaceEntry entry)
    {
        lock (_security)
        {
            return _security.TryGetValue(entry, out EffectiveSecurity? known) ? known
                : _security[entry] = EffectiveSecurity.Of(entry.Tenant.Organization, entry.Tenant.Tenant, entry.Workspace);
        }
    }

    private WorkspaceEntry? OwnerOf(string cluster, string namespaceName) => _common.Contains(namespaceName) ? null
        : _exact[namespaceName].Concat(_patterns).FirstOrDefault(pair => pair.Selector.Matches(cluster, namespaceName)).Owner;

    private static IEnumerable<Reference> Named(IstioObject value) =>
        (value.Metadata.Namespace is { } ns ? [new Reference(ns)] : Array.Empty<Reference>())
        .Concat(value switch
        {
            AuthorizationPolicy policy => (policy.Rules ?? []).SelectMany(rule => rule.From).SelectMany(
                from => (from.Source?.Principals ?? []).Concat(from.Source?.NotPrincipals ?? [])).Select(
                    principal => new Reference(principal.Split('/')[2])),
            Sidecar sidecar => sidecar.Egress.SelectMany(egress => egress.Hosts).SelectMany(InSidecar),
            ServiceEntry entry => entry.Hosts.Select(OfHost).Concat(Scopes(entry.ExportTo)),
            DestinationRule rule => Scopes(rule.ExportTo).Prepend(OfHost(rule.Host)),
            Gateway gateway => gateway.Servers.SelectMany(server => server.Hosts).Select(host => OfHost(Server.NameOf(host))),
            VirtualService routes => routes.Hosts.Concat(Destinations(routes)).Select(OfHost).Concat(Scopes(routes.ExportTo)),
            _ => [],
        });

    private static IEnumerable<string> Destinations(VirtualService routes) =>
        routes.Http.SelectMany(route => route.Route).Select(to => to.Destination.Host)
            .Concat(routes.Tcp.SelectMany(route => route.Route).Select(to => to.Destination.Host))
            .Concat(routes.Tls.SelectMany(route => route.Route).Select(to => to.Destination.Host));

    private static IEnumerable<Reference> InSidecar(string host)
    {
        string[] parts = host.Split('/');
        return parts[0] == "." || parts[1] != "*" ? [OfHost(parts[1])] : [new Reference(parts[0])];
    }

    private static IEnumerable<Reference> Scopes(ValueList<string> scopes) =>
        scopes.Where(scope => scope is not ("*" or ".")).Select(scope => new Reference(scope) { IsScope = true });

    private static Reference OfHost(string host) =>
        ServiceName.TryParse(host, "", out ServiceName service) && host.Equals(service.Fqdn, StringComparison.OrdinalIgnoreCase)
            ? new Reference(service.Namespace) : new Reference(host) { IsHost = true };

    private sealed record Reference(string Text)
    {
        public bool IsHost { get; init; }

        public bool IsScope { get; init; }
    }

    /// <summary>What the check asks of a workspace.</summary>
    private sealed record Party(
        string FullPath, string Tenant, string Name, bool IsHeld, ValueList<NamespaceSelector> Namespaces,
        ValueList<(string Host, ValueList<string>? VisibleTo)> Hosts, ValueList<SecuritySettings?> Security)
    {
        public static Party Of(WorkspaceEntry entry) => new(
            entry.FullPath, entry.Tenant.Tenant.Name, entry.Workspace.Name, entry.Workspace.IsHeld, entry.Workspace.Namespaces,
            entry.Workspace.Gateways.SelectMany<WorkspaceGateway, (string, ValueList<string>?)>(
                gateway => gateway.Servers.Select(server => (server.Hostname, server.VisibleTo))).ToValueList(),
            [entry.Tenant.Organization.Security, entry.Tenant.Tenant.Security, entry.Workspace.Security]);
    }
}

namespace Mesh.Istio.Access.Models;

/// <summary>
/// What a change does to others than those in whose place it is made: their proxies see a host that they did not see, requests reach them
/// that did not, traffic goes into clusters where they are and the author is not. Each needs the right there too.
/// </summary>
internal sealed class ModelEffects
{
    private readonly HostTable _old;
    private readonly HostTable _new;
    private readonly List<ModelChange> _found = [];

    private ModelEffects(MeshModel before, MeshModel after)
    {
        _old = new HostTable(before);
        _new = new HostTable(after);
    }

    public static List<ModelChange> Between(MeshModel before, MeshModel after)
    {
        var effects = new ModelEffects(before, after);
        foreach (ServedHost host in effects._new.Hosts)
        {
            effects.Seen(host);
            effects.Led(host);
        }

        effects.Ordered();
        return effects._found;
    }

    // A new host is seen by whom its author says, because who sees it by default is everybody.
    private void Seen(ServedHost host)
    {
        ServedHost[] before = [.. _old.Find(host.Server.Hostname).Where(old => old.Workspace.Path == host.Workspace.Path)];
        if (before.Length == 0 || Array.Exists(before, old => old.Server.VisibleTo is null)
            || Array.Exists(before, old => old.Server.VisibleTo == host.Server.VisibleTo))
        {
            return;
        }

        HashSet<string> known = [host.Workspace.Path, .. before.SelectMany(old => old.Server.VisibleTo!.Value)];
        string effect = $"host {host.Server.Hostname} becomes visible";
        if (host.Server.VisibleTo is not { } now)
        {
            Add(AccessKinds.Organization, "", FieldGroup.Hosts, $"{host.Path}/visibleTo", $"{effect} to everybody");
            return;
        }

        foreach (string viewer in now.Where(viewer => !known.Contains(viewer) && !Covers(known, viewer)))
        {
            string kind = viewer.Contains("/workspaces/", StringComparison.Ordinal) ? AccessKinds.Workspace : AccessKinds.Tenant;
            Add(kind, viewer, FieldGroup.Hosts, $"{host.Path}/visibleTo", $"{effect} to {viewer}");
        }
    }

    // An edge sends what comes from outside to the gateways of whoever serves the host.
    private void Led(ServedHost host)
    {
        foreach ((string target, ClusterAction action, string path) in host.Leads)
        {
            bool isKnown = _old.Find(host.Server.Hostname).Any(old => old.Path == host.Path && old.Leads.Any(
                lead => lead.Target == target && lead.Action == action));
            if (isKnown)
            {
                continue;
            }

            foreach (ServedHost other in _new.Find(target).Where(
                other => other.Workspace.Path != host.Workspace.Path && other.Leads.Count == 0))
            {
                Add(AccessKinds.Gateway, other.Gateway, FieldGroup.Routing, path, $"requests reach the gateways that serve {target}");
            }
        }
    }

    private void Ordered()
    {
        Dictionary<string, HashSet<string>> before = _old.Orders().ToDictionary(
            order => order.Path, order => order.Clusters, StringComparer.Ordinal);
        foreach ((string path, HashSet<string> clusters, HashSet<string> home) in _new.Orders())
        {
            before.TryGetValue(path, out HashSet<string>? known);
            foreach (string cluster in clusters.Where(cluster => known?.Contains(cluster) != true && !home.Contains(cluster)))
            {
                Add(AccessKinds.Cluster, "", FieldGroup.Resilience, path,
                    $"traffic goes to cluster {cluster}, where no namespace of those is for whom the order holds");
            }
        }
    }

    private void Add(string kind, string place, FieldGroup group, string path, string effect) =>
        _found.Add(new(AccessVerb.Update, kind, place, group, path) { Effect = effect });

    private static bool Covers(HashSet<string> known, string viewer) =>
        viewer.IndexOf("/workspaces/", StringComparison.Ordinal) is > 0 and var end && known.Contains(viewer[..end]);
}

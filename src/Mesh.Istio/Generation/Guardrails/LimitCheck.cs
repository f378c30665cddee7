using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>Says where a limit on access does not hold, and what of others stands beside it.</summary>
internal static class LimitCheck
{
    public static void Run(
        IReadOnlyDictionary<WorkspaceEntry, AccessLimit> limits, GuardrailInputs inputs, ICollection<Diagnostic> diagnostics)
    {
        foreach (PlacedGateway gateway in inputs.Gateways.Where(gateway => limits.ContainsKey(gateway.Entry.Workspace)))
        {
            foreach (ServerEntry server in gateway.Entry.Servers)
            {
                CheckServer(server, gateway, diagnostics);
            }

            CheckOthers(gateway, inputs.Model, diagnostics);
            foreach (GatewayInCluster site in gateway.Sites.Values)
            {
                CheckBeside(gateway.Entry, site, diagnostics);
            }
        }
    }

    private static void CheckServer(ServerEntry server, PlacedGateway gateway, ICollection<Diagnostic> diagnostics)
    {
        if (!ServerGuards.ShowsCallers(server.Server))
        {
            diagnostics.Add(GuardrailDiagnostics.PassthroughUnlimited.At(
                server.Path,
                $"Who may call the workspace is limited, but callers of host '{server.Server.Hostname}' bring TLS of their own, which "
                    + "shows neither the gateway nor the pods who they are.",
                "Let the gateway end TLS (an HTTPS server), or lift the limit on access."));
            return;
        }

        if (server.Server.MeshOnly == true)
        {
            return;
        }

        diagnostics.Add(GuardrailDiagnostics.DeclaredPortOpen.At(
            $"{server.Path}/port",
            $"Port {server.Server.Port} of host '{server.Server.Hostname}' is open to whoever reaches the gateway: callers have no "
                + "identity there, so the limit on access holds on the mesh port only.",
            "Nothing, if the host is for callers from outside; else close the port to them, or make the server mesh-only."));
        if (server.Server is HttpsServer)
        {
            string[] unknown = [.. gateway.Sites.Values.Where(site => !TargetPorts.AreKnown(site, server.Server.Port)).Select(
                site => site.Cluster.Name)];
            if (unknown.Length > 0)
            {
                diagnostics.Add(GuardrailDiagnostics.TargetPortUnknown.At(
                    $"{server.Path}/port",
                    $"In cluster(s) {string.Join(", ", unknown)} the target port behind port {server.Server.Port} is a name that no pod "
                        + $"has; {server.Server.Port} is taken. If that is wrong, callers from outside are refused.",
                    "Start a pod of the gateway, or write the target port as a number."));
            }
        }
    }

    // Two gateways on one workload are the model's error; an east-west gateway is none of those.
    private static void CheckOthers(PlacedGateway gateway, ModelWalk model, ICollection<Diagnostic> diagnostics)
    {
        GatewayEntry entry = gateway.Entry;
        if (model.EastWestGateways.FirstOrDefault(
            other => other.Workspace != entry.Workspace && other.Gateway.Namespace == entry.Gateway.Namespace
                && !other.Workload.IsEmpty && Overlap(other.Workload, entry.Gateway.Workload)) is { } other)
        {
            diagnostics.Add(GuardrailDiagnostics.WorkloadOfTwo.At(
                entry.At("workload"),
                $"The pods {entry.Gateway.Workload} are also the east-west gateway '{other.Path}' of another workspace; a limit on access "
                    + "cannot tell the two apart.",
                "Give each workspace gateway pods of its own."));
        }
    }

    private static bool Overlap(ValueMap<string> one, ValueMap<string> other) =>
        one.All(label => !other.TryGetValue(label.Key, out string? value) || value == label.Value);

    private static void CheckBeside(GatewayEntry entry, GatewayInCluster site, ICollection<Diagnostic> diagnostics)
    {
        ValueList<IstioGatewayInfo> others = site.Cluster.Inventory?.IstioGateways ?? [];
        foreach (IstioGatewayInfo other in others.Where(
            other => !MeshLabels.AreOurs(other.Labels, other.Namespace, entry.Gateway.Namespace) && Selects(other, entry, site)))
        {
            foreach (IstioServerInfo server in other.Servers.Where(
                server => server.TlsMode is not ("" or "AUTO_PASSTHROUGH" or "PASSTHROUGH")))
            {
                Check(entry, site.Cluster.Name, other, server, diagnostics);
            }
        }
    }

    private static bool Selects(IstioGatewayInfo other, GatewayEntry entry, GatewayInCluster site) =>
        LabelMatch.Matches(other.Selector, entry.Gateway.Workload)
        || site.Pods.Any(pod => LabelMatch.Matches(other.Selector, pod.Labels));

    private static void Check(
        GatewayEntry entry, string cluster, IstioGatewayInfo other, IstioServerInfo server, ICollection<Diagnostic> diagnostics)
    {
        string[] hosts = [.. server.Hosts.Select(host => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..])];
        foreach (ServerEntry own in entry.Servers)
        {
            string name = own.Server.Hostname;
            string place = $"In cluster '{cluster}' server '{server.Name}' of Gateway {other.Namespace}/{other.Name}";
            if (hosts.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                diagnostics.Add(GuardrailDiagnostics.HostServedBeside.At(
                    own.Path,
                    $"{place} serves host '{name}' on the same pods on port {server.Port}; its callers say the host by SNI and have no "
                        + "identity, so the limit on access refuses them.",
                    "Serve the host on that port by the model, or take it out of that Gateway."));
            }
            else if (server.Port == GatewayServer.MeshPort && hosts.FirstOrDefault(host => Covers(host, name)) is { } wide)
            {
                diagnostics.Add(GuardrailDiagnostics.WildcardBeside.At(
                    own.Path,
                    $"{place} answers '{wide}' on the mesh port of the same pods. Under another SNI it answers requests for host '{name}' "
                        + "too, which the limit on access then does not see.",
                    "Name single hosts in that Gateway, or give it pods of its own."));
            }
        }
    }

    private static bool Covers(string pattern, string host) =>
        pattern == "*"
        || (pattern.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase));
}

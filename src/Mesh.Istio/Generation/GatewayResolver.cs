using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.Edge;

namespace Mesh.Istio.Generation;

/// <summary>Finds out what clients must know of each gateway in each cluster, and says what is missing.</summary>
internal sealed class GatewayResolver(ICollection<Diagnostic> diagnostics)
{
    /// <summary>The gateway in a cluster, or null when the workspace has no such namespace there.</summary>
    public GatewayInCluster? Resolve(GatewayEntry entry, ClusterFacts cluster)
    {
        if (!Owns(entry, cluster))
        {
            return null;
        }

        GatewayInfo? observed = cluster.Gateways?.Find(entry.Gateway.Namespace, entry.Gateway.Workload);
        string path = entry.Path;
        if (observed is null)
        {
            if (cluster.IsObserved)
            {
                diagnostics.Add(GenerationDiagnostics.GatewayNotFound.At(
                    path,
                    $"In cluster '{cluster.Name}' no Service in namespace '{entry.Gateway.Namespace}' selects pods with the labels "
                        + $"{entry.Gateway.Workload}.",
                    "Deploy the gateway there, correct the workload labels, or leave the cluster out of the workspace's namespaces."));
            }

            return new GatewayInCluster
            {
                Cluster = cluster,
                Namespace = entry.Gateway.Namespace,
                Observed = null,
                Locality = cluster.Locality,
                LocalityOrigin = "the cluster",
                ServiceAccounts = entry.Gateway.ServiceAccount is { } declared ? [declared] : [],
            };
        }

        bool takesCalls = EdgeServer.TakesMeshCalls(entry.Gateway);
        (Locality locality, string origin) = LocalityOf(observed, cluster, path);
        return new GatewayInCluster
        {
            Cluster = cluster,
            Namespace = entry.Gateway.Namespace,
            Observed = observed,
            Locality = locality,
            LocalityOrigin = origin,
            ServiceAccounts = AccountsOf(entry, observed, cluster, path),
            // Nobody in the mesh calls a gateway that only stands in front of it.
            LocalAddress = takesCalls ? LocalAddressOf(observed, cluster, path) : null,
            RemoteAddresses = takesCalls ? RemoteAddressesOf(observed, cluster, path) : [],
            AcceptsMeshTraffic = CheckPorts(entry, observed, cluster, path, takesCalls),
        };
    }

    private bool Owns(GatewayEntry entry, ClusterFacts cluster)
    {
        string name = entry.Gateway.Namespace;
        NamespaceSelector[] matching = [.. entry.Workspace.Workspace.Namespaces
            .Concat(entry.Workspace.Workspace.SharedNamespaces)
            .Where(selector => selector.Matches(cluster.Name, name))];
        if (matching.Length == 0 || cluster.HasNamespace(name))
        {
            return matching.Length > 0;
        }

        // A selector for all clusters asks for the namespace where it is; one that names the cluster asks for it there.
        if (cluster.IsObserved && matching.Any(selector => selector.Cluster == cluster.Name))
        {
            diagnostics.Add(GenerationDiagnostics.NamespaceMissing.At(
                entry.Path,
                $"The workspace names namespace '{name}' of cluster '{cluster.Name}', where it does not exist; nothing is generated for "
                    + $"the gateway there.",
                "Create the namespace or correct the selector."));
        }

        return false;
    }

    private (Locality Locality, string Origin) LocalityOf(GatewayInfo observed, ClusterFacts cluster, string path)
    {
        if (observed.Localities.Count > 1)
        {
            string places = string.Join(", ", observed.Localities.Select(count => $"{count.Locality} ({count.Pods})"));
            diagnostics.Add(GenerationDiagnostics.LocalitiesDiffer.At(
                path,
                $"In cluster '{cluster.Name}' the gateway's pods are in several places: {places}; clients are told "
                    + $"'{observed.Localities[0].Locality}', where most of them are.",
                "Nothing, unless callers must tell the places apart: then deploy a gateway for each."));
        }

        if (!observed.Localities.IsEmpty)
        {
            LocalityCount most = observed.Localities[0];
            return (most.Locality, $"{string.Join(", ", most.Example.Sources)}, as of {most.Pods} pod(s)");
        }

        if (!cluster.Locality.IsEmpty)
        {
            return (cluster.Locality, $"cluster {cluster.Name} as a whole, because no pod of the gateway tells");
        }

        diagnostics.Add(GenerationDiagnostics.LocalityUnknown.At(
            path,
            $"In cluster '{cluster.Name}' neither the gateway's pods, their nodes nor the cluster tell a locality; clients will take the "
                + $"gateway for far away.",
            $"Label the nodes with {LocalityLabel.Region} and {LocalityLabel.Zone}, or declare the cluster's region in the model."));
        return (Locality.Empty, "nothing");
    }

    private ValueList<string> AccountsOf(GatewayEntry entry, GatewayInfo observed, ClusterFacts cluster, string path)
    {
        if (entry.Gateway.ServiceAccount is { } declared)
        {
            if (!cluster.HasServiceAccount(entry.Gateway.Namespace, declared)
                || (!observed.ServiceAccounts.IsEmpty && !observed.ServiceAccounts.Contains(declared)))
            {
                diagnostics.Add(GenerationDiagnostics.ServiceAccountUnknown.At(
                    $"{path}/serviceAccount",
                    $"The model says service account '{declared}'; in cluster '{cluster.Name}' the gateway's pods run as {Or(
                        observed.ServiceAccounts)}. Clients would refuse the gateway's identity.",
                    "Correct the account, or leave it out of the model to take the observed one."));
            }

            return [declared];
        }

        if (observed.ServiceAccounts.IsEmpty)
        {
            diagnostics.Add(GenerationDiagnostics.ServiceAccountUnknown.At(
                $"{path}/serviceAccount",
                $"In cluster '{cluster.Name}' there is no pod that tells the gateway's service account, so its identity is not among "
                    + $"those that clients accept.",
                "Generate again when the gateway runs, or declare the service account in the model."));
        }

        return observed.ServiceAccounts;
    }

    private string? LocalAddressOf(GatewayInfo observed, ClusterFacts cluster, string path)
    {
        if (!observed.Service.ClusterIps.IsEmpty)
        {
            return observed.Service.ClusterIps[0];
        }

        diagnostics.Add(GenerationDiagnostics.GatewayWithoutAddress.At(
            path,
            $"In cluster '{cluster.Name}' Service '{observed.Service.Name}' has no cluster IP{(observed.Service.Headless
                ? " because it is headless" : "")}; clients there cannot use their own gateway.",
            "Give the gateway a Service of type ClusterIP or LoadBalancer."));
        return null;
    }

    private ValueList<string> RemoteAddressesOf(GatewayInfo observed, ClusterFacts cluster, string path)
    {
        string[] addresses = [.. observed.Service.ExternalAddresses.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (addresses.Length == 0)
        {
            diagnostics.Add(GenerationDiagnostics.GatewayWithoutAddress.At(
                path,
                $"In cluster '{cluster.Name}' Service '{observed.Service.Name}' has no external address; no other cluster can fail over "
                    + $"to it.",
                "Make it a Service of type LoadBalancer and wait for its address, or set externalIPs."));
        }

        foreach (string name in addresses.Where(GatewayInCluster.IsName))
        {
            diagnostics.Add(GenerationDiagnostics.AddressIsName.At(
                path,
                $"In cluster '{cluster.Name}' the gateway's address '{name}' is a DNS name: hosts that it serves are resolved by DNS, and "
                    + $"Istio then cannot tell their localities apart; the order of clusters still holds.",
                "Give the load balancer static IP addresses where the cloud has them."));
        }

        return addresses.ToValueList();
    }

    private bool CheckPorts(GatewayEntry entry, GatewayInfo observed, ClusterFacts cluster, string path, bool takesCalls)
    {
        if (!observed.OtherServices.IsEmpty)
        {
            diagnostics.Add(GenerationDiagnostics.SeveralGatewayServices.At(
                path,
                $"In cluster '{cluster.Name}' Services {Or(
                    observed.OtherServices.Add(observed.Service.Name))} select the gateway's pods; '{observed.Service.Name}' is used.",
                "Nothing, if that is the Service that clients should use."));
        }

        if (observed.ReadyPods == 0)
        {
            diagnostics.Add(GenerationDiagnostics.GatewayNotReady.At(
                path,
                $"In cluster '{cluster.Name}' the gateway has no ready pod; clients are told of it all the same and fail over until one "
                    + $"is ready.",
                "Start the gateway's pods."));
        }

        foreach (ServerEntry server in entry.Servers.Where(server => server.Server.MeshOnly != true))
        {
            if (!HasPort(observed, server.Server.Port))
            {
                diagnostics.Add(GenerationDiagnostics.DeclaredPortMissing.At(
                    $"{server.Path}/port",
                    $"In cluster '{cluster.Name}' Service '{observed.Service.Name}' has no port {server.Server.Port}; callers from "
                        + $"outside cannot reach the server.",
                    "Add the port to the Service, or declare a port that it has."));
            }
        }

        bool has = takesCalls && HasPort(observed, GatewayServer.MeshPort);
        if (takesCalls && !has)
        {
            diagnostics.Add(GenerationDiagnostics.NoMeshPort.At(
                path,
                $"In cluster '{cluster.Name}' Service '{observed.Service.Name}' has no port {GatewayServer.MeshPort}; no client can reach "
                    + $"the gateway's hosts through it.",
                $"Add a TCP port {GatewayServer.MeshPort} with target port {GatewayServer.MeshPort} to the Service."));
        }

        return has;
    }

    private static bool HasPort(GatewayInfo observed, int port) =>
        observed.Service.Ports.Any(candidate => candidate.Number == port && candidate.Protocol == "TCP");

    private static string Or(ValueList<string> names) =>
        names.IsEmpty ? "nothing known" : string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"'{name}'"));
}

using Mesh.Inventories;
using Mesh.Resolution;

namespace Mesh.Dumps;

/// <summary>Joins the facts of one cluster: pods get the places of their nodes, the cluster gets what its Istio tells.</summary>
internal static class ClusterAssembler
{
    public static ClusterInventory Assemble(ClusterReader reader) => Assemble(reader, reader.Findings);

    public static ClusterInventory Assemble(ClusterReader reader, Findings findings)
    {
        Sourced<NodeInfo>[] nodes = reader.Nodes.ToSortedArray();
        Sourced<PodFacts>[] pods = reader.Pods.ToSortedArray();
        Sourced<ServiceInfo>[] services = reader.Services.ToSortedArray();
        Sourced<SliceFacts>[] slices = reader.Slices.ToSortedArray();
        Sourced<MeshConfigFacts>[] configs = reader.MeshConfigs.ToSortedArray();
        var istio = new IstioFacts(reader.Cluster, reader.IstioNamespaces, findings);
        IstioVersion? version = istio.FindVersion(pods);
        string istioNamespace = istio.FindNamespace(pods, configs);
        MeshConfigFacts? config = istio.FindConfig(configs, istioNamespace);
        var nodesByName = nodes.ToDictionary(node => node.Head.Name, node => node.Value, StringComparer.Ordinal);

        NodeChecks.Run(reader.Cluster, nodes, findings);
        new PodChecks(version ?? IstioVersion.V1_31, nodes, findings).Run(pods, nodesByName);
        ServiceChecks.Run(services, slices, findings);
        var inventory = new ClusterInventory
        {
            Name = reader.Cluster,
            IstioVersion = version,
            IstioNamespace = istioNamespace,
            IstioNamespaces = reader.IstioNamespaces,
            DnsDomain = istio.FindDomain(pods),
            TrustDomain = config?.Config?.TrustDomain,
            MeshConfig = config?.Config,
            MeshNetworks = config?.Networks ?? default,
            Locality = ClusterLocality.OfNodes(nodes.Select(node => node.Value)),
            Nodes = nodes.Select(node => node.Value).ToValueList(),
            Namespaces = reader.Namespaces.ToSortedArray().Select(item => item.Value).ToValueList(),
            Services = services.Select(service => service.Value).ToValueList(),
            Workloads = Place(pods, nodesByName, new LocalityResolver(version ?? IstioVersion.V1_31)),
            Endpoints = Flatten(slices),
            VirtualServices = reader.Istio.VirtualServices.ToSortedArray().Select(route => route.Value).ToValueList(),
            DestinationRules = reader.Istio.DestinationRules.ToSortedArray().Select(rule => rule.Value).ToValueList(),
            IstioGateways = reader.Istio.Gateways.ToSortedArray().Select(gateway => gateway.Value).ToValueList(),
            AuthorizationPolicies = reader.Istio.Policies.ToSortedArray().Select(policy => policy.Value).ToValueList(),
            IstioClusterIds = istio.FindClusterIds(pods),
            Autoscalers = reader.KnowsCapacity ? reader.Autoscalers.ToSortedArray().Select(item => item.Value).ToValueList() : null,
            DisruptionBudgets = reader.KnowsCapacity
                ? reader.DisruptionBudgets.ToSortedArray().Select(item => item.Value).ToValueList() : null,
            ServiceAccounts = reader.ServiceAccounts.ToSortedArray().Select(account => account.Value).ToValueList(),
        };
        return inventory with
        {
            Network = istio.FindNetwork(inventory),
            RemoteSecrets = reader.KnowsSecrets ? RemoteSecrets(reader) : null,
            ControlPlane = ControlPlane(reader, istioNamespace, pods.Any(pod => pod.Value.IsIstiod)),
        };
    }

    private static ValueList<string> RemoteSecrets(ClusterReader reader) => reader.RemoteSecrets.ToSortedArray()
        .Where(secret => reader.IstioNamespaces.Contains(secret.Head.Namespace))
        .Select(secret => secret.Value)
        .Where(name => name != reader.Cluster)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .ToValueList();

    // "*" allows every control plane; the one here is the nearest.
    private static string? ControlPlane(ClusterReader reader, string istioNamespace, bool hasIstiod)
    {
        ValueList<string> planes = reader.Namespaces.ToSortedArray()
            .FirstOrDefault(entry => entry.Head.Name == istioNamespace)?.Value.ControlPlanes ?? default;
        return hasIstiod || planes.Contains(reader.Cluster) ? null : planes.FirstOrDefault(name => name != "*");
    }

    private static ValueList<WorkloadInfo> Place(Sourced<PodFacts>[] pods, Dictionary<string, NodeInfo> nodes, LocalityResolver resolver)
    {
        var workloads = new WorkloadInfo[pods.Length];
        for (int i = 0; i < pods.Length; i++)
        {
            WorkloadInfo pod = pods[i].Value.Workload;
            ResolvedLocality node = nodes.TryGetValue(pod.Node, out NodeInfo? known) ? known.Locality : ResolvedLocality.Unknown;
            workloads[i] = pod with { Locality = resolver.OfPod(pod.Labels, node, pods[i].Head.FullName) };
        }

        return workloads.ToValueList();
    }

    // Slices come sorted by namespace and their own name; a Service's endpoints belong together in the order of their addresses.
    private static ValueList<EndpointInfo> Flatten(Sourced<SliceFacts>[] slices) =>
        slices.SelectMany(slice => slice.Value.Endpoints)
            .OrderBy(endpoint => endpoint.Namespace, StringComparer.Ordinal)
            .ThenBy(endpoint => endpoint.Service, StringComparer.Ordinal)
            .ThenBy(endpoint => endpoint.Address, StringComparer.Ordinal)
            .ToValueList();
}

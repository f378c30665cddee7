using Mesh.Inventories;
using Mesh.Resolution;

namespace Mesh.Dumps;

/// <summary>Finds out what a cluster says about its Istio: namespace, version, configuration.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="namespaces">Where Istio runs. A label makes no istiod: everybody who may create a pod can set it.</param>
/// <param name="findings">Takes what is missing or contradictory.</param>
internal sealed class IstioFacts(string cluster, ValueList<string> namespaces, Findings findings)
{
    /// <summary>The first namespace of Istio's that holds a pod of istiod or its ConfigMap; the first of all where none does.</summary>
    public string FindNamespace(Sourced<PodFacts>[] pods, Sourced<MeshConfigFacts>[] configs)
    {
        var found = pods.Where(pod => pod.Value.IsIstiod).Select(pod => pod.Head.Namespace)
            .Concat(configs.Select(config => config.Head.Namespace))
            .ToHashSet(StringComparer.Ordinal);
        return namespaces.FirstOrDefault(found.Contains) ?? (namespaces.IsEmpty ? "istio-system" : namespaces[0]);
    }

    /// <summary>The version of the control plane, else of the proxies, else as the names of revisions tell.</summary>
    public IstioVersion? FindVersion(Sourced<PodFacts>[] pods)
    {
        IstioVersion? version =
            Oldest(pods.Where(IsOfIstio).Select(pod => pod.Value.IstiodVersion), "control planes")
            ?? Oldest(pods.Select(pod => pod.Value.Workload.ProxyVersion), "proxies")
            ?? Oldest(pods.Where(IsOfIstio).Select(pod => pod.Value.RevisionVersion), "revisions");
        if (version is null)
        {
            findings.Add(
                InventoryDiagnostics.NoIstioVersion, cluster,
                $"Neither istiod's image nor a proxy's nor a revision tells the version of Istio in cluster '{cluster}'; "
                    + $"{IstioVersion.V1_31} is assumed.",
                "Add the output of kubectl get pods -n istio-system -o yaml or the right to list these pods, or declare the version in the "
                    + "model.");
        }

        return version;
    }

    /// <summary>
    /// The names by which istiod and the proxies call the cluster. Every proxy says it, whatever namespace it is in: a pod that lies is one
    /// that contradicts the others, and contradictions are told.
    /// </summary>
    public ValueList<string> FindClusterIds(Sourced<PodFacts>[] pods) => pods
        .Where(pod => !pod.Value.IsIstiod || IsOfIstio(pod))
        .Select(pod => pod.Value.ClusterId)
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .ToValueList();

    /// <summary>The cluster's DNS domain, as its control plane was told.</summary>
    public string FindDomain(Sourced<PodFacts>[] pods) =>
        pods.Where(IsOfIstio).Select(pod => pod.Value.DnsDomain).FirstOrDefault(domain => domain is not null)
            ?? MeshConfigInfo.DefaultTrustDomain;

    /// <summary>The configuration of the Istio namespace: of the ConfigMap without revision, else of the first by name.</summary>
    public MeshConfigFacts? FindConfig(Sourced<MeshConfigFacts>[] configs, string istioNamespace)
    {
        // Sorted by name, so the one without revision comes first.
        Sourced<MeshConfigFacts>[] own = [.. configs.Where(
            config => config.Head.Namespace == istioNamespace && config.Value.Config is not null)];
        if (own.Length == 0)
        {
            findings.Add(
                InventoryDiagnostics.NoMeshConfig, cluster,
                $"The ConfigMap 'istio' in namespace '{istioNamespace}' of cluster '{cluster}' is not known; trust domain "
                    + $"'{MeshConfigInfo.DefaultTrustDomain}' is assumed.",
                $"Add the output of kubectl get configmap istio -n {istioNamespace} -o yaml, or the right to list ConfigMaps there where "
                    + $"the cluster is read live.");
            return configs.FirstOrDefault(config => config.Head.Namespace == istioNamespace)?.Value;
        }

        foreach (Sourced<MeshConfigFacts> other in own.Skip(1))
        {
            if (other.Value != own[0].Value)
            {
                findings.Add(
                    InventoryDiagnostics.MeshConfigsDiffer, other.Head.Place,
                    $"{other.Head} differs from {own[0].Head}, which counts.",
                    "Keep the revisions' settings for identity, visibility and failover equal while both run.");
            }
        }

        return own[0].Value;
    }

    /// <summary>The network of the cluster as a whole.</summary>
    public string? FindNetwork(ClusterInventory inventory)
    {
        var resolver = new NetworkResolver(inventory);
        ResolvedNetwork network = resolver.Cluster;
        if (network.Source is not null)
        {
            return network.Name;
        }

        // Where every pod of the mesh has a network of its own, by label or by address, the cluster's is asked by nobody.
        WorkloadInfo[] inMesh = [.. inventory.Workloads.Where(pod => pod.InMesh)];
        if (inMesh.Length > 0 && Array.TrueForAll(inMesh, pod => resolver.OfWorkload(pod.Labels, pod.Address).Source is not null))
        {
            return null;
        }

        findings.Add(
            InventoryDiagnostics.NoNetwork, cluster,
            $"Namespace '{inventory.IstioNamespace}' of cluster '{cluster}' has no label '{NetworkResolver.Label}'; Istio takes its pods "
                + $"as reachable from everywhere.",
            "Right if all clusters share one network; else label the namespace or declare the network in the model.");
        return null;
    }

    private bool IsOfIstio(Sourced<PodFacts> pod) => namespaces.Contains(pod.Head.Namespace);

    private IstioVersion? Oldest(IEnumerable<IstioVersion?> found, string what)
    {
        IstioVersion[] versions = [.. found.OfType<IstioVersion>().Distinct().Order()];
        if (versions.Length > 1)
        {
            findings.Add(
                InventoryDiagnostics.IstioVersionsDiffer, cluster,
                $"The {what} of cluster '{cluster}' have versions {string.Join(", ", versions)}; {versions[0]} counts.",
                "Finish the upgrade, or declare the version in the model.");
        }

        return versions.Length == 0 ? null : versions[0];
    }
}

using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads a Pod.</summary>
internal static class PodReader
{
    private const string ProxyContainer = "istio-proxy";
    private const string DiscoveryContainer = "discovery";
    private const string DomainArgument = "--domain";

    /// <summary>The pod's facts; <see langword="null"/> for one that has ended and will not serve again.</summary>
    public static PodFacts? Read(ObjectIdentity head, ValueMap<string> labels, Fields metadata, Fields fields)
    {
        Fields? status = fields.Mapping("status");
        if (status?.Text("phase") is "Succeeded" or "Failed")
        {
            return null;
        }

        Fields? spec = fields.Mapping("spec");
        var containers = new List<Container>();
        ReadContainers(spec, "containers", containers);
        ReadContainers(spec, "initContainers", containers);
        ValueMap<string> annotations = metadata.TextMap("annotations");
        Container? proxy = containers.Find(container => container.Name == ProxyContainer);
        bool istiod = labels.TryGetValue("app", out string? app) && app == "istiod";
        var workload = new WorkloadInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Labels = labels,
            ServiceAccount = NotEmpty(spec?.Text("serviceAccountName")) ?? NotEmpty(spec?.Text("serviceAccount")) ?? "default",
            Node = spec?.Text("nodeName") ?? "",
            Address = status?.Text("podIP") ?? "",
            NodeAddress = status?.Text("hostIP") ?? "",
            Ready = IsReady(status),
            IsGateway = containers.Count == 0 ? null : proxy is not null && containers.Count == 1,
            InMesh = proxy is not null || HasSidecarStatus(annotations) || IsTlsModeIstio(labels),
            ProxyVersion = proxy is not null && ImageTag.Name(proxy.Image).StartsWith("proxyv2", StringComparison.Ordinal)
                ? ImageTag.Version(proxy.Image)
                : null,
            NamedPorts = NamedPorts(containers),
            Owner = OwnerOf(metadata, labels),
            Resources = CapacityReader.Resources([.. containers.Select(container => container.Fields)]),
        };
        return new PodFacts(
            workload, istiod, istiod ? IstiodVersion(labels, containers) : null, RevisionVersion(labels), ClusterId(containers, istiod))
        {
            DnsDomain = istiod ? DomainOf(containers) : null,
        };
    }

    // A Deployment owns its pods through ReplicaSets, which are named after it and the hash of the pods.
    private static string OwnerOf(Fields metadata, ValueMap<string> labels)
    {
        Fields? owner = metadata.Mappings("ownerReferences").FirstOrDefault(reference => reference.Flag("controller") == true);
        if (owner?.Text("kind") is not { Length: > 0 } kind || owner.Text("name") is not { Length: > 0 } name)
        {
            return "";
        }

        return kind == "ReplicaSet" && labels.TryGetValue("pod-template-hash", out string? hash)
            && name.EndsWith($"-{hash}", StringComparison.Ordinal)
            ? $"Deployment/{name[..^(hash.Length + 1)]}"
            : $"{kind}/{name}";
    }

    // istiod gives its own name to every proxy that it injects.
    private static string? ClusterId(List<Container> containers, bool istiod) => containers
        .Where(container => istiod || container.Name == ProxyContainer)
        .Select(container => container.ClusterId)
        .FirstOrDefault(id => !string.IsNullOrEmpty(id));

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool HasSidecarStatus(ValueMap<string> annotations) =>
        annotations.TryGetValue("sidecar.istio.io/status", out string? status) && status.Length > 0;

    private static bool IsTlsModeIstio(ValueMap<string> labels) =>
        labels.TryGetValue("security.istio.io/tlsMode", out string? mode) && mode == "istio";

    private static bool IsReady(Fields? status)
    {
        bool ready = false;
        foreach (Fields condition in status?.Mappings("conditions") ?? [])
        {
            ready |= condition.Text("type") == "Ready" && condition.Text("status") == "True";
        }

        return ready;
    }

    private static void ReadContainers(Fields? spec, string key, List<Container> containers)
    {
        foreach (Fields container in spec?.Mappings(key) ?? [])
        {
            // An init container runs on beside the others only when it restarts always (a native sidecar).
            if (key == "containers" || container.Text("restartPolicy") == "Always")
            {
                var ports = new List<KeyValuePair<string, int>>();
                foreach (Fields port in container.Mappings("ports"))
                {
                    if (port.Text("name") is { Length: > 0 } name && port.Port("containerPort") is { } number)
                    {
                        ports.Add(new(name, number));
                    }
                }

                string? id = container.Mappings("env").FirstOrDefault(
                    variable => variable.Text("name") is "ISTIO_META_CLUSTER_ID" or "CLUSTER_ID")?.TextOrNumber("value");
                containers.Add(new Container(
                    container.Text("name") ?? "", container.Text("image") ?? "", ports, id,
                    container.Text("name") == DiscoveryContainer ? container.Texts("args") : [], container));
            }
        }
    }

    // Of several containers that give a port the same name, Kubernetes takes the first.
    private static ValueMap<int> NamedPorts(List<Container> containers)
    {
        var ports = new List<KeyValuePair<string, int>>();
        for (int i = containers.Count - 1; i >= 0; i--)
        {
            ports.AddRange(Enumerable.Reverse(containers[i].Ports));
        }

        return ports.ToValueMap();
    }

    private static IstioVersion? IstiodVersion(ValueMap<string> labels, List<Container> containers)
    {
        Container? discovery = containers.Find(container => container.Name == DiscoveryContainer) ?? containers.FirstOrDefault();
        return (discovery is null ? null : ImageTag.Version(discovery.Image))
            ?? Version(labels, "app.kubernetes.io/version")
            ?? RevisionVersion(labels);
    }

    private static IstioVersion? RevisionVersion(ValueMap<string> labels) => Version(labels, "istio.io/rev");

    // A revision is named with dashes: 1-31-0.
    private static IstioVersion? Version(ValueMap<string> labels, string label) =>
        labels.TryGetValue(label, out string? text) && IstioVersion.TryParse(text.Replace('-', '.'), out IstioVersion version) ? version
            : null;

    // istiod is told the cluster's DNS domain as "--domain", "cluster.local" or as one argument with an equals sign.
    private static string? DomainOf(List<Container> containers)
    {
        ValueList<string> arguments = containers.Find(container => container.Name == DiscoveryContainer)?.Arguments ?? [];
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith($"{DomainArgument}=", StringComparison.Ordinal))
            {
                return NotEmpty(arguments[i][(DomainArgument.Length + 1)..]);
            }

            if (arguments[i] == DomainArgument && i + 1 < arguments.Count)
            {
                return NotEmpty(arguments[i + 1]);
            }
        }

        return null;
    }

    private sealed record Container(
        string Name, string Image, List<KeyValuePair<string, int>> Ports, string? ClusterId, ValueList<string> Arguments,
        Fields Fields);
}

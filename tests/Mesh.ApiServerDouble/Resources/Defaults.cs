using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Resources;

/// <summary>What the server fills in for built-in kinds, as far as it is visible to readers of a mesh.</summary>
internal sealed class Defaults
{
    private int _clusterIps = 9;
    private int _nodePorts = 30000;

    /// <summary>Defaults that come with decoding: the sender owns them when it creates or replaces.</summary>
    public static void Decode(ResourceType type, JsonObject content)
    {
        switch (type.Qualified)
        {
            case "namespaces":
                JsonObject metadata = content.Ensure("metadata");
                metadata.Ensure("labels")["kubernetes.io/metadata.name"] = metadata.Text("name");
                break;
            case "services":
                DecodeService(content.Ensure("spec"), content.Ensure("status"));
                break;
            case CrdStatus.Resource:
                CrdStatus.Default(content);
                break;
            case "secrets":
                DecodeSecret(content);
                break;
        }
    }

    /// <summary>Defaults of storage and admission: nobody owns them.</summary>
    public void Store(ResourceType type, JsonObject content, bool created)
    {
        switch (type.Qualified)
        {
            case "namespaces":
                content.Ensure("spec")["finalizers"] ??= new JsonArray("kubernetes");
                content.Ensure("status")["phase"] ??= "Active";
                break;
            case "nodes" when created:
                content.Ensure("spec")["taints"] ??= new JsonArray(
                    new JsonObject { ["key"] = "node.kubernetes.io/not-ready", ["effect"] = "NoSchedule" });
                StoreNodeStatus(content.Ensure("status"));
                break;
            case "services":
                StoreService(content.Ensure("spec"));
                break;
            case "pods" when created:
                content.Ensure("status")["phase"] ??= "Pending";
                break;
        }
    }

    private static void DecodeSecret(JsonObject content)
    {
        content["type"] ??= "Opaque";
        foreach ((string name, JsonNode? value) in content.Object("stringData") ?? [])
        {
            content.Ensure("data")[name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value.AsText() ?? ""));
        }

        content.Remove("stringData");
    }

    private static void DecodeService(JsonObject spec, JsonObject status)
    {
        spec["type"] ??= "ClusterIP";
        spec["sessionAffinity"] ??= "None";
        if (spec.Text("type") != "ExternalName")
        {
            spec["internalTrafficPolicy"] ??= "Cluster";
        }

        if (spec.Text("type") is "LoadBalancer" or "NodePort")
        {
            spec["externalTrafficPolicy"] ??= "Cluster";
        }

        if (spec.Text("type") == "LoadBalancer")
        {
            spec["allocateLoadBalancerNodePorts"] ??= true;
        }

        foreach (JsonObject port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
        {
            port["protocol"] ??= "TCP";
            port["targetPort"] ??= port["port"]?.DeepClone();
        }

        foreach (JsonObject ingress in (status.Ensure("loadBalancer")["ingress"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(entry => entry.ContainsKey("ip")))
        {
            ingress["ipMode"] ??= "VIP";
        }
    }

    private void StoreService(JsonObject spec)
    {
        if (spec.Text("type") == "ExternalName")
        {
            return;
        }

        spec["ipFamilyPolicy"] ??= "SingleStack";
        spec["ipFamilies"] ??= new JsonArray("IPv4");
        if (spec.Text("clusterIP") is not { Length: > 0 })
        {
            _clusterIps++;
            spec["clusterIP"] = string.Create(CultureInfo.InvariantCulture, $"10.0.{_clusterIps / 250}.{_clusterIps % 250}");
        }

        spec["clusterIPs"] ??= new JsonArray(spec.Text("clusterIP"));
        foreach (JsonObject port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (spec.Text("type") is "LoadBalancer" or "NodePort" && port["nodePort"] is null)
            {
                port["nodePort"] = (long)++_nodePorts;
            }
        }
    }

    private static void StoreNodeStatus(JsonObject status)
    {
        status["daemonEndpoints"] ??= new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 0L } };
        JsonObject info = status.Ensure("nodeInfo");
        foreach (string name in (string[])[
            "machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "containerRuntimeVersion", "kubeletVersion",
            "kubeProxyVersion", "operatingSystem", "architecture"])
        {
            info[name] ??= "";
        }
    }
}

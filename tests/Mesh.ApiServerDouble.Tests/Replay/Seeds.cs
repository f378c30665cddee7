namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>Objects that the recorded clusters had without a recorded request.</summary>
internal static class Seeds
{
    public const string KubeSystem = """
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"kube-system","creationTimestamp":"2026-11-23T09:30:38Z",
          "managedFields":[{"manager":
        "kube-apiserver","operation":"Update","apiVersion":"v1","time":"2026-11-23T09:30:38Z","fieldsType":"FieldsV1",
          "fieldsV1":{"f:metadata":{"f:labels":
        {".":{},"f:kubernetes.io/metadata.name":{}}}}}]}}
        """;

    public const string KubernetesService = """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"kubernetes","namespace":"default",
          "creationTimestamp":"2026-11-23T09:30:40Z","labels":
        {"component":"apiserver","provider":"kubernetes"},"managedFields":[{"manager":"kube-apiserver","operation":"Update",
          "apiVersion":"v1","time":
        "2026-11-23T09:30:40Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:component":{},"f:provider":{}}},
          "f:spec":{
        "f:clusterIP":{},"f:internalTrafficPolicy":{},"f:ipFamilyPolicy":{},"f:ports":{".":{},
          "k:{\"port\":443,\"protocol\":\"TCP\"}":{".":{},"f:name":{},
        "f:port":{},"f:protocol":{},"f:targetPort":{}}},"f:sessionAffinity":{},"f:type":{}}}}]},"spec":{"ports":[{"name":"https",
          "protocol":"TCP",
        "port":443,"targetPort":16443}],"clusterIP":"10.0.0.1"}}
        """;

    public const string MeshSets = """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"meshsets.example.com","labels":
        {"applyset.kubernetes.io/is-parent-type":"true"}},"spec":{"group":"example.com","scope":"Cluster","names":{"kind":"MeshSet",
          "plural":"meshsets",
        "singular":"meshset"},"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
        "x-kubernetes-preserve-unknown-fields":true}}}]}}
        """;

    public static string Node(int number, string zone, string more) =>
        $"{{\"metadata\":{{\"name\":\"node-{number}\",\"labels\":{{\"kubernetes.io/hostname\":\"node-{number}\","
            + "\"topology.kubernetes.io/region\":\"us-east1\","
        + $"\"topology.kubernetes.io/zone\":\"{zone}\",\"node.kubernetes.io/instance-type\":\"m5.large\"{more}}}}},"
        + $"\"spec\":{{\"providerID\":\"example:///{zone}/node-{number}\"}}}}";

    public static string NodeStatus(int number, string ready) =>
        $"{{\"status\":{{\"addresses\":[{{\"type\":\"InternalIP\",\"address\":\"10.128.0.1{number}\"}},{{\"type\":\"ExternalIP\","
            + $"\"address\":\"198.51.100.1{number}\"}}],"










        + $"\"conditions\":[{{\"type\":\"Ready\",\"status\":\"{ready}\",\"reason\":\"KubeletReady\",\"message\":\"ok\","
        + "\"lastHeartbeatTime\":\"2026-01-02T03:04:05Z\","










        + "\"lastTransitionTime\":\"2026-01-02T03:04:05Z\"}],\"nodeInfo\":{\"machineID\":\"m\",\"systemUUID\":\"u\",\"bootID\":\"b\","
        + "\"kernelVersion\":\"6.1\","
        + "\"osImage\":\"linux\",\"containerRuntimeVersion\":\"containerd://2.0.0\",\"kubeletVersion\":\"v1.35.4\","
        + "\"kubeProxyVersion\":\"\","
        + "\"operatingSystem\":\"linux\",\"architecture\":\"amd64\"}}}";
}

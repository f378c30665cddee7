using System.Globalization;

namespace Mesh.Localities.Tests.Live;

/// <summary>
/// Kubernetes objects as JSON that are a function of a seed: whole ones, odd ones, and such that an inventory complains about.
/// </summary>
internal sealed class RandomObjects(int seed)
{
    private static readonly string[] Namespaces = ["shop", "bank", "istio-system", "mail"];
    private readonly Random _random = new(seed);
    private int _version = 1000;

    public string Node() => Node(Name("node", 6));

    public string Pod() => Pod(Pick(Namespaces), Name("pod", 12));

    public string Service() => Service(Pick(Namespaces), Name("svc", 5));

    /// <summary>Any object of any kind that is read.</summary>
    public string Any() => _random.Next(8) switch
    {
        0 => Node(),
        1 or 2 or 3 => Pod(),
        4 => Service(),
        5 or 6 => Slice(Pick(Namespaces), Name("slice", 5)),
        _ => _random.Next(3) switch
        {
            0 => Object("v1", "ServiceAccount", Pick(Namespaces), Name("account", 4), ""),
            1 => Config(Pick(["istio", "istio-canary", "other"])),
            _ => Object("v1", "Namespace", "", Pick(["shop", "bank", "istio-system"]), "", Maybe("\"topology.istio.io/network\":\"net\"")),
        },
    };

    private string Node(string name) => Object("v1", "Node", "", name, "",
        string.Join(',', ((string[])
        [
            Maybe($"\"topology.kubernetes.io/region\":\"r{_random.Next(3)}\""),
            Maybe($"\"topology.kubernetes.io/zone\":\"z{_random.Next(3)}\""),
            Maybe($"\"failure-domain.beta.kubernetes.io/region\":\"r{_random.Next(3)}\""),
        ]).Where(label => label.Length > 0)));

    private string Pod(string home, string name)
    {
        bool istiod = home == "istio-system" && _random.Next(2) == 0;
        string phase = Pick(["Running", "Running", "Running", "Pending", "Succeeded", "Failed"]);
        string labels = istiod
            ? "\"app\":\"istiod\""
            : Pick(
                [
                    "\"app\":\"a\"", "\"app\":\"b\",\"istio-locality\":\"r1.z1\"", "\"topology.istio.io/locality\":\"a.b.c.d\"",
                    "\"ü\":\"☃\""]);
        string image = istiod ? $"docker.io/istio/pilot:1.{_random.Next(29, 32)}.0" : "docker.io/istio/proxyv2:1.31.0";
        string proxy = _random.Next(2) == 0
            ? $$$$""",{"name":"istio-proxy","image":"{{{{image}}}}","ports":[{"name":"m","containerPort":15090}]}"""
            : "";
        return Object("v1", "Pod", home, name, $$$$"""
            ,"spec":{"nodeName":"node-{{{{_random.Next(8)}}}}","serviceAccountName":"{{{{Pick(["", "account-1"])}}}}",
              "volumes":[{"name":"x","emptyDir":{}}],
             "containers":[{"name":"{{{{(istiod ? "discovery" : "app")}}}}","image":"{{{{image}}}}","env":[{"name":"A","value":"B"}],
               "ports":[{"name":"http","containerPort":{{{{_random.Next(1, 65536)}}}}}]}{{{{proxy}}}}],
             "initContainers":[{"name":"init","image":"x","restartPolicy":"{{{{Pick(["Always", ""])}}}}"}]},
             "status":{"phase":"{{{{phase}}}}","podIP":"10.0.0.{{{{_random.Next(256)}}}}","conditions":[{"type":"Ready",
               "status":"{{{{Pick(["True", "False"])}}}}","lastProbeTime":null}],"startTime":"2026-01-01T00:00:00Z"}
            """, labels, Maybe("\"sidecar.istio.io/status\":\"{}\""));
    }

    private string Service(string home, string name)
    {
        string balancer = Pick(["{}", """{"ingress":[{"ip":"203.0.113.7"}]}""", """{"ingress":[{"hostname":"a.example"}]}"""]);
        return Object("v1", "Service", home, name, $$$$"""
        ,"spec":{"type":"{{{{Pick(["ClusterIP", "LoadBalancer"])}}}}","clusterIP":"{{{{Pick(["None", "10.96.0.9"])}}}}",
          "selector":{"app":"a"},"trafficDistribution":"PreferClose",
         "ports":[{"name":"http","port":80,"protocol":"TCP","targetPort":{{{{Pick(["8080", "\"web\""])}}}}}]},
         "status":{"loadBalancer":{{{{balancer}}}} }
        """, "\"app\":\"a\"", "\"note\":\"kept\"");
    }

    private string Slice(string home, string name) => Object("discovery.k8s.io/v1", "EndpointSlice", home, name, $$$$"""
        ,"addressType":"IPv4","ports":[{"name":"http","port":8080,"protocol":"TCP"}],
         "endpoints":[{"addresses":["10.0.0.{{{{_random.Next(256)}}}}"],"conditions":{"ready":{{{{Pick(["true", "false"])}}}},
           "serving":true},"nodeName":"node-1","targetRef":{"kind":"Pod","name":"pod-1","uid":"u"}}]
        """, $"\"kubernetes.io/service-name\":\"svc-{_random.Next(6)}\"");

    private string Config(string name) => Object("v1", "ConfigMap", "istio-system", name, $$$$"""
        ,"data":{"mesh":"{{{{Pick(["trustDomain: td\\nrootNamespace: istio-config", "enableAutoMtls: false", "- no", "a: [", ""])}}}}",
          "other":"x","meshNetworks":"networks: {}"}
        """);

    private string Object(string version, string kind, string home, string name, string rest, string labels = "", string annotations = "")
    {
        string place = home.Length > 0 ? $"\"namespace\":\"{home}\"," : "";
        string uid = (++_version).ToString(CultureInfo.InvariantCulture);
        return $$$$"""{"apiVersion":"{{{{version}}}}","kind":"{{{{kind}}}}","metadata":"""
            + $$$$"""{"name":"{{{{name}}}}",{{{{place}}}}"uid":"u-{{{{uid}}}}","labels":{ {{{{labels}}}} },"annotations":"""
            + $$$$"""{ {{{{annotations}}}} }}{{{{rest}}}} }""";
    }

    private string Name(string prefix, int count) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{_random.Next(count)}");

    private string Pick(string[] words) => words[_random.Next(words.Length)];

    private string Maybe(string text) => _random.Next(2) == 0 ? text : "";
}

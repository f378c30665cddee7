using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation;

/// <summary>The services of one cluster that east-west gateways expose, with pods and endpoints, and a fault here and there.</summary>
internal sealed class ExposedRandom(Random random, Func<string> nextAddress)
{
    private const string TlsMode = "security.istio.io/tlsMode";

    public List<WorkloadInfo> Pods { get; } = [];

    public List<EndpointInfo> Endpoints { get; } = [];

    public List<VirtualServiceInfo> Routes { get; } = [];

    public void Add(
        EastWestGateway gateway, Workspace workspace, Locality locality, Dictionary<(string Namespace, string Name), ServiceInfo> services)
    {
        foreach (string text in gateway.Services.Concat(workspace.Namespaces.Select(owned => $"{owned.Namespace}/labelled")))
        {
            // Every fourth service is not in the cluster.
            if (ServiceName.TryParse(text, gateway.Namespace, out ServiceName name)
                && random.Next(4) > 0
                && !services.ContainsKey((name.Namespace, name.Name)))
            {
                services.Add((name.Namespace, name.Name), Service(name, locality));
            }
        }
    }

    private ServiceInfo Service(ServiceName name, Locality locality)
    {
        var ports = new List<ServicePortInfo>
        {
            new() { Name = Fault() ? "" : "http", Number = Fault() ? 9081 : 9080, TargetPort = random.Next(3) == 0 ? "web" : "" },
        };
        if (random.Next(3) == 0)
        {
            ports.Add(new ServicePortInfo { Name = "tcp-db", Number = 5432 });
        }

        var service = new ServiceInfo
        {
            Name = name.Name,
            Namespace = name.Namespace,
            ClusterIps = [nextAddress()],
            Headless = Fault(),
            Ports = ports.ToValueList(),
            Selector = Fault() ? [] : Fault() ? [new("app", "svc0")] : [new("app", name.Name)],
            Labels = random.Next(3) == 0 ? [] : [new("example.com/exposed", "yes")],
        };
        if (Fault())
        {
            Routes.Add(new VirtualServiceInfo { Name = "own", Namespace = name.Namespace, Hosts = [name.Name] });
        }

        for (int i = random.Next(3); i > 0; i--)
        {
            AddPod(service, $"{name.Name}-{i}", locality);
        }

        return service;
    }

    private void AddPod(ServiceInfo service, string name, Locality locality)
    {
        bool inMesh = !Fault();
        string address = nextAddress();
        Pods.Add(new WorkloadInfo
        {
            Name = name,
            Namespace = service.Namespace,
            Labels = inMesh ? [new("app", service.Name), new(TlsMode, "istio")] : [new("app", service.Name)],
            ServiceAccount = $"{service.Name}-account",
            Address = address,
            Ready = true,
            InMesh = inMesh,
            NamedPorts = [new("web", 8080)],
            Locality = new ResolvedLocality(locality, []),
        });
        Endpoints.Add(new EndpointInfo
        {
            Service = service.Name,
            Namespace = service.Namespace,
            Address = address,
            Ports = service.Ports.Select(port => new KeyValuePair<string, int>(port.Name, port.TargetPort == "web" ? 8080 : port.Number))
                .ToValueMap(),
            Workload = name,
        });
    }

    private bool Fault() => random.Next(12) == 0;
}

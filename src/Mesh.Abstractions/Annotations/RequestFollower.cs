using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Validation;

namespace Mesh.Annotations;

/// <summary>Puts what Services ask for into the workspaces that own them, and reports what cannot be.</summary>
internal sealed class RequestFollower(MeshModel model, ServiceNames names, string prefix, List<Diagnostic> found)
{
    /// <summary>A model, or a part of it, with what is asked for.</summary>
    public MeshModel Merge(MeshModel part, ReadOnlySpan<OwnedRequest> requests)
    {
        var byOwner = requests.ToArray().ToLookup(request => (request.Tenant, request.Workspace));
        return part with
        {
            Organization = part.Organization with
            {
                Tenants = part.Organization.Tenants
                    .Select(tenant => tenant with
                    {
                        Workspaces = tenant.Workspaces
                            .Select(workspace => Follow(workspace, byOwner[(tenant.Name, workspace.Name)], HasDomains(tenant, workspace)))
                            .ToValueList(),
                    })
                    .ToValueList(),
            },
        };
    }

    private bool HasDomains(Tenant tenant, Workspace workspace) =>
        !workspace.Domains.IsEmpty || !tenant.Domains.IsEmpty || !model.Organization.Domains.IsEmpty;

    private Workspace Follow(Workspace workspace, IEnumerable<OwnedRequest> requests, bool hasDomains)
    {
        foreach ((_, _, ServiceInfo service, ServiceRequest request) in requests)
        {
            if (!TryFallback(service, request, out FailoverSettings? failover))
            {
                continue;
            }

            workspace = request.Expose.Length > 0 ? Expose(workspace, service, request, failover) : workspace;
            workspace = request.Host.Length > 0 ? Serve(workspace, service, request, failover, hasDomains) : workspace;
        }

        return workspace;
    }

    private bool TryFallback(ServiceInfo service, ServiceRequest request, out FailoverSettings? failover)
    {
        failover = null;
        string[] clusters = request.Fallback.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(clusters, name => model.Organization.Clusters.All(cluster => cluster.Name != name)) is { } unknown)
        {
            string known = string.Join(", ", model.Organization.Clusters.Select(cluster => cluster.Name));
            Report(AnnotationDiagnostics.InvalidAnnotationValue, "", service,
                $"{prefix}/fallback names cluster '{unknown}', which the model does not have.", $"Use some of: {known}.");
            return false;
        }

        if (clusters.Length > 0)
        {
            failover = new FailoverSettings
            {
                LocalFirst = true,
                Order = clusters.Select(cluster => new FailoverTier([new TierCluster(cluster)])).ToValueList(),
            };
        }

        return true;
    }

    private Workspace Expose(Workspace workspace, ServiceInfo service, ServiceRequest request, FailoverSettings? failover)
    {
        var name = new ServiceName(service.Name, service.Namespace);
        if (workspace.EastWestGateways.Any(gateway =>
            gateway.Services.Any(text => ServiceName.TryParse(text, gateway.Namespace, out ServiceName exposed) && exposed == name)))
        {
            return workspace;
        }

        EastWestGateway? home = request.Expose == "true" ? (workspace.EastWestGateways.IsEmpty ? null : workspace.EastWestGateways[0])
            : workspace.EastWestGateways.FirstOrDefault(gateway => gateway.Name == request.Expose);
        if (home is null)
        {
            string has = workspace.EastWestGateways.IsEmpty ? "none" : string.Join(", ",
                workspace.EastWestGateways.Select(gateway => gateway.Name));
            Report(AnnotationDiagnostics.AnnotationWithoutGateway, "", service,
                $"{prefix}/expose is '{request.Expose}', but of east-west gateways workspace '{workspace.Name}' has {has}.",
                    "Add an east-west gateway to the workspace, or correct its name.");
            return workspace;
        }

        // Services with an order of their own need settings of their own, and so an east-west gateway of their own on the same pods. One of
        // the model, or of a
        // service of the same name in another namespace, is not theirs.
        string own = failover is null ? home.Name : $"{home.Name}-{service.Name}";
        own = failover is not null && workspace.EastWestGateways.Any(gateway => gateway.Name == own) ? $"{own}-{service.Namespace}" : own;
        bool exists = failover is null;
        EastWestGateway target = exists ? home : home with { Name = own, Services = default, Selectors = default };
        EastWestGateway changed = target with
        {
            Services = target.Services.Add(name.ToString()),
            Settings = failover is null ? target.Settings : (target.Settings ?? new TrafficSettings()) with { Failover = failover },
        };
        return workspace with
        {
            EastWestGateways = exists
                ? workspace.EastWestGateways.Select(gateway => gateway.Name == own ? changed : gateway).ToValueList()
                : workspace.EastWestGateways.Add(changed),
        };
    }

    private Workspace Serve(Workspace workspace, ServiceInfo service, ServiceRequest request, FailoverSettings? failover, bool hasDomains)
    {
        if (workspace.Gateways.Any(gateway => gateway.Servers.Any(server => server.Hostname == request.Host)))
        {
            return workspace;
        }

        if (FaultOf(request.Host, hasDomains) is var (fault, help) && fault.Length > 0)
        {
            Report(AnnotationDiagnostics.InvalidAnnotationValue, "", service,
                $"Its annotations are not followed. Host '{request.Host}' {fault}.", help);
            return workspace;
        }

        WorkspaceGateway? home = request.Gateway.Length > 0
            ? workspace.Gateways.FirstOrDefault(gateway => gateway.Name == request.Gateway)
            : workspace.Gateways.Count == 1 ? workspace.Gateways[0] : null;
        if (home is null)
        {
            string has = workspace.Gateways.IsEmpty ? "none" : string.Join(", ", workspace.Gateways.Select(gateway => gateway.Name));
            Report(AnnotationDiagnostics.AnnotationWithoutGateway, "", service,
                $"It is unclear which gateway serves host '{request.Host}': workspace '{workspace.Name}' has {has}.",
                    $"Name one in {prefix}/gateway.");
            return workspace;
        }

        if (PortOf(service, request) is not { } port)
        {
            string has = string.Join(", ", service.Ports.Select(candidate => candidate.Number.ToString(CultureInfo.InvariantCulture)));
            Report(AnnotationDiagnostics.InvalidAnnotationValue, "", service,
                $"It is unclear which port serves host '{request.Host}': the Service has {has}.",
                    $"Write one of these numbers in {prefix}/port.");
            return workspace;
        }

        var server = new HttpServer
        {
            Name = home.Servers.Any(taken => taken.Name == service.Name) ? $"{service.Name}-{service.Namespace}" : service.Name,
            Hostname = request.Host,
            Settings = failover is null ? null : new TrafficSettings { Failover = failover },
            Routes = [new Route { Action = new ForwardAction { Destinations =
                [new ServiceDestination { Service = new ServiceName(service.Name, service.Namespace).ToString(), Port = port }] } }],
        };
        return workspace with
        {
            Gateways = workspace.Gateways.Select(gateway =>
                ReferenceEquals(gateway, home) ? gateway with { Servers = gateway.Servers.Add(server) } : gateway).ToValueList(),
        };
    }

    // Whoever may annotate a Service may not thereby have any host of the world.
    private (string Fault, string Help) FaultOf(string host, bool hasDomains) =>
        names.Fault(host) is { } fault ? (fault, "Ask for a host of your own, for example 'details.example.com'.")
        : hasDomains ? ("", "")
        : ("is not in the model, and the workspace has no domains in which its Services may ask for hosts",
            "Give the workspace, its tenant or the organization domains (WithDomains), or add the host to the model.");

    private static int? PortOf(ServiceInfo service, ServiceRequest request)
    {
        IEnumerable<ServicePortInfo> ports = service.Ports.Where(port => port.Protocol == "TCP");
        return request.Port.Length > 0
            ? ports.FirstOrDefault(port => port.Number.ToString(CultureInfo.InvariantCulture) == request.Port)?.Number
            : ports.Count() == 1 ? ports.First().Number : null;
    }

    public void Report(DiagnosticDescriptor descriptor, string cluster, ServiceInfo service, string message, string help)
    {
        string place = cluster.Length == 0 ? "" : $"clusters/{cluster}/";
        found.Add(descriptor.At($"{place}services/{service.Namespace}/{service.Name}", message, help));
    }
}

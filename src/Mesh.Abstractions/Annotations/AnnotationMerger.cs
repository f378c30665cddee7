using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Annotations;

/// <summary>Follows the wishes of all Services and puts them into the workspaces that own them.</summary>
internal sealed class AnnotationMerger(MeshModel model, string prefix)
{
    private readonly List<Diagnostic> _found = [];

    public AnnotatedModel Run(Inventory inventory)
    {
        ILookup<(string Tenant, string Workspace), (ServiceInfo Service, ServiceRequest Wish)> requests = Wishes(inventory).ToLookup(entry => entry.Home, entry => (entry.Service, entry.Wish));
        var tenants = model.Organization.Tenants
            .Select(tenant => tenant with { Workspaces = tenant.Workspaces.Select(workspace => Follow(workspace, requests[(tenant.Name, workspace.Name)])).ToValueList() })
            .ToValueList();
        return new AnnotatedModel(model with { Organization = model.Organization with { Tenants = tenants } }, new DiagnosticList(_found));
    }

    private IEnumerable<((string, string) Home, ServiceInfo Service, ServiceRequest Wish)> Wishes(Inventory inventory)
    {
        var all = from cluster in inventory.Clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal)
                  from service in cluster.Services
                  let wish = ServiceRequest.Of(service, prefix)
                  where !wish.IsEmpty
                  select (Cluster: cluster.Name, Service: service, Wish: wish);
        foreach (var same in all.GroupBy(entry => (entry.Service.Namespace, entry.Service.Name)).OrderBy(group => group.Key.Namespace, StringComparer.Ordinal).ThenBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var first = same.First();
            if (same.FirstOrDefault(entry => entry.Wish != first.Wish) is { Cluster: { } other })
            {
                Report(AnnotationDiagnostics.AnnotationsDiffer, first.Cluster, first.Service, $"Clusters {first.Cluster} and {other} annotate it differently; {first.Cluster} counts.", "Write the same annotations in every cluster.");
            }

            var homes = from tenant in model.Organization.Tenants
                        from workspace in tenant.Workspaces
                        where same.Any(entry => workspace.Namespaces.Any(selector => selector.Matches(entry.Cluster, entry.Service.Namespace)))
                        select (tenant.Name, workspace.Name);
            if (homes.Select(home => ((string, string)?)home).FirstOrDefault() is { } home)
            {
                yield return (home, first.Service, first.Wish);
            }
            else
            {
                Report(AnnotationDiagnostics.AnnotationWithoutWorkspace, first.Cluster, first.Service, $"No workspace owns namespace '{first.Service.Namespace}'.", "Add the namespace to a workspace, or remove the annotations.");
            }
        }
    }

    private Workspace Follow(Workspace workspace, IEnumerable<(ServiceInfo Service, ServiceRequest Wish)> requests)
    {
        foreach ((ServiceInfo service, ServiceRequest request) in requests)
        {
            if (!TryFallback(service, request, out FailoverSettings? failover))
            {
                continue;
            }

            workspace = request.Expose.Length > 0 ? Expose(workspace, service, request, failover) : workspace;
            workspace = request.Host.Length > 0 ? Serve(workspace, service, request, failover) : workspace;
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
            Report(AnnotationDiagnostics.InvalidAnnotationValue, "", service, $"{prefix}/fallback names cluster '{unknown}', which the model does not have.", $"Use some of: {known}.");
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
        if (workspace.EastWestGateways.Any(gateway => gateway.Services.Any(text => ServiceName.TryParse(text, gateway.Namespace, out ServiceName exposed) && exposed == name)))
        {
            return workspace;
        }

        EastWestGateway? home = request.Expose == "true" ? (workspace.EastWestGateways.IsEmpty ? null : workspace.EastWestGateways[0]) : workspace.EastWestGateways.FirstOrDefault(gateway => gateway.Name == request.Expose);
        if (home is null)
        {
            string has = workspace.EastWestGateways.IsEmpty ? "none" : string.Join(", ", workspace.EastWestGateways.Select(gateway => gateway.Name));
            Report(AnnotationDiagnostics.AnnotationWithoutGateway, "", service, $"{prefix}/expose is '{request.Expose}', but of east-west gateways workspace '{workspace.Name}' has {has}.", "Add an east-west gateway to the workspace, or correct its name.");
            return workspace;
        }

        // Services with an order of their own need settings of their own, and so an east-west gateway of their own on the same pods.
        string own = failover is null ? home.Name : $"{home.Name}-{service.Name}";
        bool exists = workspace.EastWestGateways.Any(gateway => gateway.Name == own);
        EastWestGateway target = exists ? workspace.EastWestGateways.First(gateway => gateway.Name == own) : home with { Name = own, Services = default, Selectors = default };
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

    private Workspace Serve(Workspace workspace, ServiceInfo service, ServiceRequest request, FailoverSettings? failover)
    {
        if (workspace.Gateways.Any(gateway => gateway.Servers.Any(server => server.Hostname == request.Host)))
        {
            return workspace;
        }

        WorkspaceGateway? home = request.Gateway.Length > 0
            ? workspace.Gateways.FirstOrDefault(gateway => gateway.Name == request.Gateway)
            : workspace.Gateways.Count == 1 ? workspace.Gateways[0] : null;
        if (home is null)
        {
            string has = workspace.Gateways.IsEmpty ? "none" : string.Join(", ", workspace.Gateways.Select(gateway => gateway.Name));
            Report(AnnotationDiagnostics.AnnotationWithoutGateway, "", service, $"It is unclear which gateway serves host '{request.Host}': workspace '{workspace.Name}' has {has}.", $"Name one in {prefix}/gateway.");
            return workspace;
        }

        if (PortOf(service, request) is not { } port)
        {
            string has = string.Join(", ", service.Ports.Select(candidate => candidate.Number.ToString(CultureInfo.InvariantCulture)));
            Report(AnnotationDiagnostics.InvalidAnnotationValue, "", service, $"It is unclear which port serves host '{request.Host}': the Service has {has}.", $"Write one of these numbers in {prefix}/port.");
            return workspace;
        }

        var server = new HttpServer
        {
            Name = home.Servers.Any(taken => taken.Name == service.Name) ? $"{service.Name}-{service.Namespace}" : service.Name,
            Hostname = request.Host,
            Settings = failover is null ? null : new TrafficSettings { Failover = failover },
            Routes = [new Route { Action = new ForwardAction { Destinations = [new ServiceDestination { Service = new ServiceName(service.Name, service.Namespace).ToString(), Port = port }] } }],
        };
        return workspace with
        {
            Gateways = workspace.Gateways.Select(gateway => ReferenceEquals(gateway, home) ? gateway with { Servers = gateway.Servers.Add(server) } : gateway).ToValueList(),
        };
    }

    private static int? PortOf(ServiceInfo service, ServiceRequest request)
    {
        IEnumerable<ServicePortInfo> ports = service.Ports.Where(port => port.Protocol == "TCP");
        return request.Port.Length > 0
            ? ports.FirstOrDefault(port => port.Number.ToString(CultureInfo.InvariantCulture) == request.Port)?.Number
            : ports.Count() == 1 ? ports.First().Number : null;
    }

    private void Report(DiagnosticDescriptor descriptor, string cluster, ServiceInfo service, string message, string help)
    {
        string place = cluster.Length == 0 ? "" : $"clusters/{cluster}/";
        _found.Add(descriptor.At($"{place}services/{service.Namespace}/{service.Name}", message, help));
    }
}

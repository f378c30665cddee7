using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Validation;

namespace Mesh.Annotations;

/// <summary>Follows the requests of all Services and puts them into the workspaces that own them, each only if the model has no more errors with it.</summary>
internal sealed class AnnotationMerger
{
    private readonly MeshModel _model;
    private readonly string _prefix;
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<(string Code, string Path, string Message)> _known;

    public AnnotationMerger(MeshModel model, string prefix)
    {
        _model = model;
        _prefix = prefix;
        // What is wrong with the model itself is nobody's request.
        _known = ModelValidator.Validate(model).Errors.Select(Key).ToHashSet();
    }

    public AnnotatedModel Run(Inventory inventory)
    {
        OwnedRequest[] requests = [.. Requests(inventory).Where(request => TryAlone(request))];
        return new AnnotatedModel(FollowAll(_model, requests), new DiagnosticList(_found));
    }

    /// <summary>Every request once for each workspace that owns its namespace: who owns it in another cluster has no say.</summary>
    private IEnumerable<OwnedRequest> Requests(Inventory inventory)
    {
        var all = from cluster in inventory.Clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal)
                  from service in cluster.Services
                  let request = ServiceRequest.Of(service, _prefix)
                  where !request.IsEmpty
                  select (Cluster: cluster.Name, Service: service, Request: request, Owner: OwnerOf(cluster.Name, service.Namespace));
        foreach (var same in all
            .GroupBy(entry => (entry.Owner, entry.Service.Namespace, entry.Service.Name))
            .OrderBy(group => group.Key.Namespace, StringComparer.Ordinal).ThenBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var first = same.First();
            if (same.Key.Owner is not { } owner)
            {
                Report(AnnotationDiagnostics.AnnotationWithoutWorkspace, first.Cluster, first.Service, $"No workspace owns namespace '{first.Service.Namespace}'.", "Add the namespace to a workspace, or remove the annotations.");
                continue;
            }

            if (same.FirstOrDefault(entry => entry.Request != first.Request) is { Cluster: { } other })
            {
                Report(AnnotationDiagnostics.AnnotationsDiffer, first.Cluster, first.Service, $"Clusters {first.Cluster} and {other} annotate it differently; {first.Cluster} counts.", "Write the same annotations in every cluster.");
            }

            yield return new OwnedRequest(owner.Tenant, owner.Workspace, first.Service, first.Request);
        }
    }

    private (string Tenant, string Workspace)? OwnerOf(string cluster, string namespaceName) =>
        (from tenant in _model.Organization.Tenants
         from workspace in tenant.Workspaces
         where workspace.Namespaces.Any(selector => selector.Matches(cluster, namespaceName))
         select ((string, string)?)(tenant.Name, workspace.Name)).FirstOrDefault();

    /// <summary>Whether a request can be followed as far as its own workspace tells. Its cost is that of the workspace, so that many wrong ones cost no more than right ones.</summary>
    private bool TryAlone(OwnedRequest request)
    {
        Organization organization = _model.Organization;
        MeshModel alone = _model with
        {
            Organization = organization with
            {
                Tenants = organization.Tenants.Where(tenant => tenant.Name == request.Tenant)
                    .Select(tenant => tenant with { Workspaces = tenant.Workspaces.Where(workspace => workspace.Name == request.Workspace).ToValueList() })
                    .ToValueList(),
            },
        };
        int findings = _found.Count;
        MeshModel larger = Merge(alone, [request]);
        if (_found.Count > findings)
        {
            return false;
        }

        HashSet<(string Code, string Path, string Message)> before = ModelValidator.Validate(alone).Errors.Select(Key).ToHashSet();
        return larger == alone || !TakesBack(request, ModelValidator.Validate(larger).Errors.Where(error => !before.Contains(Key(error))));
    }

    /// <summary>Follows requests together, and halves them where the model has errors with them: the cost grows with the number of wrong ones only.</summary>
    private MeshModel FollowAll(MeshModel model, ReadOnlySpan<OwnedRequest> requests)
    {
        if (requests.IsEmpty)
        {
            return model;
        }

        int findings = _found.Count;
        MeshModel larger = Merge(model, requests);
        Diagnostic[] errors = [.. ModelValidator.Validate(larger).Errors.Where(error => !_known.Contains(Key(error)))];
        if (errors.Length == 0 && _found.Count == findings)
        {
            return larger;
        }

        if (requests.Length > 1)
        {
            _found.RemoveRange(findings, _found.Count - findings);
            int half = requests.Length / 2;
            return FollowAll(FollowAll(model, requests[..half]), requests[half..]);
        }

        if (_found.Count == findings)
        {
            TakesBack(requests[0], errors);
        }

        return model;
    }

    private bool TakesBack(OwnedRequest request, IEnumerable<Diagnostic> errors)
    {
        if (errors.FirstOrDefault() is not { } error)
        {
            return false;
        }

        Report(AnnotationDiagnostics.InvalidAnnotationValue, "", request.Service, $"Its annotations are not followed. {error.Message}", error.Help);
        return true;
    }

    private MeshModel Merge(MeshModel model, ReadOnlySpan<OwnedRequest> requests)
    {
        var byOwner = requests.ToArray().ToLookup(request => (request.Tenant, request.Workspace));
        return model with
        {
            Organization = model.Organization with
            {
                Tenants = model.Organization.Tenants
                    .Select(tenant => tenant with { Workspaces = tenant.Workspaces.Select(workspace => Follow(workspace, byOwner[(tenant.Name, workspace.Name)])).ToValueList() })
                    .ToValueList(),
            },
        };
    }

    private static (string Code, string Path, string Message) Key(Diagnostic finding) => (finding.Code, finding.Path, finding.Message);

    private Workspace Follow(Workspace workspace, IEnumerable<OwnedRequest> requests)
    {
        foreach ((_, _, ServiceInfo service, ServiceRequest request) in requests)
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
        if (Array.Find(clusters, name => _model.Organization.Clusters.All(cluster => cluster.Name != name)) is { } unknown)
        {
            string known = string.Join(", ", _model.Organization.Clusters.Select(cluster => cluster.Name));
            Report(AnnotationDiagnostics.InvalidAnnotationValue, "", service, $"{_prefix}/fallback names cluster '{unknown}', which the model does not have.", $"Use some of: {known}.");
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
            Report(AnnotationDiagnostics.AnnotationWithoutGateway, "", service, $"{_prefix}/expose is '{request.Expose}', but of east-west gateways workspace '{workspace.Name}' has {has}.", "Add an east-west gateway to the workspace, or correct its name.");
            return workspace;
        }

        // Services with an order of their own need settings of their own, and so an east-west gateway of their own on the same pods. One of the model, or of a
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
            Report(AnnotationDiagnostics.AnnotationWithoutGateway, "", service, $"It is unclear which gateway serves host '{request.Host}': workspace '{workspace.Name}' has {has}.", $"Name one in {_prefix}/gateway.");
            return workspace;
        }

        if (PortOf(service, request) is not { } port)
        {
            string has = string.Join(", ", service.Ports.Select(candidate => candidate.Number.ToString(CultureInfo.InvariantCulture)));
            Report(AnnotationDiagnostics.InvalidAnnotationValue, "", service, $"It is unclear which port serves host '{request.Host}': the Service has {has}.", $"Write one of these numbers in {_prefix}/port.");
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

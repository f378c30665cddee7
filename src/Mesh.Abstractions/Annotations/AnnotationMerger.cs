using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Validation;

namespace Mesh.Annotations;

/// <summary>
/// Follows the requests of all Services and puts them into the workspaces that own them, each only if the model has no more errors with it.
/// </summary>
internal sealed class AnnotationMerger
{
    private readonly MeshModel _model;
    private readonly Inventory _inventory;
    private readonly string _prefix;
    private readonly List<Diagnostic> _found = [];
    private readonly HashSet<(string Code, string Path, string Message)> _known;
    private readonly RequestFollower _follower;

    public AnnotationMerger(MeshModel model, Inventory inventory, string prefix)
    {
        _model = model;
        _prefix = prefix;
        _inventory = inventory;
        _follower = new RequestFollower(model, ObservedNames.Of(model.Organization, inventory), prefix, _found);
        // What is wrong with the model itself is nobody's request.
        _known = ModelValidator.Validate(model).Errors.Select(Key).ToHashSet();
    }

    public AnnotatedModel Run()
    {
        OwnedRequest[] requests = [.. WithoutRivals([.. Requests().Where(request => TryAlone(request))])];
        return new AnnotatedModel(FollowAll(_model, requests), new DiagnosticList(_found));
    }

    /// <summary>Every request once for each workspace that owns its namespace: who owns it in another cluster has no say.</summary>
    private IEnumerable<OwnedRequest> Requests()
    {
        var all = from cluster in _inventory.Clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal)
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
                _follower.Report(
                    AnnotationDiagnostics.AnnotationWithoutWorkspace, first.Cluster, first.Service,
                    $"No workspace owns namespace '{first.Service.Namespace}'.",
                    "Add the namespace to a workspace, or remove the annotations.");
                continue;
            }

            if (same.FirstOrDefault(entry => entry.Request != first.Request) is { Cluster: { } other })
            {
                _follower.Report(
                    AnnotationDiagnostics.AnnotationsDiffer, first.Cluster, first.Service,
                    $"Clusters {first.Cluster} and {other} annotate it differently; {first.Cluster} counts.",
                    "Write the same annotations in every cluster.");
            }

            yield return new OwnedRequest(owner.Tenant, owner.Workspace, first.Service, first.Request);
        }
    }

    private (string Tenant, string Workspace)? OwnerOf(string cluster, string namespaceName) =>
        (from tenant in _model.Organization.Tenants
         from workspace in tenant.Workspaces
         from selector in workspace.Namespaces
         where selector.Matches(cluster, namespaceName)
         // Whoever takes all namespaces has none that somebody names.
         orderby selector.Namespace == "*"
         select ((string, string)?)(tenant.Name, workspace.Name)).FirstOrDefault();

    /// <summary>A host that two workspaces ask for is neither's: no order of names says whose it is.</summary>
    private IEnumerable<OwnedRequest> WithoutRivals(OwnedRequest[] requests)
    {
        var served = (from tenant in _model.Organization.Tenants
                      from workspace in tenant.Workspaces
                      from gateway in workspace.Gateways
                      from server in gateway.Servers
                      select (tenant.Name, workspace.Name, server.Hostname)).ToHashSet();
        ILookup<string, OwnedRequest> wanting = requests
            .Where(request => request.Request.Host.Length > 0
                && !served.Contains((request.Tenant, request.Workspace, request.Request.Host)))
            .ToLookup(request => request.Request.Host, StringComparer.Ordinal);
        foreach (OwnedRequest request in requests)
        {
            // Whose tenant was given domains has the host before others.
            OwnedRequest[] rivals = [.. wanting[request.Request.Host].Where(other => other == request || WasGiven(other)
                || !WasGiven(request))];
            if (!rivals.Contains(request)
                || Array.Find(rivals, other => (other.Tenant, other.Workspace) != (request.Tenant, request.Workspace)) is not { } rival)
            {
                yield return request;
                continue;
            }

            _follower.Report(
                AnnotationDiagnostics.InvalidAnnotationValue, "", request.Service,
                $"Its annotations are not followed. Service '{rival.Service.Namespace}/{rival.Service.Name}' of workspace "
                    + $"'{rival.Workspace}' asks for host '{request.Request.Host}' too.",
                "A host belongs to one workspace: ask for another, or write it into the model.");
        }
    }

    private bool WasGiven(OwnedRequest request) =>
        _model.Organization.Tenants.Any(tenant => tenant.Name == request.Tenant && !tenant.Domains.IsEmpty);

    /// <summary>
    /// Whether a request can be followed as far as its own workspace tells. Its cost is that of the workspace, so that many wrong ones cost
    /// no more than right ones.
    /// </summary>
    private bool TryAlone(OwnedRequest request)
    {
        Organization organization = _model.Organization;
        MeshModel alone = _model with
        {
            Organization = organization with
            {
                Tenants = organization.Tenants.Where(tenant => tenant.Name == request.Tenant)
                    .Select(tenant => tenant with
                    {
                        Workspaces = tenant.Workspaces.Where(workspace => workspace.Name == request.Workspace).ToValueList(),
                    })
                    .ToValueList(),
            },
        };
        int findings = _found.Count;
        MeshModel larger = _follower.Merge(alone, [request]);
        if (_found.Count > findings)
        {
            return false;
        }

        HashSet<(string Code, string Path, string Message)> before = ModelValidator.Validate(alone).Errors.Select(Key).ToHashSet();
        return larger == alone || !TakesBack(request, ModelValidator.Validate(larger).Errors.Where(error => !before.Contains(Key(error))));
    }

    /// <summary>
    /// Follows requests together, and halves them where the model has errors with them: the cost grows with the number of wrong ones only.
    /// </summary>
    private MeshModel FollowAll(MeshModel model, ReadOnlySpan<OwnedRequest> requests)
    {
        if (requests.IsEmpty)
        {
            return model;
        }

        int findings = _found.Count;
        MeshModel larger = _follower.Merge(model, requests);
        string[] owners = [.. requests.ToArray().Select(request => $"tenants/{request.Tenant}/workspaces/{request.Workspace}/").Distinct()];
        // What is then an error of somebody else's own is not the request's.
        Diagnostic[] errors = [.. ModelValidator.Validate(larger).Errors.Where(error => !_known.Contains(Key(error))
            && (!error.Path.StartsWith("tenants/", StringComparison.Ordinal)
                || owners.Any(owner => error.Path.StartsWith(owner, StringComparison.Ordinal))))];
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

        _follower.Report(
            AnnotationDiagnostics.InvalidAnnotationValue, "", request.Service, $"Its annotations are not followed. {error.Message}",
            error.Help);
        return true;
    }

    private static (string Code, string Path, string Message) Key(Diagnostic finding) => (finding.Code, finding.Path, finding.Message);
}

using Mesh.ApiServerDouble.Access;
using Mesh.ApiServerDouble.Discovery;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;
using Mesh.ApiServerDouble.Watching;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>From a request to its answer, in the server's order: open paths, rights, what is served, the verb.</summary>
internal sealed class Dispatcher(ServerState state, Func<string> address)
{
    private readonly Reviews _reviews = new(state);
    private readonly DiscoveryHandler _discovery = new(state, address);
    private readonly OpenApiHandler _openApi = new(state);
    private readonly ListHandler _lists = new(state);
    private readonly WatchHandler _watches = new(state);
    private readonly WriteHandler _writes = new(state);
    private readonly DeleteHandler _deletes = new(state);

    public Answer Dispatch(ApiRequest request)
    {
        try
        {
            return Route(request);
        }
        catch (ApiException exception)
        {
            return exception.ToAnswer();
        }
    }

    private Answer Route(ApiRequest request)
    {
        if (InfoHandler.Answer(request) is { } info)
        {
            return info;
        }

        if (_reviews.Answer(request) is { } review)
        {
            return review;
        }

        Route? route = Requests.Route.Parse(request.Path);
        if (route is null)
        {
            if (request.Account == Account.Anonymous)
            {
                throw new ApiException(403, "Forbidden", $"forbidden: User \"system:anonymous\" cannot get path \"{request.Path}\"", []);
            }

            return (request.Method == "GET" ? _discovery.Answer(request) ?? _openApi.Answer(request) : null) ?? NotServed();
        }

        string verb = Verb(request, route);
        Authorization.Require(state, request.Account, verb, route);
        ResourceType? type = state.Catalog.Find(route.Group, route.Resource);
        ResourceVersion? version = type?.Version(route.Version);
        bool isItem = route.Name.Length > 0;
        if (type is null || version is null || (route.Subresource.Length > 0 && !(route.Subresource == "status" && version.HasStatus))
            || (type.IsNamespaced && route.Namespace.Length == 0 && (isItem || request.Method is "POST" or "PATCH"))
            || (!type.IsNamespaced && route.Namespace.Length > 0))
        {
            return NotServed();
        }

        return verb switch
        {
            "list" => _lists.List(request, route, type),
            "watch" => _watches.Watch(request, route, type),
            "get" => Get(request, route, type),
            "create" => _writes.Create(request, route, type),
            "update" => _writes.Replace(request, route, type),
            "patch" => _writes.Patch(request, route, type),
            "delete" => _deletes.Delete(request, route, type),
            "deletecollection" => _deletes.DeleteAll(request, route, type),
            _ => throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []),
        };
    }

    private Answer Get(ApiRequest request, Route route, ResourceType type)
    {
        Representation form = new(request, type, route.Version);
        StoredObject? stored;
        lock (state.Store.Gate)
        {
            stored = state.Store.For(type.Qualified).Current.GetValueOrDefault(StoredObject.KeyOf(route.Namespace, route.Name));
        }

        return form.Object(200, stored ?? throw ApiException.NotFound(type.Qualified, route.Name));
    }

    private static string Verb(ApiRequest request, Route route) => (request.Method, route.Name.Length > 0) switch
    {
        ("GET", _) when request.Flag("watch") => "watch",
        ("GET", true) => "get",
        ("GET", false) => "list",
        ("POST", false) => "create",
        ("PUT", true) => "update",
        ("PATCH", _) => "patch",
        ("DELETE", true) => "delete",
        ("DELETE", false) => "deletecollection",
        _ => "",
    };

    private static Answer NotServed() => Answer.Text(404, "404 page not found\n");
}

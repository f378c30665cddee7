namespace Mesh.ApiServerDouble.Requests;

/// <summary>Refuses what an account may not do.</summary>
internal static class Authorization
{
    public static void Require(ServerState state, Account account, string verb, Route route)
    {
        string resource = route.Subresource.Length == 0 ? route.Resource : route.Resource + "/" + route.Subresource;
        string? home = route.Namespace.Length > 0 ? route.Namespace : null;
        if (state.Roles.May(account, verb, route.Group, resource, home, route.Name))
        {
            return;
        }

        string where = home is null ? "at the cluster scope" : $"in the namespace \"{home}\"";
        throw ApiException.Forbidden(Qualified(route), route.Name,
            $"User \"{account.Name}\" cannot {verb} resource \"{resource}\" in API group \"{route.Group}\" {where}");
    }

    private static string Qualified(Route route) => route.Group.Length == 0 ? route.Resource : route.Resource + "." + route.Group;
}

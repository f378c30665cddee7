using System.Collections;
using System.Globalization;

namespace Mesh.Istio.Access.Models;

/// <summary>Elements of lists of the model, and the names by which they are found again.</summary>
internal static class ModelNames
{
    public static object[] Elements(object? list) => list is null ? [] : [.. ((IEnumerable)list).Cast<object>()];

    public static string Of(object element) => element switch
    {
        Cluster cluster => cluster.Name,
        Tenant tenant => tenant.Name,
        Workspace workspace => workspace.Name,
        WorkspaceGateway gateway => gateway.Name,
        EastWestGateway gateway => gateway.Name,
        ServiceSettings settings => settings.Service,
        GatewayServer server => server.Name,
        Role role => role.Name,
        AccessBinding binding => binding.Name,
        _ => "",
    };

    /// <summary>The elements of two lists by name, first those of the new one. Of two of one name the second is another one.</summary>
    public static IEnumerable<(string Name, object? Old, object? New)> Pairs(object[] old, object[] now)
    {
        Dictionary<string, object> left = ByName(old);
        foreach ((string key, object item) in ByName(now))
        {
            yield return (Of(item), left.Remove(key, out object? known) ? known : null, item);
        }

        foreach (object item in left.Values)
        {
            yield return (Of(item), item, null);
        }
    }

    private static Dictionary<string, object> ByName(object[] elements)
    {
        var named = new Dictionary<string, object>(elements.Length, StringComparer.Ordinal);
        foreach (object element in elements)
        {
            // No name has a line feed in it that validation would let pass.
            string name = Of(element);
            for (int i = 1; !named.TryAdd(name, element); i++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{Of(element)}\n{i}");
            }
        }

        return named;
    }
}

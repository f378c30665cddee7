namespace Mesh.ApiServerDouble.Requests;

/// <summary>What the path of a resource names.</summary>
internal sealed record Route(string Group, string Version, string Resource)
{
    /// <summary>Empty: all namespaces or the cluster scope.</summary>
    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    /// <summary>Null when the path is not one of a resource.</summary>
    public static Route? Parse(string path)
    {
        string[] parts = path.Trim('/').Split('/');
        int start = parts switch
        {
            ["api", _, _, ..] => 1,
            ["apis", _, _, _, ..] => 2,
            _ => 0,
        };
        if (start == 0)
        {
            return null;
        }

        string group = start == 1 ? "" : parts[1];
        string version = parts[start];
        string[] rest = [.. parts[(start + 1)..].Select(Uri.UnescapeDataString)];
        return rest switch
        {
            ["namespaces", var ns, "status" or "finalize"] => new(group, version, "namespaces") { Name = ns, Subresource = rest[2] },
            ["namespaces", var ns, var resource] => new(group, version, resource) { Namespace = ns },
            ["namespaces", var ns, var resource, var name] => new(group, version, resource) { Namespace = ns, Name = name },
            ["namespaces", var ns, var resource, var name, var sub] =>
                new(group, version, resource) { Namespace = ns, Name = name, Subresource = sub },
            [var resource] => new(group, version, resource),
            [var resource, var name] => new(group, version, resource) { Name = name },
            [var resource, var name, var sub] => new(group, version, resource) { Name = name, Subresource = sub },
            _ => null,
        };
    }
}

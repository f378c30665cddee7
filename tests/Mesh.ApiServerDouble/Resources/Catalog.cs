namespace Mesh.ApiServerDouble.Resources;

/// <summary>What a server serves. A CRD that is created later is added.</summary>
internal sealed class Catalog
{
    private readonly SortedDictionary<string, ResourceType> _types = new(StringComparer.Ordinal);

    public Catalog(IEnumerable<ResourceType> types)
    {
        foreach (ResourceType type in types)
        {
            _types[type.Qualified] = type;
        }
    }

    public IEnumerable<ResourceType> Types
    {
        get
        {
            lock (_types)
            {
                return [.. _types.Values];
            }
        }
    }

    public void Add(ResourceType type)
    {
        lock (_types)
        {
            _types[type.Qualified] = type;
        }
    }

    public void Remove(string qualified)
    {
        lock (_types)
        {
            _types.Remove(qualified);
        }
    }

    public ResourceType? Find(string group, string plural)
    {
        lock (_types)
        {
            return _types.GetValueOrDefault(group.Length == 0 ? plural : plural + "." + group);
        }
    }

    public ResourceType? FindKind(string apiVersion, string kind)
    {
        int slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        string group = slash < 0 ? "" : apiVersion[..slash];
        return Types.FirstOrDefault(
            type => type.Group == group && type.Kind == kind && type.Version(apiVersion[(slash + 1)..]) is not null);
    }
}

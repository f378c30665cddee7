using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>What istiod looks at while it reads the Gateway API in one cluster.</summary>
internal sealed class ApiCluster
{
    private const string Group = "gateway.networking.k8s.io";
    private readonly ApiObject[] _objects;
    private readonly Dictionary<(string Namespace, string Name), ServiceInfo> _services;
    private readonly ClusterInventory _observed;

    public ApiCluster(ClusterResources resources, ClusterInventory observed)
    {
        _observed = observed;
        _objects =
        [
            .. resources.GatewayApi.Select(value => new ApiObject(value))
                .OrderBy(value => value.Created ?? DateTimeOffset.MaxValue)
                .ThenBy(value => value.Namespace, StringComparer.Ordinal)
                .ThenBy(value => value.Name, StringComparer.Ordinal),
        ];
        _services = observed.Services
            .GroupBy(service => (service.Namespace, service.Name))
            .ToDictionary(group => group.Key, group => group.First());
        Entries = resources.Objects.OfType<ServiceEntry>().ToValueList();
    }

    public ValueList<ServiceEntry> Entries { get; }

    /// <summary>Whether Services were observed, so that one that is not among them is none.</summary>
    public bool KnowsServices => _services.Count > 0;

    /// <summary>The objects of a kind, the oldest first.</summary>
    public IEnumerable<ApiObject> Of(params string[] kinds) => _objects.Where(value => kinds.Contains(value.Kind, StringComparer.Ordinal));

    public ServiceInfo? Service(string namespaceName, string name) => _services.GetValueOrDefault((namespaceName, name));

    public string HostOf(string namespaceName, string name) => $"{name}.{namespaceName}.svc.{_observed.DnsDomain}";

    /// <summary>The namespaces that a label selector means, in ordinal order.</summary>
    public IEnumerable<string> NamespacesOf(Field selector) => _observed.Namespaces
        .Where(value => LabelMatch.Matches(selector["matchLabels"].Texts, value.Labels)
            && selector["matchExpressions"].Items.All(condition => Holds(condition, value.Labels)))
        .Select(value => value.Name)
        .Order(StringComparer.Ordinal);

    /// <summary>Whether objects of a kind and namespace may name one of another namespace.</summary>
    public bool IsGranted(ApiObject from, string fromKind, string toKind, string toNamespace, string toName) =>
        from.Namespace == toNamespace || Of("ReferenceGrant").Where(grant => grant.Namespace == toNamespace).Any(
            grant => grant.Spec["from"].Items.Any(source => source["kind"].Text == fromKind && source["group"].Text == Group
                    && source["namespace"].Text == from.Namespace)
                && grant.Spec["to"].Items.Any(target => target["kind"].Text == toKind && (target["group"].Text ?? "").Length == 0
                    && (target["name"].Text is not { Length: > 0 } name || name == toName)));

    private static bool Holds(Field condition, ValueMap<string> labels)
    {
        bool has = labels.TryGetValue(condition["key"].Text ?? "", out string? value);
        return condition["operator"].Text switch
        {
            "In" => has && condition["values"].Items.Any(one => one.Text == value),
            "NotIn" => !has || condition["values"].Items.All(one => one.Text != value),
            "Exists" => has,
            "DoesNotExist" => !has,
            _ => false,
        };
    }
}

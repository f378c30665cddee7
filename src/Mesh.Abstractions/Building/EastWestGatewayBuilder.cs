using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes an east-west gateway: which services keep their name across clusters, and which pods are the gateway.</summary>
public sealed class EastWestGatewayBuilder : MetadataBuilder<EastWestGatewayBuilder>
{
    private readonly string _name;
    private readonly string _namespace;
    private readonly Dictionary<string, string> _workload = new(StringComparer.Ordinal);
    private readonly List<string> _services = [];
    private bool? _strict;
    private bool? _podToPod;
    private readonly List<ServiceSelector> _selectors = [];

    internal EastWestGatewayBuilder(string name, string namespaceName, string path, List<Diagnostic> problems)
        : base(path, problems) => (_name, _namespace) = (name, namespaceName);

    /// <summary>
    /// Adds a label that the gateway's pods carry. By default they are those of the workspace's only gateway in the namespace.
    /// </summary>
    /// <param name="key">The label's key, for example <c>app</c>.</param>
    /// <param name="value">The label's value.</param>
    /// <returns>The builder.</returns>
    public EastWestGatewayBuilder WithWorkload(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return Do(() => _workload[key] = value);
    }

    /// <summary>Exposes services by name, in every cluster that has them.</summary>
    /// <param name="names">Each <c>details</c> (in the gateway's namespace), <c>namespace/details</c> or a full DNS name.</param>
    /// <returns>The builder.</returns>
    public EastWestGatewayBuilder Services(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        string[] copy = [.. names];
        return Do(() => _services.AddRange(copy));
    }

    /// <summary>Exposes the services that carry a label.</summary>
    /// <param name="key">The label's key.</param>
    /// <param name="value">The label's value.</param>
    /// <param name="namespaces">Where to look: names, <c>*</c>, or beginnings with <c>*</c>; none
    /// means every namespace that the workspace owns.</param>
    /// <returns>The builder.</returns>
    public EastWestGatewayBuilder ServicesWithLabel(string key, string value, params string[] namespaces)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return ServicesWithLabels([new(key, value)], namespaces);
    }

    /// <summary>Exposes the services that carry all of some labels; calling it again adds services.</summary>
    /// <param name="labels">The labels, at least one.</param>
    /// <param name="namespaces">Where to look: names, <c>*</c>, or beginnings with <c>*</c>; none
    /// means every namespace that the workspace owns.</param>
    /// <returns>The builder.</returns>
    public EastWestGatewayBuilder ServicesWithLabels(ValueMap<string> labels, params string[] namespaces)
    {
        ArgumentNullException.ThrowIfNull(namespaces);
        var selector = new ServiceSelector { Labels = labels, Namespaces = namespaces.ToValueList() };
        return Do(() => _selectors.Add(selector));
    }

    /// <summary>
    /// Sends calls of the exposed services only where Mesh sends them, even where istiod reads other clusters: for data that must not
    /// leave.
    /// </summary>
    /// <returns>The builder.</returns>
    public EastWestGatewayBuilder Strict() => Do(() => _strict = true);

    /// <summary>
    /// Orders the pods that istiod reads from other clusters instead of leading calls through gateways: for one flat network whose istiods
    /// read each other. Possible orders: own cluster, then all others; own cluster, its region, one region, the rest; one cluster first for
    /// everybody.
    /// </summary>
    /// <returns>The builder.</returns>
    public EastWestGatewayBuilder PodToPod() => Do(() => _podToPod = true);

    internal EastWestGateway ToGateway() => new()
    {
        PodToPod = _podToPod,
        Strict = _strict,
        Name = _name,
        Namespace = _namespace,
        Workload = _workload.ToValueMap(),
        Services = _services.ToValueList(),
        Selectors = _selectors.ToValueList(),
        Settings = Settings,
        Labels = Labels,
        Annotations = Annotations,
    };
}

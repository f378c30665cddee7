using System.Globalization;

namespace Mesh.Inventories;

/// <summary>Declares a gateway: a Service and the pods behind it. Made by <see cref="InventoryClusterBuilder.AddGateway"/>.</summary>
public sealed class InventoryGatewayBuilder
{
    private readonly string _namespace;
    private readonly string _name;
    private readonly InventoryServiceBuilder _service;
    private readonly List<string?> _places = [];
    private ValueMap<string> _labels;
    private string _serviceAccount = "default";
    private bool _withoutPods;

    internal InventoryGatewayBuilder(string namespaceName, string name)
    {
        _namespace = namespaceName;
        _name = name;
        _service = new InventoryServiceBuilder(namespaceName, name);
    }

    /// <summary>Adds a label that the gateway's pods carry and its Service selects.</summary>
    /// <param name="label">The label's name; not one of those that tell a locality.</param>
    /// <param name="value">The label's value.</param>
    /// <returns>This builder.</returns>
    public InventoryGatewayBuilder WithWorkload(string label, string value)
    {
        LabelGuard.Check(label, value);
        _labels = _labels.With(label, value);
        _service.WithSelector(label, value);
        return this;
    }

    /// <summary>Gives the gateway an address inside its cluster.</summary>
    /// <param name="address">The IP address.</param>
    /// <returns>This builder.</returns>
    public InventoryGatewayBuilder WithClusterIp(string address)
    {
        _service.WithClusterIp(address);
        return this;
    }

    /// <summary>Gives the gateway an address by which other clusters reach it.</summary>
    /// <param name="address">The IP address or DNS name of its load balancer.</param>
    /// <returns>This builder.</returns>
    public InventoryGatewayBuilder WithExternalAddress(string address)
    {
        _service.WithExternalAddress(address);
        return this;
    }

    /// <summary>Adds ports, each named <c>port-NUMBER</c>.</summary>
    /// <param name="numbers">The ports' numbers, for example 80 and 15443.</param>
    /// <returns>This builder.</returns>
    public InventoryGatewayBuilder WithPorts(params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers)
        {
            _service.WithPort(number, string.Create(CultureInfo.InvariantCulture, $"port-{number}"));
        }

        return this;
    }

    /// <summary>Names the service account of the gateway's pods. Default: <c>default</c>.</summary>
    /// <param name="name">The service account in the gateway's namespace.</param>
    /// <returns>This builder.</returns>
    public InventoryGatewayBuilder WithServiceAccount(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _serviceAccount = name;
        return this;
    }

    /// <summary>
    /// Puts a pod of the gateway somewhere; called again it puts another one. Without it, one pod is where the cluster is.
    /// </summary>
    /// <param name="locality">The place, <c>region/zone/subzone</c>.</param>
    /// <returns>This builder.</returns>
    public InventoryGatewayBuilder At(string locality)
    {
        ArgumentNullException.ThrowIfNull(locality);
        _places.Add(locality);
        return this;
    }

    /// <summary>Leaves the gateway without any pod, as when it is scaled to zero.</summary>
    /// <returns>This builder.</returns>
    public InventoryGatewayBuilder WithoutPods()
    {
        _withoutPods = true;
        return this;
    }

    internal ServiceInfo BuildService() => _service.Build();

    internal IEnumerable<InventoryWorkloadBuilder> Pods()
    {
        if (_places.Count == 0)
        {
            _places.Add(null);
        }

        for (int i = 0; i < _places.Count && !_withoutPods; i++)
        {
            var pod = new InventoryWorkloadBuilder(_namespace, string.Create(CultureInfo.InvariantCulture, $"{_name}-{i}"));
            pod.WithServiceAccount(_serviceAccount).AsGateway();
            foreach ((string label, string value) in _labels)
            {
                pod.WithLabel(label, value);
            }

            yield return _places[i] is { } place ? pod.At(place) : pod;
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Inventories;

/// <summary>Declares a Service. Made by <see cref="InventoryClusterBuilder.AddService"/>.</summary>
public sealed class InventoryServiceBuilder
{
    private ServiceInfo _service;

    internal InventoryServiceBuilder(string namespaceName, string name) =>
        _service = new ServiceInfo { Namespace = namespaceName, Name = name };

    /// <summary>Adds a label that the Service's pods carry.</summary>
    /// <param name="label">The label's name.</param>
    /// <param name="value">The label's value.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithSelector(string label, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        ArgumentNullException.ThrowIfNull(value);
        return Set(_service with { Selector = _service.Selector.With(label, value) });
    }

    /// <summary>Adds a port.</summary>
    /// <param name="number">The port's number.</param>
    /// <param name="name">The port's name; Istio reads the protocol from it, for example <c>http</c> or <c>tcp-db</c>.</param>
    /// <param name="targetPort">The pods' port, a number or the name of a container port;
    /// <see langword="null"/> means the same number.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithPort(int number, string name = "", string? targetPort = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        OptionRange.RequirePort(number);
        return Set(
            _service with
            {
                Ports = _service.Ports.Add(
                new ServicePortInfo { Number = number, Name = name, TargetPort = targetPort ?? "" })
            });
    }

    /// <summary>Puts a port on every node, which makes the type of a Service without address outside <c>NodePort</c>.</summary>
    /// <param name="number">The number of a port of the Service that was declared before.</param>
    /// <param name="nodePort">The port of the nodes.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithNodePort(int number, int nodePort)
    {
        OptionRange.RequirePort(nodePort);
        return Set(_service with
        {
            Type = _service.Type == "ClusterIP" ? "NodePort" : _service.Type,
            Ports = _service.Ports.Select(port => port.Number == number ? port with { NodePort = nodePort } : port).ToValueList(),
        });
    }

    /// <summary>Gives the Service an address inside the cluster.</summary>
    /// <param name="address">The IP address.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithClusterIp(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        return Set(_service with { ClusterIps = _service.ClusterIps.Add(address) });
    }

    /// <summary>Gives the Service an address outside the cluster, which makes its type <c>LoadBalancer</c>.</summary>
    /// <param name="address">The IP address or DNS name.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithExternalAddress(string address)
    {
        ArgumentException.ThrowIfNullOrEmpty(address);
        return Set(_service with
        {
            Type = "LoadBalancer",
            ExternalAddresses = _service.ExternalAddresses.Add(address).Distinct().Order(StringComparer.Ordinal).ToValueList(),
        });
    }

    /// <summary>Makes the Service another name of a host (type <c>ExternalName</c>).</summary>
    /// <param name="host">The DNS name that it stands for.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithExternalName(string host)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return Set(_service with { Type = "ExternalName", ExternalName = host });
    }

    /// <summary>Makes the Service headless: its name stands for the pods themselves.</summary>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder AsHeadless() => Set(_service with { Headless = true });

    /// <summary>Adds a label.</summary>
    /// <param name="name">The label's name.</param>
    /// <param name="value">The label's value.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithLabel(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return Set(_service with { Labels = _service.Labels.With(name, value) });
    }

    /// <summary>Adds an annotation.</summary>
    /// <param name="name">The annotation's name.</param>
    /// <param name="value">The annotation's value.</param>
    /// <returns>This builder.</returns>
    public InventoryServiceBuilder WithAnnotation(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return Set(_service with { Annotations = _service.Annotations.With(name, value) });
    }

    internal ServiceInfo Build() => _service;

    private InventoryServiceBuilder Set(ServiceInfo service)
    {
        _service = service;
        return this;
    }
}

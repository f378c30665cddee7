using Mesh.Diagnostics;

namespace Mesh;

/// <summary>What TCP and TLS passthrough servers have in common: connections go to services, without routes.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class ForwardingServerBuilder<TBuilder> : ServerBuilder<TBuilder>
    where TBuilder : ForwardingServerBuilder<TBuilder>
{
    private readonly List<ServiceDestination> _destinations = [];

    private protected ForwardingServerBuilder(int port, string path, List<Diagnostic> problems)
        : base(port, path, problems)
    {
    }

    private protected ValueList<ServiceDestination> Destinations => _destinations.ToValueList();

    /// <summary>Sends connections to a service. Several calls share by weight.</summary>
    /// <param name="service">The service: <c>details</c> in the gateway's namespace, <c>namespace/details</c>, or its full name.</param>
    /// <param name="port">The service's port.</param>
    /// <param name="weight">The share; <see langword="null"/> for all destinations means equal shares.</param>
    /// <returns>The builder.</returns>
    public TBuilder RouteTo(string service, int port, int? weight = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Do(() => _destinations.Add(new ServiceDestination { Service = service, Port = port, Weight = weight }));
    }
}

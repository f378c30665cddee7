using Microsoft.Extensions.DependencyInjection;

namespace Mesh.Istio.Hosting;

/// <summary>Goes on with the services of Mesh.</summary>
public interface IMeshServicesBuilder
{
    /// <summary>The services.</summary>
    IServiceCollection Services { get; }
}

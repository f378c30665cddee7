using Microsoft.Extensions.DependencyInjection;

namespace Mesh.Istio.Hosting;

/// <summary>Adds to the services of Mesh what an application needs beside them, for example a reconciler.</summary>
public interface IMeshServicesBuilder
{
    /// <summary>The services.</summary>
    IServiceCollection Services { get; }
}

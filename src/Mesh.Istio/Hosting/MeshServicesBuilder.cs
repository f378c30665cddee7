using Microsoft.Extensions.DependencyInjection;

namespace Mesh.Istio.Hosting;

internal sealed record MeshServicesBuilder(IServiceCollection Services) : IMeshServicesBuilder;

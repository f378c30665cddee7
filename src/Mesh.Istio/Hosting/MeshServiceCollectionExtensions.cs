using System.Diagnostics.Metrics;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Hosting;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Mesh to the services of an application.</summary>
public static class MeshServiceCollectionExtensions
{
    /// <summary>
    /// Adds the services of Mesh: <see cref="MeshClusters"/>, <see cref="IstioGenerator"/>, <see cref="Planner"/>, <see cref="Applier"/>, <see cref="MeshTelemetry"/> and the
    /// options. May be called several times; every call goes on from the options of those before.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Gives the options; <see langword="null"/>: as they are.</param>
    /// <returns>What goes on.</returns>
    public static IMeshServicesBuilder AddMesh(this IServiceCollection services, Func<MeshOptions, MeshOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services, new MeshOptionsChange((options, _) => configure?.Invoke(options) ?? options));
    }

    /// <summary>Adds the services of Mesh with options from a configuration. What is wrong in it is said at the start of the host, all at once.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, for example <c>Mesh</c>; <c>docs/hosting.md</c> lists its keys.</param>
    /// <returns>What goes on.</returns>
    public static IMeshServicesBuilder AddMesh(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return Add(services, new MeshOptionsChange((options, problems) => ConfigurationReader.Read(section, options, problems)));
    }

    private static MeshServicesBuilder Add(IServiceCollection services, MeshOptionsChange change)
    {
        services.AddOptions<MeshOptions>().ValidateOnStart();
        services.AddSingleton(change);
        services.TryAddSingleton<IOptionsFactory<MeshOptions>, MeshOptionsFactory>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new MeshTelemetry(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<MeshClusters>();
        services.TryAddSingleton(provider => new IstioGenerator(Options(provider).Generator));
        services.TryAddSingleton(provider => new Planner(provider.GetRequiredService<MeshClusters>(), Options(provider).Apply));
        services.TryAddSingleton(provider => new Applier(provider.GetRequiredService<MeshClusters>(), Options(provider).Apply, provider.GetRequiredService<MeshTelemetry>()));
        return new MeshServicesBuilder(services);
    }

    internal static ReconcilerOptions Options(IServiceProvider provider)
    {
        ReconcilerOptions options = provider.GetRequiredService<IOptions<MeshOptions>>().Value.Reconciler;
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return options with
        {
            TimeProvider = options.TimeProvider == TimeProvider.System ? time : options.TimeProvider,
            Inventory = options.Inventory.TimeProvider == TimeProvider.System ? options.Inventory with { TimeProvider = time } : options.Inventory,
        };
    }
}

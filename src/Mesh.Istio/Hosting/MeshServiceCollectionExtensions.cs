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
    /// Adds the services of Mesh: <see cref="MeshClusters"/>, <see cref="IstioGenerator"/>, <see cref="Planner"/>, <see cref="Applier"/>,
    /// <see cref="MeshTelemetry"/> and the options. May be called several times. The options come from <c>Configure</c> and
    /// <c>PostConfigure</c> as for any other service.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>A builder for what belongs to Mesh.</returns>
    public static IMeshServicesBuilder AddMesh(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services);
    }

    /// <summary>Adds the services of Mesh with options from code.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; it finds them as the calls before left them.</param>
    /// <returns>A builder for what belongs to Mesh.</returns>
    public static IMeshServicesBuilder AddMesh(this IServiceCollection services, Action<MeshOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return Add(services);
    }

    /// <summary>Adds the services of Mesh with options that replace those of the calls before.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Gives other options: <c>options => options with { ... }</c>.</param>
    /// <returns>A builder for what belongs to Mesh.</returns>
    public static IMeshServicesBuilder AddMesh(this IServiceCollection services, Func<MeshOptions, MeshOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure<MeshOptions>(options => options.Set(configure(options)));
        return Add(services);
    }

    /// <summary>
    /// Adds the services of Mesh with options from a configuration. What is wrong in it is said at the start of the host, all at once.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, for example <c>Mesh</c>; <c>docs/hosting.md</c> lists its keys.</param>
    /// <returns>A builder for what belongs to Mesh.</returns>
    public static IMeshServicesBuilder AddMesh(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Configure<MeshOptions>(options => ConfigurationReader.Read(section, options));
        services.AddSingleton<IOptionsChangeTokenSource<MeshOptions>>(new SectionChanges(section));
        return Add(services);
    }

    private static MeshServicesBuilder Add(IServiceCollection services)
    {
        services.AddOptions<MeshOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MeshOptions>, MeshOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new MeshTelemetry(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<MeshClusters>();
        services.TryAddSingleton(provider => new IstioGenerator(Options(provider).Generator));
        services.TryAddSingleton(provider => new Planner(provider.GetRequiredService<MeshClusters>(), Options(provider).Apply));
        services.TryAddSingleton(
            provider => new Applier(
                provider.GetRequiredService<MeshClusters>(), Options(provider).Apply, provider.GetRequiredService<MeshTelemetry>()));
        return new MeshServicesBuilder(services);
    }

    internal static ReconcilerOptions Options(IServiceProvider provider)
    {
        MeshOptions given = provider.GetRequiredService<IOptions<MeshOptions>>().Value;
        ReconcilerOptions options = given.Reconciler.WithCommonNames(given.Names);
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return options with
        {
            TimeProvider = options.TimeProvider == TimeProvider.System ? time : options.TimeProvider,
            Inventory = options.Inventory.TimeProvider == TimeProvider.System ? options.Inventory with { TimeProvider = time }
                : options.Inventory,
        };
    }
}

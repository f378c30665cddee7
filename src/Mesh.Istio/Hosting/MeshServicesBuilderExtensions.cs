using Mesh;
using Mesh.Istio.Hosting;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a reconciler, its model and health checks to the services of Mesh.</summary>
public static class MeshServicesBuilderExtensions
{
    /// <summary>
    /// Adds a reconciler that runs as long as the host runs. It needs a model: <c>WithModel</c>, or <see cref="MeshOptions.ModelFolder"/>.
    /// </summary>
    /// <param name="builder">The services of Mesh.</param>
    /// <returns>The same.</returns>
    public static IMeshServicesBuilder AddReconciler(this IMeshServicesBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(provider => new MeshReconciler(
            provider.GetRequiredService<MeshClusters>(),
            provider.GetService<IModelSource>() ?? FolderOf(provider),
            MeshServiceCollectionExtensions.Options(provider),
            provider.GetService<ILogger<MeshReconciler>>(),
            provider.GetRequiredService<MeshTelemetry>()));
        builder.Services.AddHostedService<ReconcilerService>();
        return builder;
    }

    /// <summary>Sets the model.</summary>
    /// <param name="builder">The services of Mesh.</param>
    /// <param name="model">The model.</param>
    /// <returns>The same.</returns>
    public static IMeshServicesBuilder WithModel(this IMeshServicesBuilder builder, MeshModel model) =>
        builder.WithModel(new FixedModel(model));

    /// <summary>Sets where the model comes from.</summary>
    /// <param name="builder">The services of Mesh.</param>
    /// <param name="models">The source.</param>
    /// <returns>The same.</returns>
    public static IMeshServicesBuilder WithModel(this IMeshServicesBuilder builder, IModelSource models)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(models);
        builder.Services.AddSingleton(models);
        return builder;
    }

    /// <summary>
    /// Adds two checks: <c>mesh-clusters</c> asks every cluster, <c>mesh-reconciler</c> says whether the reconciler gets the clusters in
    /// sync; a replica on standby is healthy.
    /// </summary>
    /// <param name="builder">The health checks.</param>
    /// <returns>The same.</returns>
    public static IHealthChecksBuilder AddMesh(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .Add(new HealthCheckRegistration(
                "mesh-clusters", provider => new ClustersHealthCheck(provider.GetRequiredService<MeshClusters>()), null, ["mesh"]))
            .Add(new HealthCheckRegistration(
                "mesh-reconciler",
                provider => new ReconcilerHealthCheck(
                    provider.GetRequiredService<IOptions<MeshOptions>>(), provider.GetService<MeshReconciler>()),
                null,
                ["mesh"]));
    }

    private static ModelFolder FolderOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<MeshOptions>>().Value.ModelFolder is { } folder
            ? new ModelFolder(folder, time: provider.GetRequiredService<TimeProvider>())
            : throw new InvalidOperationException("The reconciler has no model: say WithModel(...), or set ModelFolder in the options.");
}

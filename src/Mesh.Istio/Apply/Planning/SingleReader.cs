using System.Collections.Concurrent;
using System.Text.Json;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>Reads single objects, where a list would be mostly of others.</summary>
/// <param name="api">The cluster.</param>
/// <param name="options">How many requests may be under way.</param>
/// <param name="take">Takes each that exists, from any thread.</param>
/// <param name="gaps">Takes what could not be read.</param>
internal sealed class SingleReader(
    ClusterApi api, ApplyOptions options, Action<ResourceKind, JsonElement> take,
    ConcurrentDictionary<(ResourceKind, string?), ApiResponse> gaps)
{
    public Task ReadAsync(IEnumerable<ObjectKey> keys, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken },
        async (key, token) =>
        {
            ApiResponse response = await api.GetAsync(key, token).ConfigureAwait(false);
            if (response.IsSuccess)
            {
                take(key.Kind, response.Body);
            }
            else if (response.Kind is not (ResponseKind.NotFound or ResponseKind.NamespaceMissing))
            {
                gaps[(key.Kind, response.Kind == ResponseKind.NotServed ? null : key.Namespace)] = response;
            }
        });
}

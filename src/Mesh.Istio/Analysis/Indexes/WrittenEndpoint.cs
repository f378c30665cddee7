using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>An endpoint that stands in a resource.</summary>
/// <param name="Object">The ServiceEntry or WorkloadEntry.</param>
/// <param name="Value">The endpoint.</param>
/// <param name="Labels">The labels that count.</param>
/// <param name="Path">The path in front of its fields.</param>
internal sealed record WrittenEndpoint(IstioObject Object, IWorkload Value, ValueMap<string> Labels, string Path)
{
    public string Address => Value.Address ?? "";

    public static IEnumerable<WrittenEndpoint> Of(AnalyzedCluster cluster) =>
        cluster.Objects.OfType<ServiceEntry>()
            .SelectMany(entry => entry.Endpoints.Select((endpoint, i) => new WrittenEndpoint(
                entry, endpoint, endpoint.Labels, cluster.PathOf(entry, string.Create(CultureInfo.InvariantCulture, $"endpoints[{i}].")))))
            .Concat(cluster.Objects.OfType<WorkloadEntry>()
                .Select(entry => new WrittenEndpoint(entry, entry, entry.Labels.With(entry.Metadata.Labels), $"{cluster.PathOf(entry)}/")));
}

using System.Text.Json.Serialization;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting.Serialization;
using Mesh.Serialization;

namespace Mesh.Istio.Pictures.Serialization;

/// <summary>The source-generated shape of pictures in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    IgnoreReadOnlyProperties = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(DiagnosticListConverter), typeof(EnumConverter<DiagnosticSeverity>), typeof(EnumConverter<TopologyNodeKind>),
        typeof(EnumConverter<TopologyArrowKind>), typeof(EnumConverter<TopologyChangeKind>), typeof(ValueListConverter<string>),
        typeof(ValueListConverter<TopologyCluster>), typeof(ValueListConverter<TopologyNode>), typeof(ValueListConverter<TopologyArrow>),
        typeof(ValueListConverter<TopologyChange>), typeof(ValueListConverter<TimelineBin>), typeof(ValueListConverter<TimelineMark>),
        typeof(ValueListConverter<long>), typeof(DurationConverter),
    ])]
[JsonSerializable(typeof(TopologyView))]
[JsonSerializable(typeof(TopologyDifference))]
[JsonSerializable(typeof(TopologyChange))]
[JsonSerializable(typeof(TopologyCluster))]
[JsonSerializable(typeof(TopologyNode))]
[JsonSerializable(typeof(TopologyArrow))]
[JsonSerializable(typeof(Timeline))]
[JsonSerializable(typeof(TimelineBin))]
[JsonSerializable(typeof(TimelineMark))]
[JsonSerializable(typeof(Diagnostic))]
internal sealed partial class TopologyJsonContext : JsonSerializerContext;

using System.Text.Json.Serialization;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting.Serialization;
using Mesh.Serialization;

namespace Mesh.Istio.Capacity.Serialization;

/// <summary>The source-generated shape of loads in JSON.</summary>
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
        typeof(LocalityConverter), typeof(DiagnosticListConverter), typeof(EnumConverter<DiagnosticSeverity>),
        typeof(ValueListConverter<string>), typeof(ValueListConverter<PodLoad>), typeof(ValueListConverter<ServiceLoad>),
        typeof(ValueListConverter<ClusterLoad>), typeof(ValueListConverter<LostDemand>), typeof(ValueListConverter<MissingPods>),
        typeof(ValueListConverter<ExcessDemand>),
    ])]
[JsonSerializable(typeof(LoadForecast))]
[JsonSerializable(typeof(LoadProof))]
[JsonSerializable(typeof(Shortfall))]
[JsonSerializable(typeof(LoadSensitivity))]
[JsonSerializable(typeof(PodLoad))]
[JsonSerializable(typeof(ServiceLoad))]
[JsonSerializable(typeof(ClusterLoad))]
[JsonSerializable(typeof(LostDemand))]
[JsonSerializable(typeof(MissingPods))]
[JsonSerializable(typeof(ExcessDemand))]
[JsonSerializable(typeof(Diagnostic))]
internal sealed partial class CapacityJsonContext : JsonSerializerContext;

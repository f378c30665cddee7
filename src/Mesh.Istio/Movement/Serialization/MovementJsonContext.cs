using System.Text.Json.Serialization;
using Mesh.Diagnostics;
using Mesh.Istio.Capacity;
using Mesh.Istio.Forecasting.Serialization;
using Mesh.Serialization;

namespace Mesh.Istio.Movement.Serialization;

/// <summary>The source-generated shape of plans in JSON.</summary>
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
        typeof(EnumConverter<MovementKind>), typeof(EnumConverter<MovementAction>), typeof(ValueListConverter<string>),
        typeof(ValueListConverter<MovementStep>), typeof(ValueListConverter<PodLoad>), typeof(ValueListConverter<ServiceLoad>),
        typeof(ValueListConverter<ClusterLoad>), typeof(ValueListConverter<LostDemand>), typeof(ValueListConverter<MissingPods>),
        typeof(ValueListConverter<ExcessDemand>),
    ])]
[JsonSerializable(typeof(MovementPlan))]
[JsonSerializable(typeof(MovementStep))]
[JsonSerializable(typeof(PodLoad))]
[JsonSerializable(typeof(ServiceLoad))]
[JsonSerializable(typeof(ClusterLoad))]
[JsonSerializable(typeof(LostDemand))]
[JsonSerializable(typeof(MissingPods))]
[JsonSerializable(typeof(ExcessDemand))]
[JsonSerializable(typeof(Diagnostic))]
internal sealed partial class MovementJsonContext : JsonSerializerContext;

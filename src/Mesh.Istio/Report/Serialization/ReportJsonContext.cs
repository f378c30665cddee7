using System.Text.Json.Serialization;
using Mesh.Diagnostics;
using Mesh.Istio.Capacity;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Serialization;
using Mesh.Istio.Pictures;
using Mesh.Serialization;

namespace Mesh.Istio.Report.Serialization;

/// <summary>The source-generated shape of reports in JSON.</summary>
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
        typeof(DiagnosticListConverter), typeof(LocalityConverter), typeof(DurationConverter), typeof(EnumConverter<DiagnosticSeverity>),
        typeof(EnumConverter<ForecastLossKind>), typeof(EnumConverter<ReportOutcomeKind>), typeof(EnumConverter<ReportChangeKind>),
        typeof(ValueListConverter<string>), typeof(ValueListConverter<int>), typeof(ValueListConverter<long>),
        typeof(ValueListConverter<ForecastShare>), typeof(ValueListConverter<ForecastLoss>), typeof(ValueListConverter<ForecastStep>),
        typeof(ValueListConverter<ReportFailure>), typeof(ValueListConverter<ReportRow>), typeof(ValueListConverter<ReportOutcome>),
        typeof(ValueListConverter<ReportProof>), typeof(ValueListConverter<ReportChange>), typeof(ValueListConverter<Timeline>),
        typeof(ValueListConverter<TimelineBin>), typeof(ValueListConverter<TimelineMark>), typeof(ValueListConverter<TopologyCluster>),
        typeof(ValueListConverter<LoadForecast>), typeof(ValueListConverter<PodLoad>), typeof(ValueListConverter<ServiceLoad>),
        typeof(ValueListConverter<ClusterLoad>), typeof(ValueListConverter<LostDemand>),
    ])]
[JsonSerializable(typeof(MeshReport))]
[JsonSerializable(typeof(ReportFailure))]
[JsonSerializable(typeof(ReportRow))]
[JsonSerializable(typeof(ReportOutcome))]
[JsonSerializable(typeof(ReportProof))]
[JsonSerializable(typeof(ReportChange))]
[JsonSerializable(typeof(ReportDifference))]
[JsonSerializable(typeof(ForecastShare))]
[JsonSerializable(typeof(ForecastLoss))]
[JsonSerializable(typeof(ForecastStep))]
[JsonSerializable(typeof(TopologyCluster))]
[JsonSerializable(typeof(Timeline))]
[JsonSerializable(typeof(TimelineBin))]
[JsonSerializable(typeof(TimelineMark))]
[JsonSerializable(typeof(LoadForecast))]
[JsonSerializable(typeof(PodLoad))]
[JsonSerializable(typeof(ServiceLoad))]
[JsonSerializable(typeof(ClusterLoad))]
[JsonSerializable(typeof(LostDemand))]
[JsonSerializable(typeof(Diagnostic))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;

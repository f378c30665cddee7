using System.Text.Json.Serialization;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Serialization;

namespace Mesh.Istio.Forecasting.Serialization;

/// <summary>The source-generated shape of forecasts in JSON.</summary>
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
        typeof(LocalityConverter), typeof(DiagnosticListConverter), typeof(EnumConverter<ForecastLossKind>),
        typeof(EnumConverter<DiagnosticSeverity>), typeof(EnumConverter<CallVerdict>), typeof(ValueListConverter<AccessStep>),
        typeof(ValueListConverter<string>), typeof(ValueListConverter<ForecastShare>), typeof(ValueListConverter<ForecastLoss>),
        typeof(ValueListConverter<ForecastStep>), typeof(ValueListConverter<ForecastTableRow>), typeof(ValueListConverter<Forecast>),
    ])]
[JsonSerializable(typeof(Forecast))]
[JsonSerializable(typeof(ForecastTable))]
[JsonSerializable(typeof(SurvivalProof))]
[JsonSerializable(typeof(AccessAnswer))]
[JsonSerializable(typeof(AccessStep))]
[JsonSerializable(typeof(ForecastShare))]
[JsonSerializable(typeof(ForecastLoss))]
[JsonSerializable(typeof(ForecastStep))]
[JsonSerializable(typeof(ForecastTableRow))]
[JsonSerializable(typeof(Diagnostic))]
internal sealed partial class ForecastJsonContext : JsonSerializerContext;

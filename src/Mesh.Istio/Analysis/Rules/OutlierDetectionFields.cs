using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Fields of outlierDetection that do not do what they seem to (istio <c>cluster_traffic_policy.go</c> applyOutlierDetection).
/// </summary>
internal sealed class OutlierDetectionFields : IAnalysisRule
{
    private const uint EnvoyDefault = 5;

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (DestinationRule rule in cluster.Objects.OfType<DestinationRule>())
            {
                foreach (PolicyScope scope in PolicyScope.Of(rule))
                {
                    if (scope.OutlierDetection is { } detection)
                    {
                        Check(detection, cluster.PathOf(rule, $"{scope.Field}.outlierDetection"), findings);
                    }
                }
            }
        }
    }

    private static void Check(OutlierDetection detection, string path, Findings findings)
    {
        CheckThresholds(detection, path, findings);
        // 1 means: of fewer than a hundred endpoints all are dead. Then all of them are better than none.
        if (detection.MinHealthPercent is > 1 and { } health)
        {
            findings.Add(
                AnalysisDiagnostics.EjectionNever,
                $"{path}.minHealthPercent",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"minHealthPercent is {health}: with fewer healthy endpoints in all priorities requests go to ejected ones too."),
                "Set minHealthPercent to 1.");
        }

        foreach ((string field,
            int? value) in (ReadOnlySpan<(string, int?)>)[("maxEjectionPercent", detection.MaxEjectionPercent),
                ("minHealthPercent", detection.MinHealthPercent)])
        {
            if (value is < 0 or > 100)
            {
                findings.Add(
                    AnalysisDiagnostics.PercentOutOfRange, $"{path}.{field}",
                    string.Create(CultureInfo.InvariantCulture, $"{field} is {value}; Istio refuses it."), "Set a value from 0 to 100.");
            }
        }

        if (detection.ConsecutiveErrors is not null)
        {
            findings.Add(
                AnalysisDiagnostics.ConsecutiveErrorsIgnored,
                $"{path}.consecutiveErrors",
                string.Create(CultureInfo.InvariantCulture, $"consecutiveErrors is {detection.ConsecutiveErrors}; istiod ignores it."),
                "Use consecutiveGatewayErrors or consecutive5xxErrors.");
        }
    }

    private static void CheckThresholds(OutlierDetection detection, string path, Findings findings)
    {
        bool countsAll = detection.Consecutive5xxErrors != 0;
        if (!countsAll && detection.ConsecutiveGatewayErrors is null or 0 && detection.SplitExternalLocalOriginErrors != true)
        {
            findings.Add(
                AnalysisDiagnostics.EjectionNever,
                path,
                "consecutive5xxErrors is 0 and consecutiveGatewayErrors is not set: nothing is ever ejected.",
                "Set consecutiveGatewayErrors, which counts 502, 503, 504 and failed connections.");
        }
        else if (countsAll && detection.ConsecutiveGatewayErrors is { } gateway
            && (gateway > (detection.Consecutive5xxErrors ?? EnvoyDefault) || gateway == detection.Consecutive5xxErrors))
        {
            string all = detection.Consecutive5xxErrors is { } stated ? stated.ToString(CultureInfo.InvariantCulture)
                : "5, Envoy's default";
            findings.Add(
                AnalysisDiagnostics.EjectionNever,
                $"{path}.consecutiveGatewayErrors",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"consecutiveGatewayErrors is {gateway} and consecutive5xxErrors {all}: every gateway error is a 5xx, so the second "
                        + $"ejects first."),
                "Set consecutiveGatewayErrors below consecutive5xxErrors, or consecutive5xxErrors to 0.");
        }
    }
}

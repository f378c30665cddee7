using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Settings that are fine alone but not together. What holds at a place counts, and the place that sets one of the two is told.
/// </summary>
internal sealed class ContradictionRule : IModelRule
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DefaultEjection = TimeSpan.FromSeconds(30);

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (SettingsEntry entry in model.Settings)
        {
            CheckRetries(entry, found);
            CheckTimeouts(entry, found);
            CheckOutlierDetection(entry, found);
            CheckOrder(entry, found);
        }

        foreach (ServerEntry entry in model.Servers)
        {
            CheckRoutes(entry, found);
        }
    }

    private static void CheckRetries(SettingsEntry entry, List<Diagnostic> found)
    {
        // Only together in one place: switching off what a farther place describes is what inheritance is for.
        if (entry.Own.Retries is { Attempts: 0, PerTryTimeout: { } perTry })
        {
            found.Add(ModelDiagnostics.RetriesOff.At(
                entry.At(SettingField.Attempts), $"attempts 0 switches retries off, but perTryTimeout is {GoDuration.Format(perTry)}.",
                "Remove one of the two."));
        }
    }

    private static void CheckTimeouts(SettingsEntry entry, List<Diagnostic> found)
    {
        TrafficSettings holds = entry.Effective.Settings;
        if (holds.RequestTimeout is not { } whole)
        {
            return;
        }

        bool isOwn = entry.Own.RequestTimeout is not null;
        CheckInside(
            holds.Retries?.Attempts == 0 ? null : holds.Retries?.PerTryTimeout, SettingField.PerTryTimeout,
            isOwn || entry.Own.Retries?.PerTryTimeout is not null);
        CheckInside(
            holds.ConnectionPool?.ConnectTimeout, SettingField.ConnectTimeout,
            isOwn || entry.Own.ConnectionPool?.ConnectTimeout is not null);

        void CheckInside(TimeSpan? inner, string field, bool isHere)
        {
            if (isHere && inner > whole)
            {
                found.Add(ModelDiagnostics.TimeoutOrder.At(
                    entry.At(entry.Own.RequestTimeout is null ? field : SettingField.RequestTimeout),
                    $"{field} {GoDuration.Format(inner.Value)} (set by {entry.SourceOf(
                        field)}) is longer than requestTimeout {GoDuration.Format(whole)} (set by {entry.SourceOf(
                            SettingField.RequestTimeout)}).",
                    "Shorten the one or lengthen the other."));
            }
        }
    }

    private static void CheckRoutes(ServerEntry entry, List<Diagnostic> found)
    {
        RetrySettings? retries = entry.Settings.Settings.Retries;
        if (retries?.PerTryTimeout is not { } perTry || retries.Attempts == 0)
        {
            return;
        }

        for (int i = 0; i < entry.Routes.Count; i++)
        {
            if (entry.Routes[i].Timeout is { } timeout && perTry > timeout)
            {
                found.Add(ModelDiagnostics.TimeoutOrder.At(
                    entry.AtRoute(i, "timeout"),
                    $"timeout {GoDuration.Format(timeout)} is shorter than perTryTimeout {GoDuration.Format(
                        perTry)}, which holds for the server.",
                    "Shorten the one or lengthen the other."));
            }
        }
    }

    private static void CheckOutlierDetection(SettingsEntry entry, List<Diagnostic> found)
    {
        if (entry.Own.OutlierDetection is not { } own || entry.Effective.Settings.OutlierDetection is not { } holds)
        {
            return;
        }

        if (own is { Sensitivity: { } word and not OutlierSensitivity.Custom, ConsecutiveGatewayErrors: { } number })
        {
            found.Add(ModelDiagnostics.SensitivityAndNumber.At(
                entry.At(SettingField.SensitivityWord),
                $"sensitivity '{word}' means {Sensitivity.ErrorsOf(
                    word)} gateway errors, but consecutiveGatewayErrors is {number}, which wins.",
                "Remove one of the two."));
        }

        if ((own.ConsecutiveGatewayErrors ?? own.Consecutive5xxErrors) is not null && holds.ConsecutiveGatewayErrors == 0
            && holds.Consecutive5xxErrors is null or 0)
        {
            found.Add(ModelDiagnostics.NothingEjected.At(
                entry.At(own.ConsecutiveGatewayErrors is null ? SettingField.Consecutive5xxErrors : SettingField.ConsecutiveGatewayErrors),
                "Neither gateway errors nor 5xx answers eject an endpoint, so nothing fails over.",
                "Leave consecutiveGatewayErrors out, or set it to 1 or more."));
        }

        TimeSpan interval = holds.Interval ?? DefaultInterval;
        TimeSpan ejection = holds.BaseEjectionTime ?? DefaultEjection;
        if ((own.Interval ?? own.BaseEjectionTime) is not null && ejection < interval)
        {
            found.Add(ModelDiagnostics.ShortEjection.At(
                entry.At(own.BaseEjectionTime is null ? SettingField.Interval : SettingField.BaseEjectionTime),
                $"baseEjectionTime {GoDuration.Format(ejection)} is shorter than interval {GoDuration.Format(
                    interval)}: endpoints come back only when they are looked at.",
                "Make the interval the shorter one."));
        }
    }

    private static void CheckOrder(SettingsEntry entry, List<Diagnostic> found)
    {
        if (entry.Own.Failover is { Order: not null, OrderByClient: null }
            && entry.Effective.Settings.Failover?.OrderByClient is { IsEmpty: false } byClient)
        {
            found.Add(ModelDiagnostics.HiddenOrder.At(
                entry.At(SettingField.Order),
                $"For clients in {string.Join(", ", byClient.Keys)} the order set by {entry.SourceOf(
                    SettingField.OrderByClient)} wins over this one.",
                "Set orderByClient here too; an empty one removes the farther one."));
        }
    }
}

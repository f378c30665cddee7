using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Durations are whole milliseconds, at least one: the CRDs and the webhook of Istio 1.30 refuse others.</summary>
internal sealed class DurationRule : IModelRule
{
    /// <summary>A hundred years; Go's durations, in which Kubernetes reads them, end at 292.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36_525);

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (SettingsEntry entry in model.Settings)
        {
            TrafficSettings own = entry.Own;
            Check(own.RequestTimeout, SettingField.RequestTimeout, entry, found);
            Check(own.Retries?.PerTryTimeout, SettingField.PerTryTimeout, entry, found);
            Check(own.OutlierDetection?.Interval, SettingField.Interval, entry, found);
            Check(own.OutlierDetection?.BaseEjectionTime, SettingField.BaseEjectionTime, entry, found);
            Check(own.ConnectionPool?.ConnectTimeout, SettingField.ConnectTimeout, entry, found);
            Check(own.ConnectionPool?.IdleTimeout, SettingField.IdleTimeout, entry, found);
            Check(own.ConnectionPool?.MaxConnectionDuration, SettingField.MaxConnectionDuration, entry, found);
            CheckSeconds(own.ConnectionPool?.KeepaliveTime, SettingField.KeepaliveTime, entry, found);
            CheckSeconds(own.ConnectionPool?.KeepaliveInterval, SettingField.KeepaliveInterval, entry, found);
        }

        foreach (ServerEntry entry in model.Servers)
        {
            for (int i = 0; i < entry.Routes.Count; i++)
            {
                if (entry.Routes[i].Timeout is { } timeout && !IsValid(timeout))
                {
                    Report(entry.AtRoute(i, "timeout"), "timeout", timeout, found);
                }
            }
        }
    }

    private static void Check(TimeSpan? duration, string field, SettingsEntry entry, List<Diagnostic> found)
    {
        if (duration is { } value && !IsValid(value))
        {
            Report(entry.At(field), field, value, found);
        }
    }

    /// <summary>Envoy counts them in seconds (<c>core.TcpKeepalive</c>), and istiod cuts the rest off.</summary>
    private static void CheckSeconds(TimeSpan? duration, string field, SettingsEntry entry, List<Diagnostic> found)
    {
        if (duration is { } value && (value < TimeSpan.FromSeconds(1) || value.Ticks % TimeSpan.TicksPerSecond != 0 || value > Longest))
        {
            found.Add(ModelDiagnostics.InvalidDuration.At(
                entry.At(field), $"{field} '{GoDuration.Format(value)}' is not whole seconds.",
                "Use whole seconds, at least '1s' and at most 100 years; leave it out for the default."));
        }
    }

    private static bool IsValid(TimeSpan duration) =>
        duration.Ticks >= TimeSpan.TicksPerMillisecond && duration.Ticks % TimeSpan.TicksPerMillisecond == 0 && duration <= Longest;

    private static void Report(string path, string field, TimeSpan value, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.InvalidDuration.At(
        path, $"{field} '{GoDuration.Format(value)}' is not a duration that Istio takes.",
        "Use whole milliseconds, at least '1ms' and at most 100 years; leave it out for the default."));
}

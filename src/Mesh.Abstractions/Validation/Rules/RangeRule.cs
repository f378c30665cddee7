using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Numbers of settings in their ranges.</summary>
internal sealed class RangeRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (SettingsEntry entry in model.Settings)
        {
            TrafficSettings own = entry.Own;
            Check(own.OutlierDetection?.ConsecutiveGatewayErrors, 0, int.MaxValue, SettingField.ConsecutiveGatewayErrors, entry, found);
            Check(own.OutlierDetection?.Consecutive5xxErrors, 0, int.MaxValue, SettingField.Consecutive5xxErrors, entry, found);
            Check(own.OutlierDetection?.MaxEjectionPercent, 1, 100, SettingField.MaxEjectionPercent, entry, found);
            Check(own.Retries?.Attempts, 0, 100, SettingField.Attempts, entry, found);
            Check(own.ConnectionPool?.MaxConnections, 1, int.MaxValue, SettingField.MaxConnections, entry, found);
            Check(own.ConnectionPool?.MaxRequests, 1, int.MaxValue, SettingField.MaxRequests, entry, found);
            Check(own.ConnectionPool?.MaxPendingRequests, 1, int.MaxValue, SettingField.MaxPendingRequests, entry, found);
            Check(own.ConnectionPool?.KeepaliveProbes, 1, int.MaxValue, SettingField.KeepaliveProbes, entry, found);
            Check(own.ConnectionPool?.MaxRequestsPerConnection, 1, int.MaxValue, SettingField.MaxRequestsPerConnection, entry, found);
        }
    }

    private static void Check(int? value, int min, int max, string field, SettingsEntry entry, List<Diagnostic> found)
    {
        if (value < min || value > max)
        {
            string range = max == int.MaxValue ? $"{min} or more" : $"{min} to {max}";
            found.Add(
                ModelDiagnostics.OutOfRange.At(
                    entry.At(field), $"{field} {value} is out of range.", $"Use {range}; leave it out for the default."));
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Numbers of settings in their ranges.</summary>
internal sealed class RangeRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (SettingsSite site in model.Settings)
        {
            TrafficSettings own = site.Own;
            Check(own.OutlierDetection?.ConsecutiveGatewayErrors, 0, int.MaxValue, SettingField.ConsecutiveGatewayErrors, site, found);
            Check(own.OutlierDetection?.Consecutive5xxErrors, 0, int.MaxValue, SettingField.Consecutive5xxErrors, site, found);
            Check(own.OutlierDetection?.MaxEjectionPercent, 1, 100, SettingField.MaxEjectionPercent, site, found);
            Check(own.Retries?.Attempts, 0, 100, SettingField.Attempts, site, found);
            Check(own.ConnectionPool?.MaxConnections, 1, int.MaxValue, SettingField.MaxConnections, site, found);
            Check(own.ConnectionPool?.MaxRequests, 1, int.MaxValue, SettingField.MaxRequests, site, found);
            Check(own.ConnectionPool?.MaxPendingRequests, 1, int.MaxValue, SettingField.MaxPendingRequests, site, found);
            Check(own.ConnectionPool?.KeepaliveProbes, 1, int.MaxValue, SettingField.KeepaliveProbes, site, found);
            Check(own.ConnectionPool?.MaxRequestsPerConnection, 1, int.MaxValue, SettingField.MaxRequestsPerConnection, site, found);
        }
    }

    private static void Check(int? value, int min, int max, string field, SettingsSite site, List<Diagnostic> found)
    {
        if (value < min || value > max)
        {
            string range = max == int.MaxValue ? $"{min} or more" : $"{min} to {max}";
            found.Add(ModelDiagnostics.OutOfRange.At(site.At(field), $"{field} {value} is out of range.", $"Use {range}; leave it out for the default."));
        }
    }
}

namespace Mesh.Istio.Generation;

/// <summary>The settings of single services by the services' names.</summary>
internal static class ServiceSettingsMap
{
    public static IReadOnlyDictionary<ServiceName, ServiceSettings> Of(Workspace workspace)
    {
        var map = new Dictionary<ServiceName, ServiceSettings>();
        foreach (ServiceSettings settings in workspace.ServiceSettings)
        {
            if (ServiceName.TryParse(settings.Service, "", out ServiceName name))
            {
                map[name] = settings;
            }
        }

        return map;
    }
}

using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes how clients treat one service.</summary>
public sealed class ServiceSettingsBuilder : SettingsBuilder<ServiceSettingsBuilder>
{
    private readonly string _service;

    internal ServiceSettingsBuilder(string service, string path, List<Diagnostic> problems)
        : base(path, problems) => _service = service;

    internal ServiceSettings ToSettings() => new() { Service = _service, Settings = Settings ?? new TrafficSettings() };
}

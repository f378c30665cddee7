using Mesh.Inventories;

namespace Mesh.Annotations;

/// <summary>What the annotations of a Service ask for; texts are empty where nothing is asked.</summary>
internal sealed record ServiceRequest(string Expose, string Host, string Gateway, string Port, string Fallback)
{
    public bool IsEmpty => Expose.Length == 0 && Host.Length == 0;

    public static ServiceRequest Of(ServiceInfo service, string prefix) => new(
        Value(service, prefix, "expose"), Value(service, prefix, "host"), Value(service, prefix, "gateway"), Value(service, prefix, "port"),
        Value(service, prefix, "fallback"));

    private static string Value(ServiceInfo service, string prefix, string key)
    {
        string name = $"{prefix}/{key}";
        string text = service.Annotations.TryGetValue(name, out string? annotation) ? annotation
            : service.Labels.TryGetValue(name, out string? label) ? label : "";
        return text.Trim() is "false" ? "" : text.Trim();
    }
}

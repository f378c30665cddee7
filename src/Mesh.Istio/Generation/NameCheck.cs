using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>Says which of a gateway's objects could not get their readable name.</summary>
internal static class NameCheck
{
    public static void Run(GatewayEntry entry, ICollection<Diagnostic> diagnostics)
    {
        string hash = StableHash.Of(entry.FullPath);
        if (ObjectNames.Gateway(entry) is { } name && name != $"{entry.Gateway.Name}-{hash}")
        {
            Report(entry.Path, $"The Gateway of '{entry.Gateway.Name}' is named '{name}'", diagnostics);
        }

        foreach (ServerEntry server in entry.Servers)
        {
            if (ObjectNames.VirtualService(server) is { } routes && routes != $"{entry.Gateway.Name}-{hash}-{server.Server.Name}")
            {
                Report(server.Path, $"The VirtualService of server '{server.Server.Name}' is named '{routes}'", diagnostics);
            }
        }
    }

    private static void Report(string path, string what, ICollection<Diagnostic> diagnostics) =>
        diagnostics.Add(GenerationDiagnostics.NameShortened.At(
            path, $"{what}, because the full name is longer than {ObjectNames.MaxLength} characters.",
            "Nothing; the name is stable. A shorter gateway or server name reads better."));
}

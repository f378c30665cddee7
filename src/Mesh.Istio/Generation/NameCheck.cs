using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>Says which of a gateway's objects could not get their readable name.</summary>
internal static class NameCheck
{
    public static void Run(GatewayEntry entry, ICollection<Diagnostic> diagnostics)
    {
        string hash = StableHash.Of(entry.Path);
        if (ObjectNames.Gateway(entry) is { } name && name != $"{entry.Gateway.Name}-{hash}")
        {
            Report(ModelPath.Short(entry.Path), $"The Gateway of '{entry.Gateway.Name}' is named '{name}'", diagnostics);
        }

        foreach (GatewayServer server in entry.Gateway.Servers)
        {
            if (ObjectNames.VirtualService(entry, server) is { } routes && routes != $"{entry.Gateway.Name}-{hash}-{server.Name}")
            {
                Report(ModelPath.Short(entry.ServerPath(server)), $"The VirtualService of server '{server.Name}' is named '{routes}'", diagnostics);
            }
        }
    }

    private static void Report(string path, string what, ICollection<Diagnostic> diagnostics) =>
        diagnostics.Add(GenerationDiagnostics.NameShortened.At(
            path, $"{what}, because the full name is longer than {ObjectNames.MaxLength} characters.", "Nothing; the name is stable. A shorter gateway or server name reads better."));
}

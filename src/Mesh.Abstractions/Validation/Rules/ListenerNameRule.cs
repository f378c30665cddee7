using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Listener names are unique inside an Istio Gateway (1.30, <c>validateServers</c>). A passthrough server <c>x</c> has <c>tls-x</c> and
/// <c>tls-mesh-x</c>, so a second one called <c>mesh-x</c> meets the first. A TCP server <c>x</c> has <c>tls-mesh-x</c> too.
/// </summary>
internal sealed class ListenerNameRule : IModelRule
{
    private const string Prefix = "mesh-";

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers.Where(entry =>
            entry.Server is TlsPassthroughServer && entry.Server.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            string other = entry.Server.Name[Prefix.Length..];
            if (entry.Gateway.Gateway.Servers.Any(server => server is TlsPassthroughServer or TcpServer && server.Name == other))
            {
                found.Add(ModelDiagnostics.ListenerNameConflict.At(
                    entry.At("name"),
                    $"name '{entry.Server.Name}' gives the listener 'tls-{entry.Server.Name}', which server '{other}' has too.",
                    "Rename one of the two servers."));
            }
        }
    }
}

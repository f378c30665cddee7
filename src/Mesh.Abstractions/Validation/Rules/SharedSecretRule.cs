using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Istio reads a server's Secret in the namespace of the gateway's pods. In a namespace that several workspaces share, only its name can
/// tell whose it is: it begins with the name of the workspace, or with that of its tenant, whose workspaces may share it.
/// </summary>
internal sealed class SharedSecretRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<(string, string), ServerEntry> servers in model.Servers
            .Where(entry => Secret(entry).Length > 0 && IsShared(entry.Gateway))
            .GroupBy(entry => (entry.Gateway.Gateway.Namespace, Secret(entry))))
        {
            WorkspaceEntry[] users = [.. servers.Select(entry => entry.Gateway.Workspace).Distinct()];
            foreach (ServerEntry entry in servers.Where(entry => !IsNamed(Secret(entry), entry.Gateway.Workspace)))
            {
                Report(entry, Array.Find(users, user => user != entry.Gateway.Workspace), found);
            }
        }
    }

    private static string Secret(ServerEntry entry) => (entry.Server as HttpsServer)?.Tls?.CredentialName ?? "";

    private static bool IsShared(GatewayEntry gateway) =>
        !gateway.Workspace.Owns(gateway.Gateway.Namespace) && gateway.Workspace.Uses(gateway.Gateway.Namespace);

    private static bool IsNamed(string secret, WorkspaceEntry user) =>
        IsNamed(secret, user.Workspace.Name) || IsNamed(secret, user.Tenant.Tenant.Name);

    private static bool IsNamed(string secret, string owner) =>
        secret == owner || secret.StartsWith($"{owner}-", StringComparison.Ordinal);

    private static void Report(ServerEntry entry, WorkspaceEntry? other, List<Diagnostic> found)
    {
        string path = entry.At("tls/credentialName"), secret = Secret(entry), place = entry.Gateway.Gateway.Namespace;
        string help = $"Call it '{entry.Gateway.Workspace.Workspace.Name}-{secret}', or put the gateway into a namespace of its own.";
        found.Add(other is null
            ? OwnershipDiagnostics.UnclearSecret.At(
                path, $"Secret '{secret}' is in namespace '{place}', which workspaces share; nothing says that it is this workspace's.",
                    help)
            : OwnershipDiagnostics.SecretOfTwo.At(
                path, $"Secret '{secret}' of the shared namespace '{place}' is also named by workspace '{other.Path}'.", help));
    }
}

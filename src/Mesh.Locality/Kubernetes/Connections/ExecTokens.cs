using System.Net.Http.Headers;
using k8s.Authentication;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// The token of an exec plugin, which is run again shortly before the token expires; of several requests that need a new one, one runs it.
/// </summary>
internal sealed class ExecTokens(ExecPlugin plugin, ExecCredential first, TimeProvider time) : ITokenProvider, IDisposable
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile ExecCredential _credential = first;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        ExecCredential credential = _credential;
        if (IsOver(credential))
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                credential = IsOver(_credential)
                    ? _credential = await plugin.RunAsync(cancellationToken).ConfigureAwait(false)
                    : _credential;
            }
            finally
            {
                _gate.Release();
            }
        }

        return new AuthenticationHeaderValue("Bearer", credential.Token);
    }

    /// <summary>
    /// A server refused a token: it was revoked, or the clocks differ. The plugin is asked for another, unless somebody has one already.
    /// </summary>
    public void Forget(string? refused)
    {
        ExecCredential credential = _credential;
        if (credential.Token == refused)
        {
            _credential = credential with { Expires = DateTimeOffset.MinValue };
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool IsOver(ExecCredential credential) => credential.Expires is { } expires && time.GetUtcNow() + Before > expires;
}

using Mesh.Istio.Apply.Objects;

namespace Mesh.Istio.Apply.Api;

/// <summary>Finds the words for a refused object.</summary>
internal static class RejectionExplainer
{
    private const string TypedPatch = "failed to create typed patch object";

    /// <summary>
    /// An apply with unknown fields or wrong types is answered with 500 and names only some of them, another selection each time. A create
    /// names all, always the same; it checks the object before it looks whether one exists. The create is a dry run.
    /// </summary>
    public static async Task<string> ExplainAsync(
        ClusterApi api, DesiredObject desired, ApiResponse rejected, CancellationToken cancellationToken)
    {
        if (!rejected.Message.Contains(TypedPatch, StringComparison.Ordinal))
        {
            return rejected.Message;
        }

        ApiResponse asked = await api.TryCreateAsync(desired, cancellationToken).ConfigureAwait(false);
        return asked.Kind == ResponseKind.Invalid ? asked.Message : rejected.Message;
    }
}

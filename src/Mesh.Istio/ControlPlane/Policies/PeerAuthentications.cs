using System.Globalization;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Policies;

/// <summary>
/// The mutual TLS mode that servers ask for, from the narrowest PeerAuthentication that says one (istio
/// <c>security/authn/policy_applier.go</c>).
/// </summary>
internal sealed class PeerAuthentications
{
    private readonly string _root;
    private readonly Dictionary<string, PeerAuthentication> _ofNamespace = new(StringComparer.Ordinal);
    private readonly ILookup<string, PeerAuthentication> _ofWorkloads;

    public PeerAuthentications(IEnumerable<PeerAuthentication> policies, string root)
    {
        _root = root;
        PeerAuthentication[] ordered = [.. policies.OrderByAge()];
        foreach (PeerAuthentication policy in ordered.Where(policy => !HasSelector(policy)))
        {
            _ofNamespace.TryAdd(policy.Metadata.Namespace ?? "", policy);
        }

        _ofWorkloads = ordered
            .Where(policy => HasSelector(policy) && policy.Metadata.Namespace != root)
            .ToLookup(policy => policy.Metadata.Namespace ?? "", StringComparer.Ordinal);
    }

    /// <summary>The mode of a namespace as a whole; <see langword="null"/> when no policy of the namespace or the mesh says.</summary>
    public MutualTlsMode? OfNamespace(string namespaceName)
    {
        MutualTlsMode? mesh = _ofNamespace.TryGetValue(_root, out PeerAuthentication? policy) ? Set(policy.Mtls) ?? MutualTlsMode.Permissive
            : null;
        return namespaceName != _root && _ofNamespace.TryGetValue(namespaceName, out policy)
            ? Set(policy.Mtls) ?? mesh ?? MutualTlsMode.Permissive
            : mesh;
    }

    /// <summary>Whether an endpoint's port refuses mutual TLS.</summary>
    public bool IsDisabled(string namespaceName, ValueMap<string> labels, int port) =>
        ModeOf(namespaceName, labels, port) == MutualTlsMode.Disable;

    /// <summary>
    /// The mode of a port of a pod: of the port, else of the workload, the namespace, the mesh; PERMISSIVE where none says.
    /// </summary>
    public MutualTlsMode ModeOf(string namespaceName, ValueMap<string> labels, int port)
    {
        MutualTlsMode mode = OfNamespace(namespaceName) ?? MutualTlsMode.Permissive;
        foreach (PeerAuthentication policy in _ofWorkloads[namespaceName])
        {
            if (Inventories.LabelMatch.Matches(policy.Selector!.MatchLabels, labels))
            {
                mode = Set(policy.Mtls) ?? mode;
                return policy.PortLevelMtls.TryGetValue(port.ToString(CultureInfo.InvariantCulture), out MutualTls? own) ? Set(own) ?? mode
                    : mode;
            }
        }

        return mode;
    }

    private static bool HasSelector(PeerAuthentication policy) => policy.Selector is { MatchLabels.IsEmpty: false };

    private static MutualTlsMode? Set(MutualTls? mtls) => mtls?.Mode is { } mode && mode != MutualTlsMode.Unset ? mode : null;
}

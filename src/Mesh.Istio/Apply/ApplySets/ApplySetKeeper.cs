using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.ApplySets;

/// <summary>
/// Keeps the parent of a cluster's set: before anything is applied it names all kinds and namespaces in which members are or will be, so
/// that whoever comes after a killed run finds them; after pruning only those that are left.
/// </summary>
internal sealed class ApplySetKeeper(ClusterApi api, ApplySetParent parent, ParentState state)
{
    private ParentState _state = state;

    /// <summary>Before applying.</summary>
    /// <param name="members">The members that are and those that will be.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The refusal; <see langword="null"/> when the parent is as needed.</returns>
    public Task<ApiResponse?> EnsureAsync(IReadOnlyCollection<ObjectKey> members, CancellationToken cancellationToken)
    {
        (HashSet<string> kinds, HashSet<string> namespaces) = Names(members);
        bool suffices = _state.Exists
            ? _state.IsOurs && kinds.IsSubsetOf(_state.GroupKinds) && namespaces.IsSubsetOf(_state.Namespaces)
            : members.Count == 0;
        kinds.UnionWith(_state.GroupKinds);
        namespaces.UnionWith(_state.Namespaces);
        return suffices ? Task.FromResult<ApiResponse?>(null) : WriteAsync(kinds, namespaces, cancellationToken);
    }

    /// <summary>After pruning.</summary>
    /// <param name="members">The members that are left.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The refusal; <see langword="null"/> when the parent is as needed.</returns>
    public Task<ApiResponse?> ShrinkAsync(IReadOnlyCollection<ObjectKey> members, CancellationToken cancellationToken)
    {
        (HashSet<string> kinds, HashSet<string> namespaces) = Names(members);
        // Of kinds that Mesh does not know, as in a set that was taken over, it cannot tell whether members are left.
        string[] unknown = [.. _state.GroupKinds.Where(kind => KindTable.FindGroupKind(kind) is null)];
        kinds.UnionWith(unknown);
        namespaces.UnionWith(unknown.Length == 0 ? [] : _state.Namespaces);
        return !_state.Exists || (kinds.SetEquals(_state.GroupKinds) && namespaces.SetEquals(_state.Namespaces))
            ? Task.FromResult<ApiResponse?>(null)
            : WriteAsync(kinds, namespaces, cancellationToken);
    }

    private (HashSet<string> Kinds, HashSet<string> Namespaces) Names(IReadOnlyCollection<ObjectKey> members) =>
        (members.Select(key => key.Kind.GroupKind).ToHashSet(StringComparer.Ordinal),
            members.Select(key => key.Namespace).OfType<string>().Where(name => name != parent.Namespace).ToHashSet(
                StringComparer.Ordinal));

    private async Task<ApiResponse?> WriteAsync(HashSet<string> kinds, HashSet<string> namespaces, CancellationToken cancellationToken)
    {
        if (!_state.Exists && parent.Group.Length > 0)
        {
            return new ApiResponse(
                ResponseKind.NotFound)
            { Message = "The parent does not exist; a custom resource is not created as the parent of a set." };
        }

        ApiResponse response = await api.ApplyParentAsync(parent, ParentState.Write(parent, kinds, namespaces), cancellationToken)
            .ConfigureAwait(false);
        if (!response.IsSuccess)
        {
            return response;
        }

        _state = new ParentState { IsOurs = true, GroupKinds = kinds.ToValueList(), Namespaces = namespaces.ToValueList() };
        return null;
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.ApplySets;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>
/// Reads what exists: the set's parent, then one list per kind, all at once; of a selection that is smaller than a page each object alone.
/// </summary>
internal sealed class LiveReader(ClusterApi api, ApplyOptions options, bool keepContent, ClusterSelection? selection = null)
{
    private readonly string _setId = options.ApplySet?.Id ?? "";

    public async Task<LiveState> ReadAsync(ValueList<DesiredObject> desired, CancellationToken cancellationToken)
    {
        (ParentState? parent, ApiResponse? failure) = await ReadParentAsync(cancellationToken).ConfigureAwait(false);
        var objects = desired.Where(one => one.Problem.Length == 0).ToDictionary(one => one.Key);
        var live = new ConcurrentDictionary<ObjectKey, LiveObject>();
        var others = new ConcurrentDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var gaps = new ConcurrentDictionary<(ResourceKind, string?), ApiResponse>();
        ILookup<ResourceKind, string?> namespaces = objects.Keys.ToLookup(key => key.Kind, key => key.Namespace);
        HashSet<ObjectKey>? selected = selection is null ? null : [.. objects.Keys, .. selection.Removed];
        var single = new SingleReader(api, options, Take, gaps);
        IEnumerable<Task> reads = selected is null
            ? KindsToList(namespaces, parent).Select(kind => ListAsync(kind, [.. namespaces[kind]], parent, Take, gaps, cancellationToken))
            : selected.GroupBy(key => key.Kind).Select(kind => IsListed(kind)
                ? ListAsync(kind.Key, [.. kind.Select(key => key.Namespace)], parent, Take, gaps, cancellationToken)
                : single.ReadAsync(kind, cancellationToken));
        await Task.WhenAll(reads).ConfigureAwait(false);
        return new LiveState
        {
            Live = live,
            RoutedByOthers = others,
            Gaps = gaps,
            Parent = parent,
            ParentFailure = failure,
            Others = selection?.Others,
        };

        void Take(ResourceKind kind, JsonElement item)
        {
            JsonElement metadata = item.GetProperty("metadata");
            var key = new ObjectKey(
                kind, kind.IsNamespaced ? LiveObject.Text(metadata, "namespace") : null, LiveObject.Text(metadata, "name"));
            bool isWanted = objects.TryGetValue(key, out DesiredObject? one), isApplied = false;
            // Of what was not selected nothing is known, so nothing of it may go.
            bool isOther = selected is null
                ? _setId.Length > 0 && kind.IsMember && LiveObject.Label(metadata, ApplySetNames.PartOf) == _setId
                : selected.Contains(key);
            if (isWanted || isOther)
            {
                isApplied = (live[key] = LiveObject.Read(key, item, one, options, keepContent)).IsApplied;
            }

            // Labels do not tell: whoever routes a host of ours could write Mesh's, or the set's.
            if (kind.Kind == nameof(VirtualService) && !isWanted && !isApplied)
            {
                foreach (string host in RenameCheck.PublicHosts(item))
                {
                    others[host] = $"{key.Namespace}/{key.Name}";
                }
            }
        }
    }

    // A page of a list costs what many single objects do. Whose routes stand beside those that go only a list tells.
    private bool IsListed(IGrouping<ResourceKind, ObjectKey> keys) => keys.Count() >= options.PageSize
        || (keys.Key.Kind == nameof(VirtualService) && selection!.Removed.Any(key => key.Kind == keys.Key));

    private async Task<(ParentState?, ApiResponse?)> ReadParentAsync(CancellationToken cancellationToken)
    {
        if (options.ApplySet is not { } parent)
        {
            return (null, null);
        }

        ApiResponse response = await api.GetParentAsync(parent, cancellationToken).ConfigureAwait(false);
        return response.Kind switch
        {
            ResponseKind.Ok => (ParentState.Read(response.Body, parent, options.ForceConflicts), null),
            ResponseKind.NotFound or ResponseKind.NamespaceMissing => (ParentState.Missing, null),
            _ => (null, response),
        };
    }

    // Without a parent that names the kinds with members, any kind of Istio's may have some: somebody may have deleted the parent, or its
    // annotation, alone. Roles and policies are asked for only where there are any, because the right to read them comes with them.
    private IEnumerable<ResourceKind> KindsToList(ILookup<ResourceKind, string?> wanted, ParentState? parent) => KindTable.All.Where(kind =>
        wanted.Contains(kind)
            || (kind.IsMember && options.Prune && parent is not null
            && ((!parent.NamesKinds && !kind.IsWhole) || parent.GroupKinds.Contains(kind.GroupKind, StringComparer.Ordinal))));

    private async Task ListAsync(
        ResourceKind kind,
        ValueList<string?> wanted,
        ParentState? parent,
        Action<ResourceKind, JsonElement> take,
        ConcurrentDictionary<(ResourceKind, string?), ApiResponse> gaps,
        CancellationToken cancellationToken)
    {
        // Where nothing is desired, only members matter.
        string? selector = wanted.IsEmpty ? $"{ApplySetNames.PartOf}={_setId}" : null;
        ApiResponse all = await api.ListAsync(kind, null, selector, item => take(kind, item), cancellationToken).ConfigureAwait(false);
        if (all.IsSuccess || (all.Kind == ResponseKind.NotServed && wanted.IsEmpty))
        {
            return;
        }

        if (all.Kind != ResponseKind.Forbidden || !kind.IsNamespaced)
        {
            gaps[(kind, null)] = all;
            return;
        }

        // A user with rights in some namespaces only: there members can be nowhere else either.
        IEnumerable<string> namespaces = wanted.OfType<string>().Concat(parent?.Namespaces ?? default);
        string[] homes = [.. (options.ApplySet?.Namespace is { } home && options.Prune ? namespaces.Append(home) : namespaces).Distinct(
            StringComparer.Ordinal)];
        await Task.WhenAll(homes.Select(async name =>
        {
            ApiResponse response = await api.ListAsync(kind, name, selector, item => take(kind, item), cancellationToken)
                .ConfigureAwait(false);
            if (!response.IsSuccess)
            {
                gaps[(kind, name)] = response;
            }
        })).ConfigureAwait(false);
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Storage;

/// <summary>
/// The store of one server: one revision counter for all resources, as in etcd. Everything happens under <see cref="Gate"/>;
/// the objects that come out never change.
/// </summary>
internal sealed class Store(string seed)
{
    private readonly SortedDictionary<string, ResourceStore> _resources = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _uids;

    public Lock Gate { get; } = new();

    public long Revision { get; private set; } = 1;

    /// <summary>Lists at an older revision and watches from it are refused.</summary>
    public long Compacted { get; private set; }

    public IEnumerable<(string Resource, ResourceStore Store)> Resources => _resources.Select(pair => (pair.Key, pair.Value));

    public ResourceStore For(string resource)
    {
        lock (Gate)
        {
            if (!_resources.TryGetValue(resource, out ResourceStore? store))
            {
                _resources[resource] = store = new();
            }

            return store;
        }
    }

    /// <summary>Completes with the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (Gate)
            {
                return _changed.Task;
            }
        }
    }

    public StoredObject Put(string resource, string @namespace, string name, JsonObject content)
    {
        lock (Gate)
        {
            StoredObject stored = Stamp(@namespace, name, content);
            For(resource).Put(stored);
            Signal();
            return stored;
        }
    }

    public StoredObject Remove(string resource, StoredObject current, JsonObject? last = null)
    {
        lock (Gate)
        {
            StoredObject gone = Stamp(current.Namespace, current.Name, last ?? current.Content.Copy());
            For(resource).Remove(gone);
            Signal();
            return gone;
        }
    }

    public void Advance(long revision)
    {
        lock (Gate)
        {
            Revision = Math.Max(Revision, revision);
        }
    }

    public void Compact(long revision)
    {
        lock (Gate)
        {
            Compacted = Math.Max(Compacted, Math.Min(revision, Revision));
            foreach (ResourceStore store in _resources.Values)
            {
                store.Compact(Compacted);
            }
        }
    }

    /// <summary>A uid that is a function of the server's name and the number of uids before.</summary>
    public string NextUid()
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{Interlocked.Increment(ref _uids)}"));
        hash[7] = (byte)((hash[7] & 0x0f) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }

    private StoredObject Stamp(string @namespace, string name, JsonObject content)
    {
        Revision++;
        content.Ensure("metadata")["resourceVersion"] = Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new(@namespace, name, JsonValues.Sorted(content)!.AsObject(), Revision);
    }

    private void Signal()
    {
        TaskCompletionSource changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}

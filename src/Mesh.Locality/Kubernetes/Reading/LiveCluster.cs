using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;

namespace Mesh.Kubernetes.Reading;

/// <summary>What is known of one live cluster, kept object by object. Safe for concurrent use.</summary>
internal sealed class LiveCluster
{
    private readonly Lock _gate = new();
    private readonly ClusterReader _facts;
    private readonly Dictionary<string, List<Diagnostic>> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<LiveScope, ScopeState> _scopes = [];
    private LiveSnapshot? _assembled;

    public LiveCluster(string name, LiveInventoryOptions options)
    {
        _facts = new ClusterReader(name) { IstioNamespaces = options.IstioNamespaces };
        foreach (LiveScope scope in LiveScope.Of(options))
        {
            _scopes.Add(scope, new ScopeState());
        }
    }

    public string Name => _facts.Cluster;

    /// <summary>Whether every scope was read, or reading it failed.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_gate)
            {
                return _scopes.Values.All(state => state.WasRead || state.Failure is not null);
            }
        }
    }

    /// <summary>The scopes whose reading has not begun.</summary>
    public IReadOnlyList<LiveScope> TakeNewScopes()
    {
        lock (_gate)
        {
            LiveScope[] fresh = [.. _scopes.Where(scope => !scope.Value.Begun).Select(scope => scope.Key)];
            foreach (LiveScope scope in fresh)
            {
                _scopes[scope].Begun = true;
            }

            return fresh;
        }
    }

    /// <summary>Replaces what is known of a scope by a new list.</summary>
    public void Replace(LiveScope scope, LiveList list, DateTimeOffset now)
    {
        lock (_gate)
        {
            ScopeState state = _scopes[scope];
            foreach ((string Namespace, string Name) key in state.Keys)
            {
                Forget(scope.Kind, key);
            }

            state.Keys = list.Keys;
            state.CurrentAt = now;
            state.Failure = null;
            _facts.KnowsSecrets |= scope.Kind.OnlyOnRequest;
            _facts.KnowsCapacity |= scope.Kind.OnlyForCapacity;
            Take(scope.Kind, list.Objects);
        }
    }

    /// <summary>Puts an object that was created or changed.</summary>
    public void Put(LiveScope scope, DocumentNode node)
    {
        var reader = new ClusterReader(Name) { IstioNamespaces = _facts.IstioNamespaces };
        (string Namespace, string Name) key = LiveObject.Read(reader, scope.Kind, node);
        lock (_gate)
        {
            Forget(scope.Kind, key);
            _scopes[scope].Keys.Add(key);
            Take(scope.Kind, reader);
        }
    }

    /// <summary>Forgets an object that was deleted.</summary>
    public void Remove(LiveScope scope, DocumentNode node)
    {
        (string Namespace, string Name) key = LiveObject.Read(new ClusterReader(Name), scope.Kind, node);
        lock (_gate)
        {
            Forget(scope.Kind, key);
            _scopes[scope].Keys.Remove(key);
            _assembled = null;
        }
    }

    /// <summary>Remembers when the facts of a scope were those of the cluster.</summary>
    public void Confirm(LiveScope scope, DateTimeOffset now)
    {
        lock (_gate)
        {
            // While it fails, the finding names the time; it is put right when the failure ends.
            _scopes[scope].CurrentAt = now;
        }
    }

    /// <summary>Remembers that a scope cannot be read or followed at the moment; <see langword="null"/>: it can again.</summary>
    public void Report(LiveScope scope, ClusterRequestFailure? failure)
    {
        lock (_gate)
        {
            if (_scopes[scope].Failure != failure)
            {
                _scopes[scope].Failure = failure;
                _assembled = null;
            }
        }
    }

    /// <summary>Joins the facts; the same object as before when nothing has changed since.</summary>
    public LiveSnapshot Assemble()
    {
        lock (_gate)
        {
            return _assembled ??= Join();
        }
    }

    private LiveSnapshot Join()
    {
        if (_scopes.Values.All(state => !state.WasRead))
        {
            return new LiveSnapshot(
                null, [LiveFindings.OfCluster(
                    Name, _scopes.Select(scope => (scope.Key, scope.Value.Failure ?? LiveFindings.NoAnswerYet)))]);
        }

        var findings = new Findings();
        foreach (Diagnostic finding in _findings.Values.SelectMany(found => found))
        {
            findings.Add(finding);
        }

        ClusterInventory inventory = ClusterAssembler.Assemble(_facts, findings);
        IEnumerable<Diagnostic> failures = _scopes
            .Where(scope => (scope.Value.Failure is not null || !scope.Value.WasRead) && !IsAbsent(scope.Key, scope.Value.Failure))
            .Select(scope =>
                LiveFindings.OfScope(Name, scope.Key, scope.Value.Failure ?? LiveFindings.NoAnswerYet, scope.Value.CurrentAt) with
                {
                    Concerns = scope.Key.Namespace.Length == 0 || _facts.IstioNamespaces.Contains(scope.Key.Namespace) ? []
                    : [$"{Name}/{scope.Key.Namespace}"],
                });
        return new LiveSnapshot(inventory, [.. findings.Items, .. failures]);
    }

    // A cluster that does not serve a kind of Istio's has no object of it.
    private static bool IsAbsent(LiveScope scope, ClusterRequestFailure? failure) =>
        scope.Kind.IsBeside && failure?.Kind == ClusterFailureKind.NotServed;

    private void Take(LiveKind kind, ClusterReader reader)
    {
        _assembled = null;
        _facts.TableOf(kind.Kind).TakeFrom(reader.TableOf(kind.Kind));
        foreach (IGrouping<string, Diagnostic> found in reader.Findings.Items.GroupBy(finding => finding.Path, StringComparer.Ordinal))
        {
            _findings[found.Key] = [.. found];
        }
    }

    private void Forget(LiveKind kind, (string Namespace, string Name) key)
    {
        _facts.TableOf(kind.Kind).Remove(key.Namespace, key.Name);
        if (_findings.Count > 0)
        {
            _findings.Remove(LiveObject.PathOf(Name, kind, key));
        }
    }

    private sealed class ScopeState
    {
        public HashSet<(string Namespace, string Name)> Keys { get; set; } = [];

        public bool Begun { get; set; }

        /// <summary>When the facts were last those of the cluster; never, if it was not read yet.</summary>
        public DateTimeOffset? CurrentAt { get; set; }

        public bool WasRead => CurrentAt is not null;

        public ClusterRequestFailure? Failure { get; set; }
    }
}

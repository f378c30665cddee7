using Mesh.Diagnostics;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply.Execution;

/// <summary>
/// What has happened in a cluster so far. Whenever a run ends, however it ends, this is the truth. Safe for concurrent use.
/// </summary>
internal sealed class RunReport(string cluster, IProgress<AppliedObject>? progress)
{
    private readonly Lock _gate = new();
    private readonly List<ObjectKey> _order = [];
    private readonly Dictionary<ObjectKey, AppliedObject> _objects = [];
    private readonly List<AppliedObject> _besides = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<ObjectKey, ValueList<AdoptedField>> _adopted = [];
    private IProgress<AppliedObject>? _progress = progress;

    /// <summary>An object whose turn has not come.</summary>
    public void Expect(ObjectKey key, ApplyOutcome outcome, string message)
    {
        lock (_gate)
        {
            if (_objects.TryAdd(key, Entry(key, outcome, message)))
            {
                _order.Add(key);
            }
        }
    }

    /// <summary>An object that is not what its key names: the second of two of the same name.</summary>
    public void AddBeside(ObjectKey key, ObjectOutcome outcome)
    {
        lock (_gate)
        {
            _besides.Add(Entry(key, outcome.Outcome, outcome.Message));
            AddFinding(key, outcome);
        }
    }

    /// <summary>The fields of an object whose live value stays; said once however many rounds there are.</summary>
    public void Adopt(ObjectKey key, ValueList<AdoptedField> fields, IEnumerable<Diagnostic> findings)
    {
        lock (_gate)
        {
            _adopted[key] = fields;
            _diagnostics.AddRange(findings.Where(finding => !_diagnostics.Contains(finding)));
        }
    }

    public void Set(ObjectKey key, ObjectOutcome outcome)
    {
        AppliedObject entry;
        lock (_gate)
        {
            entry = Entry(key, outcome.Outcome, outcome.Message, outcome.Conflicts) with
            {
                Adopted = _adopted.GetValueOrDefault(key),
            };
            if (outcome.Outcome == ApplyOutcome.Unchanged
                && _objects.TryGetValue(key, out AppliedObject? before) && before.Outcome is ApplyOutcome.Created or ApplyOutcome.Updated)
            {
                // An earlier round wrote it.
                return;
            }

            if (!_objects.ContainsKey(key))
            {
                _order.Add(key);
            }

            _objects[key] = entry;
            AddFinding(key, outcome);
        }

        Report(entry);
    }

    public void Add(params IEnumerable<Diagnostic> diagnostics)
    {
        lock (_gate)
        {
            _diagnostics.AddRange(diagnostics);
        }
    }

    /// <summary>Whether one of these objects is not in sync.</summary>
    public bool HasFailure(IEnumerable<ObjectKey> keys)
    {
        lock (_gate)
        {
            return keys.Any(key => !_objects[key].IsInSync);
        }
    }

    /// <summary>Whether something went wrong with the cluster as a whole.</summary>
    public bool HasErrors
    {
        get
        {
            lock (_gate)
            {
                return _diagnostics.Exists(finding => finding.Severity == DiagnosticSeverity.Error);
            }
        }
    }

    public ClusterResult ToResult()
    {
        lock (_gate)
        {
            return new ClusterResult(cluster)
            {
                Objects = _order.Select(key => _objects[key]).Concat(_besides).ToValueList(),
                Diagnostics = new DiagnosticList(_diagnostics),
            };
        }
    }

    private void Report(AppliedObject entry)
    {
        try
        {
            Volatile.Read(ref _progress)?.Report(entry);
        }
#pragma warning disable CA1031 // The user's callback may throw anything, and what has been done must be reported nevertheless.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (Interlocked.Exchange(ref _progress, null) is not null)
            {
                Add(ApplyDiagnostics.ProgressFailed.At(
                    cluster, e.Message, "Repair the IProgress<AppliedObject> that was given to the applier."));
            }
        }
    }

    private AppliedObject Entry(ObjectKey key, ApplyOutcome outcome, string message, ValueList<FieldConflict> conflicts = default) =>
        new()
        {
            Cluster = cluster,
            Kind = key.Kind.Kind,
            Namespace = key.Namespace,
            Name = key.Name,
            Outcome = outcome,
            Conflicts = conflicts,
            Message = message,
        };

    private void AddFinding(ObjectKey key, ObjectOutcome outcome)
    {
        if (outcome.Finding == Finding.None)
        {
            return;
        }

        string message = string.Join(" ", new[] { outcome.Message, string.Join("; ", outcome.Conflicts) }.Where(text => text.Length > 0));
        if (outcome.Finding.At(cluster, key.Kind.Kind, key.Namespace, key.Name, message) is { } finding)
        {
            _diagnostics.Add(finding);
        }
    }
}

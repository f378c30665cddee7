using Mesh.Diagnostics;

namespace Mesh.Istio.Manifests;

/// <summary>Collects what writing did. Thread-safe.</summary>
internal sealed class WriteReport
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<KeptFile> _kept = [];
    private int _written;
    private int _unchanged;
    private int _deleted;

    public void Wrote() => Interlocked.Increment(ref _written);

    public void FoundUnchanged() => Interlocked.Increment(ref _unchanged);

    public void Deleted() => Interlocked.Increment(ref _deleted);

    public void Add(DiagnosticDescriptor descriptor, string path, string message, string help)
    {
        lock (_diagnostics)
        {
            _diagnostics.Add(descriptor.At(path, message, help));
        }
    }

    public void Keep(string path, string reason)
    {
        lock (_kept)
        {
            _kept.Add(new KeptFile(path, reason));
        }
    }

    public WriteResult ToResult() => new(_written, _unchanged, _deleted, new DiagnosticList(_diagnostics))
    {
        Kept = _kept.OrderBy(file => file.Path, StringComparer.Ordinal).ToValueList(),
    };
}

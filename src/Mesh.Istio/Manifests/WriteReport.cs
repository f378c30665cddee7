using Mesh.Diagnostics;

namespace Mesh.Istio.Manifests;

/// <summary>Collects what writing did.</summary>
internal sealed class WriteReport
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<KeptFile> _kept = [];

    public int Written { get; set; }

    public int Unchanged { get; set; }

    public int Deleted { get; set; }

    public void Add(DiagnosticDescriptor descriptor, string path, string message, string help) =>
        _diagnostics.Add(descriptor.At(path, message, help));

    public void Keep(string path, string reason) => _kept.Add(new KeptFile(path, reason));

    public WriteResult ToResult() => new(Written, Unchanged, Deleted, new DiagnosticList(_diagnostics))
    {
        Kept = _kept.OrderBy(file => file.Path, StringComparer.Ordinal).ToValueList(),
    };
}

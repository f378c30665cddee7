using System.Globalization;
using Mesh.Diagnostics;

namespace Mesh.Dumps;

/// <summary>Collects what is found while reading one cluster, so much of it for each file and no more.</summary>
internal sealed class Findings
{
    private const int LimitPerPath = 1000;
    private readonly List<Diagnostic> _items = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyList<Diagnostic> Items => _items;

    public void Add(DiagnosticDescriptor descriptor, SourceLocation place, string message, string help) =>
        Add(descriptor.At(place.Path, message, help) with { Position = place.Position.Line > 0 ? place.Position : null });

    public void Add(DiagnosticDescriptor descriptor, string path, string message, string help) =>
        Add(descriptor.At(path, message, help));

    public void Add(Diagnostic diagnostic)
    {
        int count = _counts[diagnostic.Path] = _counts.GetValueOrDefault(diagnostic.Path) + 1;
        if (count <= LimitPerPath)
        {
            _items.Add(diagnostic);
        }
        else if (count == LimitPerPath + 1)
        {
            string limit = LimitPerPath.ToString(CultureInfo.InvariantCulture);
            _items.Add(
                diagnostic with
                {
                    Position = null,
                    Message = $"More than {limit} findings; the others are not listed.",
                    Help = "Repair those first.",
                });
        }
    }
}

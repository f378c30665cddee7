using Mesh.Diagnostics;

namespace Mesh.Istio.Fields;

/// <summary>Where the text comes from, and every finding about it so far.</summary>
internal sealed class ReadContext(string source)
{
    // A text can hold more mistakes than anybody reads; this many must not cost more memory than the text.
    private const int MostDiagnostics = 10_000;

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>How many errors there were, also those beyond the limit.</summary>
    public int Errors { get; private set; }

    /// <summary>The object that is being read, for messages: <c>VirtualService bookinfo-backend/details</c>.</summary>
    public string ObjectName { get; set; } = "";

    public void Report(DiagnosticDescriptor descriptor, TextPosition position, string message, string help)
    {
        Errors += descriptor.Severity == DiagnosticSeverity.Error ? 1 : 0;
        if (Diagnostics.Count >= MostDiagnostics)
        {
            return;
        }

        string text = ObjectName.Length == 0 ? message : $"{ObjectName}: {message}";
        Diagnostics.Add(descriptor.At(source, text, help) with { Position = position });
        if (Diagnostics.Count == MostDiagnostics)
        {
            string last = $"The text has more than {MostDiagnostics} findings; the others are not listed.";
            Diagnostics.Add(FieldDiagnostics.Unreadable.At(source, last, "Correct these first.") with { Position = position });
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Istio.Serialization;

/// <summary>Where the text comes from, and every finding about it so far.</summary>
internal sealed class ReadContext(string source)
{
    public List<Diagnostic> Diagnostics { get; } = [];

    public int Errors { get; private set; }

    /// <summary>The object that is being read, for messages: <c>VirtualService bookinfo-backend/details</c>.</summary>
    public string ObjectName { get; set; } = "";

    public void Report(DiagnosticDescriptor descriptor, TextPosition position, string message, string help)
    {
        Errors += descriptor.Severity == DiagnosticSeverity.Error ? 1 : 0;
        string text = ObjectName.Length == 0 ? message : $"{ObjectName}: {message}";
        Diagnostics.Add(descriptor.At(source, text, help) with { Position = position });
    }
}

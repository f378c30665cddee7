using System.Globalization;
using Mesh.Diagnostics;

namespace Mesh.Dumps;

/// <summary>Whose fields are read and where findings about them go.</summary>
/// <param name="path">The file.</param>
/// <param name="subject">The object in words.</param>
/// <param name="findings">Where findings go.</param>
/// <param name="outer">Where the text stands that holds these fields, when they are inside a text of the file.</param>
internal sealed class FieldContext(string path, string subject, Findings findings, TextPosition? outer = null)
{
    private const int ShownLength = 60;

    public string Path { get; } = path;

    public string Subject { get; set; } = subject;

    /// <summary>The namespace that the object lies in, as a finding says it; empty where it concerns the whole cluster.</summary>
    public ValueList<string> Concerns { get; private set; }

    public Findings Findings { get; } = findings;

    /// <summary>Goes on with the fields of an object: everybody depends on Istio's own, on those of a namespace its owner.</summary>
    public void Begin(ObjectIdentity head, string cluster, ValueList<string> istioNamespaces)
    {
        Subject = head.ToString();
        Concerns = head.Namespace.Length == 0 || istioNamespaces.Contains(head.Namespace) ? [] : [$"{cluster}/{head.Namespace}"];
    }

    public SourceLocation At(TextPosition position) => new(Path, outer ?? position);

    public void Report(DiagnosticDescriptor descriptor, TextPosition position, string message, string help)
    {
        string inner = outer is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (Line {position.Line} of that text.)");
        SourceLocation place = At(position);
        Findings.Add(descriptor.At(place.Path, message + inner, help) with
        {
            Position = place.Position.Line > 0 ? place.Position : null,
            Concerns = Concerns,
        });
    }

    /// <summary>The start of a value from a file, fit for a message of one line.</summary>
    public static string Shorten(string text)
    {
        string start = text.Length <= ShownLength ? text : text[..ShownLength] + "…";
        return string.Create(start.Length, start, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
            }
        });
    }
}

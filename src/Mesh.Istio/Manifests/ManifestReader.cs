using System.Text;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Fields;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Reads resources from YAML or JSON: single or many documents, lists as <c>kubectl get -o yaml</c> prints them, and the API versions v1,
/// v1beta1 and v1alpha3.
/// </summary>
/// <remarks>
/// Strict: a field that the kind does not have, a value of the wrong type, an unknown word, two fields that exclude each other, and a
/// missing required field are errors (MY0xx) with line and column; all of them are reported, and an object with an error is left out. What
/// an API server adds to a live object (<c>status</c> and the server's fields of <c>metadata</c>) is accepted and dropped. A field with the
/// value <c>null</c> is absent. Objects of other kinds are left out with a note. Never throws for what the text holds. Thread-safe.
/// </remarks>
public static class ManifestReader
{
    /// <summary>Reads all objects of a text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="source">Where the text is from; the path of the diagnostics.</param>
    /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <returns>The objects and every finding.</returns>
    public static ManifestSet Read(string text, string source = "", ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(Encoding.UTF8.GetBytes(text), source, limits);
    }

    /// <summary>Reads all objects of a text in UTF-8, with or without byte order mark.</summary>
    /// <param name="utf8">YAML or JSON.</param>
    /// <param name="source">Where the text is from; the path of the diagnostics.</param>
    /// <param name="limits">What the text may cost; <see cref="ReadLimits.Default"/> when <see langword="null"/>.</param>
    /// <returns>The objects and every finding.</returns>
    public static ManifestSet Read(ReadOnlyMemory<byte> utf8, string source = "", ReadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var context = new ReadContext(source);
        DocumentSet documents = DocumentReader.Read(utf8, limits);
        var objects = new ObjectReader(context);
        foreach (DocumentNode document in documents.Documents)
        {
            objects.Read(document);
        }

        foreach (DocumentError error in documents.Errors)
        {
            string help = error.KeyTwice ? "Remove one of the two." : "Correct the text.";
            context.Report(FieldDiagnostics.Unreadable, error.Position, error.Message, help);
        }

        return new ManifestSet(objects.Without(documents.Errors), new DiagnosticList(context.Diagnostics))
        {
            GatewayApi = objects.GatewayApi.ToValueList(),
        };
    }
}

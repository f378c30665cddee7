namespace Mesh.Istio.Report.Html;

/// <summary>The parts of the page that are files of their own, embedded in this assembly.</summary>
internal static class PageParts
{
    public static string Style() => Read("report.css");

    public static string Script() => Read("report.js");

    /// <summary>Picture and matrix, which the script fills.</summary>
    public static string Calls() => Read("calls.html");

    private static string Read(string name)
    {
        using Stream stream = typeof(PageParts).Assembly.GetManifestResourceStream($"Mesh.Istio.Report.{name}")
            ?? throw new InvalidOperationException($"'{name}' is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

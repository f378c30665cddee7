using Mesh.Istio.Analysis;

namespace Checking;

/// <summary>Writes results into files.</summary>
internal static class ResultFiles
{
    public static IEnumerable<string> Write(IReadOnlyDictionary<string, string> files, CheckResult result)
    {
        foreach ((string format, string file) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            File.WriteAllText(file, format switch
            {
                "html" => result.Report.ToHtml(),
                "markdown" => result.Report.ToMarkdown(),
                "junit" => result.Report.ToJUnit(),
                "sarif" => Sarif.Write(result.Report.Findings),
                _ => result.Report.ToJson(),
            });
            yield return file;
        }
    }
}

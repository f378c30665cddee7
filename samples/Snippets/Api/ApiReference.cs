using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Snippets.Api;

/// <summary>Writes the API reference: a page for each namespace and an index with every type in one sentence.</summary>
internal static partial class ApiReference
{
    /// <summary>Writes the pages and removes those of an earlier run.</summary>
    /// <returns>The number of types.</returns>
    public static int Write(string root, string folder)
    {
        string[] projects = [.. Directory.GetFiles(Path.Combine(root, "src"), "*.csproj", SearchOption.AllDirectories).Order(
            StringComparer.Ordinal)];
        var types = new List<ApiType>();
        var summaries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string project in projects)
        {
            string package = Path.GetFileNameWithoutExtension(project);
            types.AddRange(PublicApiList.Read(package, Path.GetDirectoryName(project)!).Values);
            ReadSummaries(Path.Combine(AppContext.BaseDirectory, package + ".xml"), summaries);
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (IGrouping<string, ApiType> space in types.GroupBy(type => type.Namespace))
        {
            File.WriteAllText(Path.Combine(folder, space.Key + ".md"), Page(space, summaries));
        }

        File.WriteAllText(Path.Combine(folder, "README.md"), Index(types, summaries));
        return types.Count;
    }

    private static string Index(List<ApiType> types, Dictionary<string, string> summaries)
    {
        var text = new StringBuilder("# API reference\n");
        foreach (IGrouping<string, ApiType> package in types.GroupBy(type => type.Package))
        {
            text.Append($"\n## {package.Key}\n");
            foreach (IGrouping<string, ApiType> space in package.GroupBy(type => type.Namespace).OrderBy(
                space => space.Key, StringComparer.Ordinal))
            {
                text.Append($"\n### [{space.Key}]({space.Key}.md)\n");
                foreach (ApiType type in space)
                {
                    text.Append(
                        $"- [{type.ShortName}]({space.Key}.md#{type.Anchor}): {FirstSentence(
                            summaries.GetValueOrDefault(type.Name, ""))}\n");
                }
            }
        }

        return text.ToString();
    }

    private static string Page(IGrouping<string, ApiType> space, Dictionary<string, string> summaries)
    {
        var text = new StringBuilder($"# {space.Key}\n");
        foreach (ApiType type in space)
        {
            text.Append($"\n## {type.ShortName}\n{summaries.GetValueOrDefault(type.Name, "")}\n");
            if (type.Members.Count > 0)
            {
                text.Append('\n');
            }

            foreach ((string key, string declaration) in type.Members)
            {
                string said = summaries.GetValueOrDefault(key, "");
                text.Append($"- `{declaration}`{(said.Length == 0 ? "" : $": {said}")}\n");
            }
        }

        return text.ToString();
    }

    private static void ReadSummaries(string file, Dictionary<string, string> summaries)
    {
        foreach (XElement member in XDocument.Load(file).Descendants("member"))
        {
            string id = member.Attribute("name")!.Value[2..];
            string key = Arity().Replace(id.Split('(')[0], "");
            if (member.Element("summary") is { } summary)
            {
                // Of overloads the first one speaks for all.
                summaries.TryAdd(key, Text(summary));
            }
        }
    }

    private static string Text(XElement summary) => Spaces().Replace(string.Concat(summary.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element when (element.Attribute("cref") ?? element.Attribute("name") ?? element.Attribute("langword")) is { } to =>
            $"`{LastName(to.Value)}`",
        XElement element => element.Value,
        _ => "",
    })), " ").Trim();

    private static string LastName(string cref) => cref.Split('(')[0].Split('.')[^1];

    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is var end && end > 0 ? text[..(end + 1)] : text;

    [GeneratedRegex(@"``?\d+")]
    private static partial Regex Arity();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

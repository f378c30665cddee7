using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Mesh.Abstractions.Tests.Schemas;

/// <summary>The summaries of the public documentation as plain text.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, string> _summaries;

    public XmlComments(string file) => _summaries = XDocument.Load(file).Descendants("member")
        .Where(member => member.Element("summary") is not null || member.Elements("param").Any())
        .SelectMany(Entries)
        .GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.OrdinalIgnoreCase);

    public string? OfType(Type type) => _summaries.GetValueOrDefault($"T:{type.FullName}");

    /// <summary>The comment of a property, of its type or of a base type; of a positional record the comment of the parameter.</summary>
    public string? OfProperty(Type type, string name)
    {
        for (Type? owner = type; owner is not null; owner = owner.BaseType)
        {
            if (_summaries.TryGetValue($"P:{owner.FullName}.{name}", out string? comment))
            {
                return comment;
            }
        }

        return null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Entries(XElement member)
    {
        string name = member.Attribute("name")!.Value;
        if (member.Element("summary") is { } summary)
        {
            yield return KeyValuePair.Create(name, Text(summary));
        }

        string owner = name.StartsWith("M:", StringComparison.Ordinal)
            && name.IndexOf(".#ctor", StringComparison.Ordinal) is > 0 and int end
            ? name[2..end]
            : "";
        foreach (XElement parameter in owner.Length > 0 ? member.Elements("param") : [])
        {
            yield return KeyValuePair.Create($"P:{owner}.{parameter.Attribute("name")!.Value}", Text(parameter));
        }
    }

    private static string Text(XElement element) => Blanks().Replace(
        string.Concat(element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see =>
                see.Attribute("langword")?.Value is { } word
                    ? (word == "null" ? "absent" : word)
                    : see.Attribute("cref")?.Value.Split('.')[^1] ?? "",
            XElement other => other.Value,
            _ => "",
        })),
        " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}

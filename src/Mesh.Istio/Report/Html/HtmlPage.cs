using System.Text;
using Mesh.Istio.Pictures.Svg;

namespace Mesh.Istio.Report.Html;

/// <summary>Writes HTML: what is given as text can be nothing else.</summary>
internal sealed class HtmlPage
{
    private const int Longest = 4000;

    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    /// <summary>Markup of our own.</summary>
    public HtmlPage Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Somebody's text. Separated from what stands beside it, as names can be written from right to left.</summary>
    public HtmlPage Text(string text)
    {
        _text.Append("<bdi>").Append(SvgText.Escape(text.Length <= Longest ? text : $"{text.AsSpan(0, Longest)}…")).Append("</bdi>");
        return this;
    }

    /// <summary>Text where no element may be.</summary>
    public HtmlPage Title(string text)
    {
        _text.Append(SvgText.Escape(text));
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public HtmlPage Element(string tag, string text, string attributes = "")
    {
        _text.Append('<').Append(tag).Append(attributes.Length > 0 ? " " : "").Append(attributes).Append('>');
        return Text(text).Raw($"</{tag}>");
    }

    /// <summary>A text of several lines, as it is.</summary>
    public HtmlPage Lines(string text)
    {
        Raw("<pre tabindex=\"0\">");
        foreach (string line in text.Split('\n'))
        {
            Text(line).Raw("\n");
        }

        return Raw("</pre>");
    }

    /// <summary>A list, cut where it is too long to be read.</summary>
    public HtmlPage List(IReadOnlyCollection<string> items, int most)
    {
        Raw("<ul>");
        foreach (string item in items.Take(most))
        {
            Element("li", item);
        }

        return Raw(items.Count > most ? $"<li class=\"faint\">and {items.Count - most} more, in the JSON</li></ul>" : "</ul>");
    }

    public override string ToString() => _text.ToString();
}

using System.Globalization;
using System.Text;

namespace Mesh.Istio.Pictures.Svg;

/// <summary>Writes one SVG: its head with colours and descriptions, then what is drawn.</summary>
internal sealed class SvgPage
{
    private const string LightColours =
        "--back:#ffffff;--card:#f4f6f8;--edge:#8a94a0;--text:#1b2430;--faint:#4a5563;--box:#ffffff;--call:#0060a8;--spare:#5c6773;"
        + "--bad:#b3360b;--new:#00695c;--a0:#0072b2;--a1:#e69f00;--a2:#009e73;--a3:#cc79a7;--a4:#56b4e9;--a5:#d55e00";

    private const string DarkColours =
        "--back:#12161c;--card:#1d232c;--edge:#7d8896;--text:#eef2f6;--faint:#b4bdc8;--box:#2a323d;--call:#6fb7f2;--spare:#a3adb9;"
        + "--bad:#ff9166;--new:#5fd0be;--a0:#56a8e0;--a1:#f0b840;--a2:#3cc79c;--a3:#e2a3c6;--a4:#8fd0f5;--a5:#f08a4b";

    private static readonly (string Selector, string Style)[] Styles =
    [
        ("text", "font:12px 'DejaVu Sans Mono',Menlo,Consolas,'Courier New',monospace;fill:var(--text);unicode-bidi:plaintext"),
        (".title", "font-size:15px;font-weight:bold"), (".name", "font-weight:bold"), (".faint", "fill:var(--faint)"),
        (".label", "paint-order:stroke;stroke:var(--back);stroke-width:3px;stroke-linejoin:round"),
        (".in", "stroke:var(--card)"), (".back", "fill:var(--back)"),
        (".card", "fill:var(--card);stroke:var(--edge)"), (".box", "fill:var(--box);stroke:var(--edge)"),
        (".client", "fill:var(--box);stroke:var(--call);stroke-width:2"),
        (".lost", "fill:var(--box);stroke:var(--bad);stroke-width:2;stroke-dasharray:2 2"),
        (".arrow path", "fill:none;stroke:var(--call)"), (".arrow .head", "fill:var(--call);stroke:none"),
        (".spare path", "stroke:var(--spare);stroke-dasharray:6 4"), (".spare .head", "fill:var(--spare)"),
        (".bad path", "stroke:var(--bad);stroke-dasharray:2 3"), (".bad .head", "fill:var(--bad)"),
        (".new path", "stroke:var(--new)"), (".new .head", "fill:var(--new)"),
        (".axis", "stroke:var(--edge);stroke-width:1"), (".mark", "stroke:var(--faint);stroke-width:1;stroke-dasharray:3 3"),
        (".failed", "fill:var(--bad)"), (".wait", "fill:none;stroke:var(--call);stroke-width:1.5"),
        (".tail", "fill:none;stroke:var(--bad);stroke-width:1.5;stroke-dasharray:4 3"),
        (".retried", "fill:none;stroke:var(--text);stroke-width:1.5;stroke-dasharray:1 3"),
        .. Enumerable.Range(0, 6).Select(i => ($".a{i}", $"fill:var(--a{i})")),
    ];

    private readonly StringBuilder _body = new();

    public void Rect(double x, double y, double width, double height, string style, double radius = 6) => _body.Append(
        CultureInfo.InvariantCulture,
        $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"{N(radius)}\" class=\"{style}\"/>\n");

    public void Text(double x, double y, string text, string style = "", string anchor = "") => _body.Append(
        CultureInfo.InvariantCulture,
        $"<text x=\"{N(x)}\" y=\"{N(y)}\"{Class(style)}{(anchor.Length > 0 ? $" text-anchor=\"{anchor}\"" : "")}>"
            + $"{SvgText.Escape(text)}</text>\n");

    /// <summary>A line with an arrow head and a description that appears where a reader points at it.</summary>
    public void Arrow(IReadOnlyList<(double X, double Y)> points, string style, double width, string description)
    {
        string path = string.Join(' ', points.Select((point, i) => $"{(i == 0 ? 'M' : 'L')}{N(point.X)} {N(point.Y)}"));
        (double x, double y) = points[^1];
        double tall = 4 + (width / 2);
        double from = points[^2].X < x ? -9 : 9;
        _body.Append(CultureInfo.InvariantCulture, $"<g class=\"arrow {style}\"><title>{SvgText.Escape(description)}</title>");
        _body.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" stroke-width=\"{N(width)}\"/>");
        _body.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"head\" d=\"M{N(x)} {N(y)} L{N(x + from)} {N(y - tall)} L{N(x + from)} {N(y + tall)} Z\"/></g>\n");
    }

    public void Area(IReadOnlyList<(double X, double Y)> points, string style, string description)
    {
        string corners = string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));
        _body.Append(
            CultureInfo.InvariantCulture,
            $"<polygon class=\"{style}\" points=\"{corners}\"><title>{SvgText.Escape(description)}</title></polygon>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, string style) => _body.Append(
        CultureInfo.InvariantCulture, $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{style}\"/>\n");

    public void Polyline(IEnumerable<(double X, double Y)> points, string style) => _body.Append(
        CultureInfo.InvariantCulture,
        $"<polyline class=\"{style}\" points=\"{string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"))}\"/>\n");

    /// <summary>Another picture inside this one.</summary>
    public void Inner(double x, double y, string svg) => _body.Append(
        CultureInfo.InvariantCulture, $"<g transform=\"translate({N(x)} {N(y)})\">\n{svg}</g>\n");

    public string ToSvg(double width, double height, string title, string description, PictureTheme theme)
    {
        // Ids are those of the page that the picture is put into.
        string id = $"p{StableHash.Of($"{title}\n{description}\n{_body}")}";
        string colours = theme switch
        {
            PictureTheme.Light => $"#{id}{{{LightColours}}}",
            PictureTheme.Dark => $"#{id}{{{DarkColours}}}",
            _ => $"#{id}{{{LightColours}}}@media(prefers-color-scheme:dark){{#{id}{{{DarkColours}}}}}",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" id="{id}" role="img" aria-labelledby="{id}-t {id}-d" viewBox="0 0 {N(width)} {N(
                height)}" width="{N(width)}" height="{N(height)}">
            <title id="{id}-t">{SvgText.Escape(title)}</title>
            <desc id="{id}-d">{SvgText.Escape(description)}</desc>
            <style>{colours}{Rules(id)}</style>
            <rect width="{N(width)}" height="{N(height)}" class="back"/>
            {_body}</svg>

            """);
    }

    // Each rule names the picture: styles of an SVG hold for the whole page.
    private static string Rules(string id) => string.Concat(Styles.Select(rule => $"#{id} {rule.Selector}{{{rule.Style}}}"));

    private static string Class(string style) => style.Length > 0 ? $" class=\"{style}\"" : "";

    private static string N(double value) => SvgText.Number(value);
}

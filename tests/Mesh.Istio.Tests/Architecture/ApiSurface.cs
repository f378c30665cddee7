using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>The page of the public surface: types per namespace with the first sentence of their summaries.</summary>
internal sealed partial class ApiSurface
{
    private const string MessagesOfKinds = "Mesh.Istio.Resources";

    private readonly Dictionary<string, string> _summaries = new(StringComparer.Ordinal);

    private ApiSurface()
    {
        foreach (XElement member in Codebase.Assemblies.SelectMany(
            assembly => XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")))
        {
            _summaries.TryAdd((string)member.Attribute("name")!, FirstSentence(member.Element("summary")));
        }
    }

    public static string Write() => new ApiSurface().Page();

    private string Page() => string.Join('\n', (string[])
    [
        "# Public surface",
        "Every public type, by package and namespace. This page is generated from the types and the first sentence of their "
            + "documentation; a test fails when it is",
        "stale, and `MESH_UPDATE_GOLDEN=1 dotnet run --project tests/Mesh.Istio.Tests -- -class '*ApiSurfaceTests'` writes it again.",
        "Builders, delegates, enumerations, exceptions, extensions, findings, options and parts, which other types hold or report, are "
            + "named beside the namespace.",
        "",
        .. Codebase.Assemblies.SelectMany(Package),
    ]);

    private IEnumerable<string> Package(System.Reflection.Assembly assembly)
    {
        Type[] types = [.. Codebase.PublicTypes.Where(type => type.Assembly == assembly)];
        IEnumerable<string> rows = types
            .GroupBy(type => type.Namespace!, StringComparer.Ordinal)
            .OrderBy(ns => ns.Key, StringComparer.Ordinal)
            .SelectMany(ns => ns.Key == MessagesOfKinds ? Kinds(ns).Prepend($"| **{ns.Key}** | |") : Rows(ns));
        return [$"## {assembly.GetName().Name}", "| type | what it is |", "|---|---|", .. rows, ""];
    }

    // What only belongs to other types is named beside the namespace.
    private IEnumerable<string> Rows(IGrouping<string, Type> types)
    {
        ILookup<string, Type> groups = types
            .DistinctBy(Codebase.NameOf)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .ToLookup(type => GroupOf(type, types));
        IEnumerable<string> beside = groups.Where(group => group.Key.Length > 0)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}: {Names(group)}");
        return groups[""]
            .Select(type => $"| `{ShortName(type)}` | {_summaries.GetValueOrDefault($"T:{type.FullName}", "")} |")
            .Prepend($"| **{types.Key}** | {string.Join("; ", beside)}".TrimEnd() + " |");
    }

    // One line for each kind, with its messages; those of several kinds are together.
    private IEnumerable<string> Kinds(IEnumerable<Type> types) => types
        .GroupBy(type => Codebase.HomeOf(Codebase.NameOf(type))!.Folder.Split('/')[^1], StringComparer.Ordinal)
        .OrderBy(folder => KindTable.Find(folder.Key)?.Rank ?? int.MaxValue)
        .ThenBy(folder => folder.Key, StringComparer.Ordinal)
        .Select(folder => folder.SingleOrDefault(type => type.Name == folder.Key) is { } kind
            ? $"| `{kind.Name}` | {_summaries[$"T:{kind.FullName}"]} {Names(folder.Where(type => type != kind))}".TrimEnd() + " |"
            : $"| *{folder.Key.ToLowerInvariant()}* | {Names(folder)} |");

    private static string GroupOf(Type type, IEnumerable<Type> beside) => type.IsEnum ? "enumerations"
        : type.IsSubclassOf(typeof(System.Delegate)) ? "delegates"
        : type.IsSubclassOf(typeof(Exception)) ? "exceptions"
        : type.Name.EndsWith("Extensions", StringComparison.Ordinal) ? "extensions"
        : type.Name.EndsWith("Builder", StringComparison.Ordinal) ? "builders"
        : type.Name.EndsWith("Options", StringComparison.Ordinal) ? "options"
        : type.Name.EndsWith("Diagnostics", StringComparison.Ordinal) ? "findings"
        : type.Name.EndsWith("Progress", StringComparison.Ordinal) || IsPart(type, beside) ? "parts"
        : "";

    // A record that another type of its namespace holds.
    private static bool IsPart(Type type, IEnumerable<Type> beside) =>
        type is { IsSealed: true, IsAbstract: false }
            && type.GetInterfaces().Contains(typeof(IEquatable<>).MakeGenericType(type))
            && beside.Where(other => other != type).SelectMany(other => other.GetProperties()).Any(property =>
                property.PropertyType == type || property.PropertyType.GenericTypeArguments.Contains(type));

    private static string Names(IEnumerable<Type> types) =>
        string.Join(", ", types.OrderBy(type => type.Name, StringComparer.Ordinal).Select(type => $"`{ShortName(type)}`"));

    private static string ShortName(Type type) => type.IsGenericTypeDefinition
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>"
        : type.Name;

    private static string FirstSentence(XElement? summary)
    {
        string text = Spaces().Replace(string.Concat(summary?.Nodes().Select(Text) ?? []), " ").Trim();
        return SentenceEnd().Match(text) is { Success: true } end ? text[..(end.Index + 1)] : text;
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see when see.Attribute("langword") is { } word => $"`{word.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{LastName((string?)see.Attribute("cref") ?? "")}`",
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => $"`{(string?)name.Attribute("name")}`",
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => "",
    };

    private static string LastName(string reference)
    {
        string name = reference.Split('(', '`')[0].Split(':')[^1];
        bool isMember = !reference.StartsWith("T:", StringComparison.Ordinal);
        return string.Join('.', name.Split('.')[^(isMember ? 2 : 1)..]);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\.(?= [A-Z`]|$)")]
    private static partial Regex SentenceEnd();
}

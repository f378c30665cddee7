using System.Text.RegularExpressions;

namespace Snippets.Api;

/// <summary>Reads the lists of the public API, which an analyzer keeps equal to the code.</summary>
internal static partial class PublicApiList
{
    private static readonly string[] Files = ["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"];

    /// <summary>The types of a package with their members, by name.</summary>
    public static SortedDictionary<string, ApiType> Read(string package, string folder)
    {
        string[] lines = [.. Files.Select(file => Path.Combine(folder, file)).Where(File.Exists).SelectMany(File.ReadAllLines)
            .Where(line => line.Length > 0 && line[0] is not '#' and not '*')];
        var types = new SortedDictionary<string, ApiType>(StringComparer.Ordinal);
        IEnumerable<string> names = lines
            .Where(line => !line.Contains(" -> ", StringComparison.Ordinal) && !line.Contains(".extension(", StringComparison.Ordinal));
        foreach (string name in names.Select(Plain))
        {
            types[name] = new ApiType(package, name);
        }

        // A nested type is on the page of the type around it.
        foreach (ApiType type in types.Values)
        {
            type.Outer = types.GetValueOrDefault(type.Name[..type.Name.LastIndexOf('.')]);
        }

        foreach (string line in lines.Where(
            line => line.Contains(" -> ", StringComparison.Ordinal) && !line.Contains("<Clone>$", StringComparison.Ordinal)))
        {
            string key = Key(line);
            if (line.EndsWith(".init -> void", StringComparison.Ordinal) || line.EndsWith(".set -> void", StringComparison.Ordinal))
            {
                continue;     // The line of its getter says it.
            }

            int dot = key.LastIndexOf('.');
            if (dot > 0 && types.TryGetValue(key[..dot], out ApiType? type) && !IsOfEveryRecord(key[(dot + 1)..]))
            {
                type.Members.Add((key, Short(line)));
            }
        }

        return types;
    }

    /// <summary>Type and member without parameters, accessor and type parameters; what the XML documentation is looked up by.</summary>
    public static string Key(string line)
    {
        string name = Plain(Modifier().Replace(Extension().Replace(line, ".").Split(" -> ")[0].Split(" = ")[0], ""));
        name = name.Split('(')[0];
        name = Accessor().Replace(name, "");
        string[] parts = name.Split('.');
        return parts is [.., var type, var member] && type == member ? $"{string.Join('.', parts[..^1])}.#ctor" : name;
    }

    private static bool IsOfEveryRecord(string member) =>
        member is "Equals" or "GetHashCode" or "ToString" or "Deconstruct" || member.Contains("operator", StringComparison.Ordinal);

    private static string Plain(string text)
    {
        string next = TypeParameters().Replace(text, "");
        return next == text ? text : Plain(next);
    }

    // Namespaces say nothing in a signature that stands on the page of its namespace.
    private static string Short(string line) =>
        Namespaces().Replace(line.Replace("!", "", StringComparison.Ordinal), "").Replace(".get -> ", " -> ", StringComparison.Ordinal);

    [GeneratedRegex(@"\.extension(?:<[^<>]*>)?\([^)]*\)\.")]
    private static partial Regex Extension();

    [GeneratedRegex("^(static |abstract |virtual |override |readonly |const |sealed |~)+")]
    private static partial Regex Modifier();

    [GeneratedRegex(@"\.(get|init|set)$")]
    private static partial Regex Accessor();

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex TypeParameters();

    [GeneratedRegex(@"\b(?:Mesh|System|Microsoft|k8s)(?:\.[A-Z0-9][A-Za-z0-9]*)*\.(?=[A-Z])")]
    private static partial Regex Namespaces();
}

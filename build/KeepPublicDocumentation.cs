using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Removes from a documentation file what is not in the lists of the public API. Compiled by the build, not part of a package.</summary>
public class KeepPublicDocumentation : Task
{
    public string Documentation { get; set; }

    public ITaskItem[] PublicApi { get; set; }

    public override bool Execute()
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var members = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in PublicApi.Where(item => item.ItemSpec.Contains("PublicAPI")).SelectMany(item => File.ReadAllLines(item.GetMetadata("FullPath"))))
        {
            Read(line, types, members, open);
        }

        var document = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
        XElement[] hidden = document.Descendants("member").Where(member => !IsPublic((string)member.Attribute("name"), types, members, open)).ToArray();
        if (hidden.Length > 0)
        {
            foreach (XElement member in hidden)
            {
                member.Remove();
            }

            document.Save(Documentation, SaveOptions.DisableFormatting);
        }

        return true;
    }

    // A line is TYPE, or [modifiers] TYPE.MEMBER[(parameters)][.get] -> TYPE.
    private static void Read(string line, HashSet<string> types, HashSet<string> members, HashSet<string> open)
    {
        if (line.Length == 0 || line[0] == '#' || line[0] == '*')
        {
            return;
        }

        int arrow = line.IndexOf(" -> ", StringComparison.Ordinal);
        string text = Plain(Regex.Replace(arrow < 0 ? line : line.Substring(0, arrow), "^((static|abstract|virtual|override|readonly|const|sealed|extern) |~)+", ""));
        if (arrow < 0)
        {
            types.Add(text);
            return;
        }

        int extension = text.IndexOf(".extension(", StringComparison.Ordinal);
        if (extension > 0)
        {
            open.Add(text.Substring(0, extension));     // what an extension block holds has generated names; all of its type is kept
            return;
        }

        string name = Regex.Replace(text.Split('(', ' ', '=', '[')[0], @"\.(get|set|init)$", "");
        members.Add(name + "/" + Count(text.IndexOf('(') < 0 ? "" : text.Substring(text.IndexOf('(') + 1)));
        members.Add(name);
    }

    private static bool IsPublic(string id, HashSet<string> types, HashSet<string> members, HashSet<string> open)
    {
        string text = Regex.Replace(Regex.Replace(Plain(id.Substring(2).Replace('{', '<').Replace('}', '>')), @"``?\d+", ""), @"~.*$", "");
        if (id[0] == 'T' || id[0] == 'N')
        {
            return types.Contains(text) || open.Any(type => text.StartsWith(type + ".", StringComparison.Ordinal));
        }

        string name = text.Split('(')[0];
        string type = name.Substring(0, name.LastIndexOf('.'));
        string member = name.Substring(name.LastIndexOf('.') + 1);
        if (open.Any(one => name.StartsWith(one + ".", StringComparison.Ordinal)))
        {
            return true;
        }

        if (!types.Contains(type))
        {
            return false;
        }

        if (member == "#ctor")
        {
            name = type + "." + type.Substring(type.LastIndexOf('.') + 1);
        }

        return member.StartsWith("op_", StringComparison.Ordinal)
            || (id[0] == 'M' ? members.Contains(name + "/" + Count(text.IndexOf('(') < 0 ? ")" : text.Substring(text.IndexOf('(') + 1))) : members.Contains(name) || member == "Item");
    }

    // The parameters before the bracket that closes the list; a default value may have brackets of its own.
    private static int Count(string parameters)
    {
        int depth = 0;
        int commas = 0;
        int at = 0;
        for (; at < parameters.Length && depth >= 0; at++)
        {
            depth += parameters[at] == '(' ? 1 : parameters[at] == ')' ? -1 : 0;
            commas += depth == 0 && parameters[at] == ',' ? 1 : 0;
        }

        return parameters.Substring(0, at).Trim(' ', ')').Length == 0 ? 0 : commas + 1;
    }

    private static string Plain(string text)
    {
        string next = Regex.Replace(text, "<[^<>]*>", "");
        return next == text ? text : Plain(next);
    }
}

using System.Globalization;
using Mesh.Istio.Access.Groups;

namespace Mesh.Istio.Access.Policies;

/// <summary>
/// The variables that list the changes of a kind's <c>spec</c>: <see cref="ObjectChanges"/> in CEL. Each level that is looked into has a
/// variable, because one may cost no more than a million: lists in lists would.
/// </summary>
internal sealed class ChangeVariables
{
    private readonly List<PolicyVariable> _variables = [];
    private readonly List<string> _changes = [];

    private ChangeVariables()
    {
    }

    /// <summary>The variables in order, and the names of those that are lists of changes.</summary>
    public static (ValueList<PolicyVariable> Variables, ValueList<string> Changes) Of(KindFields kind)
    {
        var made = new ChangeVariables();
        made.Parts("Spec", kind.Spec, new Located("'spec'", "variables.newSpec", "variables.oldSpec", 0), "");
        return ([.. made._variables], [.. made._changes]);
    }

    /// <summary>The expression of the changed fields of a level, each with its group.</summary>
    public static string Level(Located at, string groups, IEnumerable<string> lookedInto)
    {
        string skipped = string.Join(", ", lookedInto.Select(CelText.Quote));
        string unlessSkipped = skipped.Length == 0 ? "" : $"!(k in [{skipped}]) && ";
        return $"({at.New}.map(k, k) + {at.Old}.filter(k, !(k in {at.New}))).filter(k, {unlessSkipped}{at.New}[?k] != {at.Old}[?k])"
            + $".map(k, {groups}[?k].orValue('{FieldGroups.All}') + ' ' + {at.Below(".")} + k)";
    }

    private void Parts(string name, FieldNode.Parts parts, Located at, string presence)
    {
        string level = Level(at, Groups(name, parts), Inner(parts).Select(field => field.Key));
        // Setting an empty one is a change that the fields do not show.
        Change(name, presence.Length == 0 ? $"{at.New} == {at.Old} ? [] : {level}" : $"{presence}({at.New} == {at.Old} ? [] : {level})");
        foreach ((string field, FieldNode node) in Inner(parts))
        {
            string below = name == "Spec" ? Pascal(field) : name + Pascal(field);
            if (node is FieldNode.Items list)
            {
                Items(below, list, At(below, field, at, "[]"));
            }
            else if (node is FieldNode.Parts inner)
            {
                string set = inner.Presence is null ? "" : $"{Presence(inner, field, at)} + ";
                Parts(below, inner, At(below, field, at, "{}"), set);
            }
        }
    }

    private void Items(string name, FieldNode.Items list, Located at)
    {
        string where = $"variables.at{name}";
        _variables.Add(new($"at{name}", $"{at.New} == {at.Old} ? [] : {Indices(list, at.New, at.Old, "i")}"));
        Element(name, list.Item, inner =>
            $"{where}.map(i, {Bind($"{at.New}[?i].orValue({{}})", $"{at.Old}[?i].orValue({{}})", at with
            {
                Path = $"{at.Below("[")} + string(i) + ']'",
            }, inner)})",
            $"{at.New} == {at.Old} ? [] : [{Length(list, at)}].filter(s, s != '') + ");
    }

    /// <summary>The fields of an element, in a variable of their own, and those of each level below in others.</summary>
    private void Element(string name, FieldNode.Parts parts, Func<Func<Located, string>, string> within, string first = "")
    {
        string groups = Groups(name, parts);
        string[] inner = [.. Inner(parts).Select(field => field.Key)];
        Change(name, first + CelText.Flat(within(at => $"{Level(at, groups, inner)}.join(',')")));
        foreach ((string field, FieldNode node) in Inner(parts))
        {
            string below = name + Pascal(field);
            if (node is FieldNode.Items list)
            {
                string itemGroups = Groups(below, list.Item);
                string[] itemInner = [.. Inner(list.Item).Select(one => one.Key)];
                Change(below, CelText.Flat(within(at => Unless(field, at, "[]", held =>
                    $"[{Length(list, held)}, {EachOf(list, held, one => $"{Level(one, itemGroups, itemInner)}.join(',')")}]"
                    + ".filter(s, s != '').join(',')"))));
                foreach ((string deeper, FieldNode part) in Inner(list.Item))
                {
                    DeepParts(below + Pascal(deeper), deeper, (FieldNode.Parts)part,
                        body => within(at => Unless(field, at, "[]", held => EachOf(list, held, body))));
                }
            }
            else if (node is FieldNode.Parts parted)
            {
                DeepParts(below, field, parted, within);
            }
        }
    }

    private void DeepParts(string name, string field, FieldNode.Parts parts, Func<Func<Located, string>, string> within)
    {
        Element(name, parts, body => within(at => Unless(field, at, "{}", body)));
        if (parts.Presence is not null)
        {
            Change($"{name}Set", CelText.Flat(within(at => $"{Presence(parts, field, at)}.join(',')")));
        }
    }

    private static string Presence(FieldNode.Parts parts, string field, Located at) =>
        $"((({CelText.Quote(field)} in {at.New}) != ({CelText.Quote(field)} in {at.Old})) "
        + $"? ['{parts.Presence} ' + {at.Below($".{field}")}] : [])";

    private static string Length(FieldNode.Items list, Located at)
    {
        string longest = list.Longest.ToString(CultureInfo.InvariantCulture);
        return $"size({at.New}) > {longest} || size({at.Old}) > {longest} ? '{FieldGroups.All} ' + {at.Path}"
            + $" : size({at.New}) != size({at.Old}) ? '{list.Structure} ' + {at.Path} : ''";
    }

    /// <summary>Nothing where a field is the same, else what is below it.</summary>
    private static string Unless(string field, Located at, string absent, Func<Located, string> below)
    {
        string name = CelText.Quote(field);
        return $"({at.New}[?{name}] == {at.Old}[?{name}] ? '' : "
            + Bind($"{at.New}[?{name}].orValue({absent})", $"{at.Old}[?{name}].orValue({absent})", at with
            {
                Path = at.Below($".{field}"),
            }, below) + ")";
    }

    private static string EachOf(FieldNode.Items list, Located at, Func<Located, string> below)
    {
        string index = $"i{at.Depth}";
        return $"{Indices(list, at.New, at.Old, index)}.map({index}, "
            + Bind($"{at.New}[?{index}].orValue({{}})", $"{at.Old}[?{index}].orValue({{}})", at with
            {
                Path = $"{at.Below("[")} + string({index}) + ']'",
            }, below) + ").filter(s, s != '').join(',')";
    }

    /// <summary>The indices at which two lists differ; short lists are looked through with short ones.</summary>
    private static string Indices(FieldNode.Items list, string now, string old, string index)
    {
        string all = list.Longest <= FieldMap.LongestInnerList ? "variables.at32"
            : $"(size({now}) > 32 || size({old}) > 32 ? variables.at1024 : variables.at32)";
        return $"{all}.filter({index}, ({index} < size({now}) || {index} < size({old})) && {now}[?{index}] != {old}[?{index}])";
    }

    /// <summary>Gives two expressions names, so that they are computed once.</summary>
    private static string Bind(string now, string old, Located at, Func<Located, string> body)
    {
        (string x, string y) = ($"x{at.Depth}", $"y{at.Depth}");
        return $"[{now}].map({x}, [{old}].map({y}, {body(new Located(at.Path, x, y, at.Depth + 1))}).join('')).join('')";
    }

    private Located At(string name, string field, Located holder, string absent)
    {
        _variables.Add(new($"new{name}", $"{holder.New}[?{CelText.Quote(field)}].orValue({absent})"));
        _variables.Add(new($"old{name}", $"{holder.Old}[?{CelText.Quote(field)}].orValue({absent})"));
        return new(holder.Below($".{field}"), $"variables.new{name}", $"variables.old{name}", 0);
    }

    /// <summary>A variable with the groups of the leaves: a literal inside a loop would be made again for each field.</summary>
    private string Groups(string name, FieldNode.Parts parts)
    {
        _variables.Add(new($"groups{name}", CelText.Map(
            parts.Fields.Where(field => field.Value is FieldNode.Leaf).Select(field => (field.Key, ((FieldNode.Leaf)field.Value).Group)))));
        return $"variables.groups{name}";
    }

    private void Change(string name, string expression)
    {
        _variables.Add(new($"changed{name}", expression));
        _changes.Add($"changed{name}");
    }

    private static IEnumerable<KeyValuePair<string, FieldNode>> Inner(FieldNode.Parts parts) =>
        parts.Fields.Where(field => field.Value is not FieldNode.Leaf);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}

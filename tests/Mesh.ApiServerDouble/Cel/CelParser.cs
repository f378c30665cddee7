using System.Globalization;

namespace Mesh.ApiServerDouble.Cel;

/// <summary>Reads the expressions of rules. What it does not know makes the rule unsupported, never wrong.</summary>
internal sealed class CelParser
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["==", "!=", "<=", ">=", "<", ">", "in"], ["+", "-"], ["*", "/", "%"]];

    private readonly List<CelToken> _tokens;
    private int _at;

    private CelParser(List<CelToken> tokens) => _tokens = tokens;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It has a form or a function that is not known here.</exception>
    public static CelNode Parse(string text)
    {
        CelParser parser = new(CelToken.Split(text));
        CelNode tree = parser.Expression();
        return parser.Next.Kind == CelTokenKind.End ? tree : throw new FormatException($"unexpected '{parser.Next.Value}'");
    }

    public static bool TryParse(string text, out CelNode? tree)
    {
        tree = null;
        try
        {
            CelParser parser = new(CelToken.Split(text));
            tree = parser.Expression();
            return parser.Next.Kind == CelTokenKind.End || Reset(out tree);
        }
        catch (FormatException)
        {
            return Reset(out tree);
        }
    }

    private static bool Reset(out CelNode? tree)
    {
        tree = null;
        return false;
    }

    private CelToken Next => _tokens[_at];

    private bool Take(string text)
    {
        if (Next.Kind == CelTokenKind.Text || Next.Kind == CelTokenKind.End || Next.Value != text)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Take(text))
        {
            throw new FormatException($"expected '{text}' but found '{Next.Value}'");
        }
    }

    private CelNode Expression()
    {
        CelNode test = Level(0);
        if (!Take("?"))
        {
            return test;
        }

        CelNode yes = Expression();
        Expect(":");
        return new CelNode.Choice(test, yes, Expression());
    }

    private CelNode Level(int level)
    {
        if (level == Levels.Length)
        {
            return Prefix();
        }

        CelNode left = Level(level + 1);
        while (Levels[level].FirstOrDefault(Take) is { } found)
        {
            left = new CelNode.Binary(found, left, Level(level + 1));
        }

        return left;
    }

    private CelNode Prefix() =>
        Take("!") ? new CelNode.Unary("!", Prefix()) : Take("-") ? new CelNode.Unary("-", Prefix()) : Postfix(Primary());

    private CelNode Postfix(CelNode target)
    {
        while (true)
        {
            if (Take("["))
            {
                bool isOptional = Take("?");
                CelNode key = Expression();
                target = isOptional ? new CelNode.Perhaps(target, key) : new CelNode.Index(target, key);
                Expect("]");
            }
            else if (Take("."))
            {
                if (Take("?"))
                {
                    target = new CelNode.Perhaps(target, new CelNode.Literal(Name()));
                    continue;
                }

                string name = Name();
                target = Take("(") ? Method(target, name) : new CelNode.Member(target, name);
            }
            else
            {
                return target;
            }
        }
    }

    private CelNode Method(CelNode target, string name)
    {
        if (name is "all" or "exists" or "exists_one" or "filter" or "map")
        {
            string variable = Name();
            Expect(",");
            CelNode body = Expression();
            Expect(")");
            return new CelNode.Macro(name, target, variable, body);
        }

        return target is CelNode.Name { Text: "optional" } ? Call($"optional.{name}", null) : Call(name, target);
    }

    private CelNode.Call Call(string name, CelNode? target)
    {
        if (!CelFunctions.Knows(name))
        {
            throw new FormatException($"unknown function '{name}'");
        }

        return new(name, target, List(")"));
    }

    private List<CelNode> List(string end)
    {
        List<CelNode> items = [];
        while (!Take(end))
        {
            items.Add(Expression());
            if (!Take(","))
            {
                Expect(end);
                break;
            }
        }

        return items;
    }

    private CelNode Primary()
    {
        if (Take("("))
        {
            CelNode inner = Expression();
            Expect(")");
            return inner;
        }

        if (Take("["))
        {
            return new CelNode.ListOf(List("]"));
        }

        if (Take("{"))
        {
            return Map();
        }

        CelToken token = Next;
        _at++;
        return token.Kind switch
        {
            CelTokenKind.Text => new CelNode.Literal(token.Value),
            CelTokenKind.Number when long.TryParse(token.Value, CultureInfo.InvariantCulture, out long whole) => new CelNode.Literal(whole),
            CelTokenKind.Number => new CelNode.Literal(double.Parse(token.Value, CultureInfo.InvariantCulture)),
            CelTokenKind.Name => Named(token.Value),
            _ => throw new FormatException($"unexpected '{token.Value}'"),
        };
    }

    private CelNode Named(string name)
    {
        switch (name)
        {
            case "true" or "false":
                return new CelNode.Literal(name == "true");
            case "null":
                return new CelNode.Literal(null);
        }

        if (!Take("("))
        {
            return new CelNode.Name(name);
        }

        if (name != "has")
        {
            return Call(name, null);
        }

        CelNode field = Expression();
        Expect(")");
        return field is CelNode.Member member
            ? new CelNode.Has(member.Target, member.Field)
            : throw new FormatException("has() takes a field");
    }

    private CelNode.MapOf Map()
    {
        List<(CelNode, CelNode)> items = [];
        while (!Take("}"))
        {
            CelNode key = Expression();
            Expect(":");
            items.Add((key, Expression()));
            if (!Take(","))
            {
                Expect("}");
                break;
            }
        }

        return new(items);
    }

    private string Name()
    {
        CelToken token = Next;
        if (token.Kind != CelTokenKind.Name)
        {
            throw new FormatException($"expected a name but found '{token.Value}'");
        }

        _at++;
        return token.Value;
    }
}

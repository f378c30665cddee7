using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Mesh.Istio.Tests.Docs;

/// <summary>The documentation that a package brings into editors is that of its public members.</summary>
public partial class XmlDocumentationTests
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Assemblies => ["Mesh.Abstractions", "Mesh.Locality", "Mesh.Istio"];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Only_public_members_are_documented(string name)
    {
        Assembly assembly = Assembly.Load(name);
        string[] ids = [.. XDocument
            .Load(Path.Combine(AppContext.BaseDirectory, name + ".xml"))
            .Descendants("member")
            .Select(member => member.Attribute("name")!.Value)];

        Assert.True(ids.Length > 50);
        Assert.DoesNotContain(ids, id => !IsPublic(assembly, id));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_public_type_is_documented(string name)
    {
        string[] ids = [.. XDocument
            .Load(Path.Combine(AppContext.BaseDirectory, name + ".xml"))
            .Descendants("member")
            .Select(member => member.Attribute("name")!.Value)];

        // The compiler's own types, which extension blocks are made of, have names with brackets.
        Assert.Empty(Assembly.Load(name)
            .GetExportedTypes()
            .Select(type => "T:" + type.FullName!.Replace('+', '.'))
            .Where(id => !id.Contains('<', StringComparison.Ordinal))
            .Except(ids));
    }

    private static bool IsPublic(Assembly assembly, string id)
    {
        string path = id[2..].Split('(')[0].Split('~')[0];
        if (id[0] == 'T')
        {
            return Find(assembly, path) is { IsVisible: true };
        }

        int dot = path.LastIndexOf('.');
        string member = Arity().Replace(path[(dot + 1)..], "").Replace("#ctor", ".ctor", StringComparison.Ordinal);
        return Find(assembly, path[..dot]) is { IsVisible: true } type && type.GetMember(member, All).Any(candidate => candidate switch
        {
            MethodBase method => IsSeen(method),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen),
            FieldInfo field => field.IsPublic || field.IsFamily,
            _ => true,
        });
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // A nested type is written with a dot; from the right, dots become what reflection writes.
    private static Type? Find(Assembly assembly, string path)
    {
        for (string name = path; ; name = name[..name.LastIndexOf('.')] + "+" + name[(name.LastIndexOf('.') + 1)..])
        {
            if (assembly.GetType(name) is { } type)
            {
                return type;
            }

            if (!name.Contains('.', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }

    [GeneratedRegex(@"``?\d+")]
    private static partial Regex Arity();
}

using ArchUnitNET.Domain;
using Mesh.LoadBalancing;
using Assembly = System.Reflection.Assembly;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>
/// The compiled packages: which type uses which, whatever <c>using</c> lines and <c>var</c> hide. Constants are not seen, because the
/// compiler copies them.
/// </summary>
internal static class Codebase
{
    private static readonly Dictionary<string, SourceFile> Homes = SourceFile.All
        .SelectMany(file => file.Types.Select(type => (Name: $"{file.Namespace}.{type}", File: file)))
        .DistinctBy(home => home.Name)
        .ToDictionary(home => home.Name, home => home.File, StringComparer.Ordinal);

    public static Assembly[] Assemblies { get; } = [
        typeof(MeshModel).Assembly, typeof(EndpointGroup).Assembly, typeof(IstioGenerator).Assembly];

    /// <summary>Every type of the packages with every type that it uses, those inside of others counted to the outermost.</summary>
    public static IReadOnlyList<(string Type, string Uses)> Uses { get; } = [.. Read().Distinct()];

    /// <summary>The public types, without those inside of others.</summary>
    public static IReadOnlyList<Type> PublicTypes { get; } = [
        .. Assemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => !type.IsNested)];

    /// <summary>The file that declares a type; null for types that the compiler makes.</summary>
    public static SourceFile? HomeOf(string type) => Homes.GetValueOrDefault(type);

    /// <summary>The full name of a type without its parameters: <c>Mesh.ValueList</c> for <c>Mesh.ValueList`1</c>.</summary>
    public static string NameOf(Type type) => Outermost(type.FullName!);

    private static IEnumerable<(string Type, string Uses)> Read()
    {
        ArchUnitNET.Domain.Architecture packages = new ArchUnitNET.Loader.ArchLoader().LoadAssemblies(Assemblies).Build();
        foreach (IType type in packages.Types.Where(type => type is not GenericParameter))
        {
            string user = Outermost(type.FullName);
            foreach (IType used in type.Dependencies.SelectMany(use => use.TargetGenericArguments.SelectMany(Parts).Prepend(use.Target)))
            {
                if (used is not GenericParameter && Outermost(used.FullName) is var name && name != user)
                {
                    yield return (user, name);
                }
            }
        }
    }

    private static IEnumerable<IType> Parts(GenericArgument argument) => argument.GenericArguments.SelectMany(Parts).Prepend(argument.Type);

    private static string Outermost(string fullName) => fullName.Split('+', '/', '`', '<', '[')[0];
}

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Names that a user has to tell apart.</summary>
public class NameTests
{
    private const int MostForecastingTypes = 20;

    private static readonly string[] Namespaces = [
        .. Codebase.Assemblies.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Namespace).OfType<string>().Distinct()];

    /// <summary>The model's names and those of Istio's resources are among them: an emitter uses both.</summary>
    [Fact]
    public void No_public_type_has_the_name_of_another() =>
        Assert.Empty(Codebase.PublicTypes
            .Select(Codebase.NameOf)
            .Distinct()
            .GroupBy(name => name[(name.LastIndexOf('.') + 1)..], StringComparer.Ordinal)
            .Where(named => named.Count() > 1)
            .Select(named => string.Join(", ", named)));

    [Fact]
    public void No_type_is_called_like_a_namespace_that_it_would_hide()
    {
        // Where the type is found by its short name, so would be the namespace, if what holds the namespace holds the type too.
        IEnumerable<string> hiding = from file in SourceFile.All
                                     from type in file.Types
                                     from ns in Namespaces
                                     where ns.EndsWith($".{type}", StringComparison.Ordinal)
                                     where $"{file.Namespace}.".StartsWith(ns[..^type.Length], StringComparison.Ordinal)
                                     select $"{file.Namespace}.{type} hides {ns}";

        Assert.Empty(hiding);
    }

    [Fact]
    public void No_namespace_hides_the_type_Locality() =>
        Assert.DoesNotContain(Namespaces, name => $"{name}.".StartsWith("Mesh.Locality.", StringComparison.Ordinal));

    [Fact]
    public void Forecasting_shows_what_a_user_can_keep_in_mind() =>
        Assert.InRange(
            Codebase.PublicTypes.Count(
                type => type.Namespace is { } name && $"{name}.".StartsWith("Mesh.Istio.Forecasting.", StringComparison.Ordinal)),
            1, MostForecastingTypes);
}

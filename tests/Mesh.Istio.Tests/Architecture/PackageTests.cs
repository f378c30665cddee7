using System.Reflection;
using Mesh.Istio.Hosting;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Who may know whom, among packages.</summary>
public class PackageTests
{
    private static readonly Assembly Abstractions = typeof(MeshModel).Assembly;
    private static readonly Assembly Locality = typeof(EndpointGroup).Assembly;
    private static readonly Assembly Istio = typeof(IstioGenerator).Assembly;

    [Fact]
    public void Abstractions_knows_the_base_class_library_only() => Assert.Empty(OutsideReferences(Abstractions));

    [Fact]
    public void Locality_knows_abstractions_and_the_agreed_libraries() =>
        Assert.Empty(OutsideReferences(Locality).Except(["Mesh.Abstractions", .. Libraries]));

    [Fact]
    public void Istio_knows_both_and_the_agreed_libraries() =>
        Assert.Empty(OutsideReferences(Istio).Except(["Mesh.Abstractions", "Mesh.Locality", .. Libraries]));

    [Fact]
    public void The_api_has_no_mutable_state() =>
        Assert.DoesNotContain(
            new[] { Abstractions, Locality, Istio }.SelectMany(assembly => assembly.GetExportedTypes())
                .SelectMany(type => type.GetProperties()),
            // MeshOptions is what Configure and PostConfigure of .NET write into; what it holds is immutable.
            property => property.DeclaringType is { IsClass: true, Namespace: { } ns }
                && property.DeclaringType != typeof(MeshOptions)
                && ns.StartsWith("Mesh", StringComparison.Ordinal)
                && property.SetMethod is { IsPublic: true } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));

    private static string[] Libraries =>
    [
        "KubernetesClient", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
            "Microsoft.Extensions.Hosting.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Primitives", "Polly.Core",
        "Polly.RateLimiting", "YamlDotNet",
    ];

    private static IEnumerable<string> OutsideReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name =>
                !name.StartsWith("System.", StringComparison.Ordinal)
                    && name is not ("System" or "netstandard" or "Microsoft.Win32.Primitives"));
}

namespace Mesh.Istio.Tests.Architecture;

/// <summary>Folder = namespace, but for what is listed here with its reason.</summary>
public class FolderTests
{
    private const string FirstSurface = "the first surface: what a user meets with one using, Mesh or Mesh.Istio";
    private const string Messages = "the messages of a kind are next to each other, and a user wants all kinds with one using";
    private const string Extension = "members beside the type that they extend";

    private static readonly Dictionary<string, (string Namespace, string Reason)> Folders = new(StringComparer.Ordinal)
    {
        ["Mesh.Abstractions/Model"] = ("Mesh", FirstSurface),
        ["Mesh.Abstractions/Building"] = ("Mesh", FirstSurface),
        ["Mesh.Abstractions/Settings"] = ("Mesh", FirstSurface),
        ["Mesh.Abstractions/Collections"] = ("Mesh", FirstSurface),
        ["Mesh.Abstractions/Localities"] = ("Mesh", FirstSurface),
        ["Mesh.Istio/Resources/Access"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/AuthorizationPolicy"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/Common"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/DestinationRule"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/Gateway"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/Namespace"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/PeerAuthentication"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/RequestAuthentication"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/ServiceEntry"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/Sidecar"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/VirtualService"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/WorkloadEntry"] = ("Mesh.Istio.Resources", Messages),
        ["Mesh.Istio/Resources/WorkloadGroup"] = ("Mesh.Istio.Resources", Messages),
    };

    private static readonly Dictionary<string, (string Namespace, string Reason)> Files = new(StringComparer.Ordinal)
    {
        ["Mesh.Abstractions/Serialization/ModelReadResult.cs"] = ("Mesh", "what reading a model gives, for every format"),
        ["Mesh.Abstractions/Serialization/ModelText.cs"] = ("Mesh", Extension),
        ["Mesh.Istio/ModelFiles/ModelDocuments.cs"] = ("Mesh", Extension),
        ["Mesh.Istio/ModelFiles/ModelYaml.cs"] = ("Mesh", Extension),
        ["Mesh.Istio/Manifests/MeshResourcesFolder.cs"] = ("Mesh.Istio", Extension),
        ["Mesh.Istio/Generation/GenerationDiagnostics.cs"] = ("Mesh.Istio", FirstSurface),
        ["Mesh.Istio/Generation/IstioGenerator.cs"] = ("Mesh.Istio", FirstSurface),
        ["Mesh.Istio/Generation/IstioGeneratorOptions.cs"] = ("Mesh.Istio", FirstSurface),
        ["Mesh.Istio/Resources/ClusterResources.cs"] = ("Mesh.Istio", FirstSurface),
        ["Mesh.Istio/Resources/GatewayApiObject.cs"] = ("Mesh.Istio", FirstSurface),
        ["Mesh.Istio/Resources/Explanation.cs"] = ("Mesh.Istio", FirstSurface),
        ["Mesh.Istio/Resources/MeshResources.cs"] = ("Mesh.Istio", FirstSurface),
        ["Mesh.Locality/Dumps/InventoryDumps.cs"] = ("Mesh.Inventories", Extension),
        ["Mesh.Locality/Kubernetes/Reading/LiveInventory.cs"] = ("Mesh.Inventories", Extension),
        ["Mesh.Locality/Kubernetes/Watching/LiveInventoryWatch.cs"] = ("Mesh.Inventories", Extension),
        ["Mesh.Istio/Hosting/MeshServiceCollectionExtensions.cs"] = ("Microsoft.Extensions.DependencyInjection", Extension),
        ["Mesh.Istio/Hosting/MeshServicesBuilderExtensions.cs"] = ("Microsoft.Extensions.DependencyInjection", Extension),
    };

    [Fact]
    public void A_file_is_in_the_folder_of_its_namespace_unless_it_is_listed() =>
        Assert.Empty(SourceFile.All.Where(file => file.Namespace != Expected(file))
            .Select(file => $"{file.Path} is in {file.Namespace} instead of {Expected(file)}"));

    [Fact]
    public void What_is_listed_exists_and_is_an_exception() =>
        Assert.DoesNotContain(Files.Concat(Folders), row => row.Value.Reason.Length == 0










            || row.Value.Namespace == OfFolder(
                Path.GetExtension(row.Key) == ".cs" ? Path.GetDirectoryName(row.Key)!.Replace('\\', '/') : row.Key)
            || !SourceFile.All.Any(file => file.Path == row.Key || $"{file.Package}/{file.Folder}" == row.Key));

    private static string Expected(SourceFile file) =>
        Files.TryGetValue(file.Path, out (string Namespace, string) one) ? one.Namespace
        : Folders.TryGetValue($"{file.Package}/{file.Folder}", out (string Namespace, string) all) ? all.Namespace
        : OfFolder($"{file.Package}/{file.Folder}");

    // Packages are cut by what they may reference, which is no part of a name: only Istio's is one.
    private static string OfFolder(string folder)
    {
        string[] parts = folder.Split('/');
        return string.Join('.', parts[1..].Prepend(parts[0] == "Mesh.Istio" ? "Mesh.Istio" : "Mesh"));
    }
}

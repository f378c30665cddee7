using Bookinfo.Failover;
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Native;

// Everything that Mesh does, in a program that is compiled ahead of time and has no reflection to fall back on:
//     dotnet publish samples/Native -c Release -r linux-x64 -p:PublishAot=true
// The clusters are doubles of the API server in this process, one with TLS. Nothing outside of this machine is touched.
Console.WriteLine($"Compiled ahead of time: {!System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported}.");
string scratch = Directory.CreateTempSubdirectory("mesh-native-").FullName;
try
{
    string dumps = Path.Combine(AppContext.BaseDirectory, "dumps");
    MeshModel model = BookinfoMesh.Model();
    Inventory inventory = Inventory.FromDumps(dumps);
    MeshResources resources = new IstioGenerator().Generate(model, inventory);
    Expect.That(!inventory.Diagnostics.HasErrors && !resources.Diagnostics.HasErrors, "the sample's own mesh has no errors");

    Offline.Texts(model, scratch);
    Offline.Folders(resources, inventory, scratch);
    Offline.Questions(resources, inventory);

    await using Clusters clusters = await Clusters.StartAsync(dumps, scratch);
    await Live.ReadAsync(clusters, inventory);
    await Live.ApplyAsync(clusters, resources);
    await Live.HostAsync(clusters, model);
    await Live.FailAsync(scratch);
    Console.WriteLine("All of it works.");
    return 0;
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

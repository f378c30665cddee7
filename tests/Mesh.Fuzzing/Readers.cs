using System.Text;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Validation;

namespace Mesh.Fuzzing;

/// <summary>
/// The readers of text that others wrote, each with what has to hold for every input: it is answered, and what could be read can be
/// used, written and read again.
/// </summary>
internal static class Readers
{
    private static readonly (string Name, Action<byte[]> Read)[] All = [("manifests", Manifests), ("models", Models), ("json", Json),
        ("dumps", Dumps)];

    public static IEnumerable<string> Names => All.Select(one => one.Name);

    public static Action<byte[]>? Find(string name) => All.FirstOrDefault(one => one.Name == name).Read;

    private static void Manifests(byte[] bytes)
    {
        foreach (IstioObject value in ManifestReader.Read(bytes, "file").Objects)
        {
            Require(ManifestReader.Read(ManifestWriter.ToYaml(value)).Objects is [var again] && again.Equals(value),
                "an object changes when it is written as YAML and read");
            Require(ManifestReader.Read(ManifestWriter.ToJson(value)).Objects is [var other] && other.Equals(value),
                "an object changes when it is written as JSON and read");
        }
    }

    private static void Models(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        if (MeshModel.FromYaml(text).Model is { } model)
        {
            Use(model);
            Require(model.Equals(MeshModel.FromYaml(model.ToYaml()).Model), "a model changes when it is written as YAML and read");
        }

        if (MeshModel.FromDocuments(text) is { Model: { } whole, Diagnostics.HasErrors: false })
        {
            Use(whole);
            Require(whole.Equals(MeshModel.FromDocuments(whole.ToDocuments()).Model),
                "a model changes when it is written as documents and read");
        }
    }

    private static void Json(byte[] bytes)
    {
        if (MeshModel.FromJson(bytes).Model is { } model)
        {
            Use(model);
            Require(model.Equals(MeshModel.FromJson(model.ToJson()).Model), "a model changes when it is written as JSON and read");
        }
    }

    private static void Dumps(byte[] bytes)
    {
        Inventory inventory = Inventory.FromDumps([new DumpFile("aws", "file", bytes)]);
        Require(inventory.Equals(Inventory.FromDumps([new DumpFile("aws", "file", bytes)])), "the same dump gives another inventory");
    }

    private static void Use(MeshModel model)
    {
        _ = ModelValidator.Validate(model).ToString();
        _ = new IstioGenerator().Generate(model, Inventory.Empty).Diagnostics.ToString();
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}

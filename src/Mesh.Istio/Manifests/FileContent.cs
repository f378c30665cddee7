using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>Which files the objects of a cluster make up, and what each holds.</summary>
internal sealed class FileContent(WriteOptions options, SharedYaml shared) : IDisposable
{
    public const string KustomizationFile = "kustomization.yaml";
    private readonly OutputBuffer _buffer = new();

    private string Extension => options.Format == ManifestFormat.Json ? ".json" : ".yaml";

    /// <summary>The files with their objects, in apply order. Objects of one identity share a file.</summary>
    public IEnumerable<(string File, ValueList<IstioObject> Objects)> Files(IEnumerable<IstioObject> objects) =>
        options.Layout == ManifestLayout.FilePerObject
        ? objects.GroupBy(value => ManifestFileName.Of(value, Extension), StringComparer.Ordinal).Select(
            group => (group.Key, group.ToValueList()))
        : [($"resources{Extension}", objects.ToValueList())];

    /// <summary>The bytes of a file; valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ValueList<IstioObject> objects)
    {
        _buffer.Clear();
        if (options.Format == ManifestFormat.Yaml)
        {
            shared.Write(_buffer, objects);
        }
        else if (options.Layout == ManifestLayout.FilePerObject)
        {
            using var json = new JsonFieldWriter(_buffer, indented: true);
            objects[0].Write(json);
            json.EndDocument();
        }
        else
        {
            ManifestWriter.WriteJson(_buffer, objects, indented: true);
        }

        return _buffer.Written;
    }

    /// <summary>The bytes of the kustomization that lists files; valid until the next call.</summary>
    public ReadOnlySpan<byte> Kustomization(IEnumerable<string> files)
    {
        _buffer.Clear();
        var yaml = new YamlFieldWriter(_buffer);
        yaml.BeginObject();
        yaml.Text("apiVersion"u8, "kustomize.config.k8s.io/v1beta1");
        yaml.Text("kind"u8, "Kustomization");
        yaml.Texts("resources"u8, files.ToValueList(), required: true);
        yaml.EndObject();
        yaml.EndDocument();
        return _buffer.Written;
    }

    public void Dispose() => _buffer.Dispose();
}

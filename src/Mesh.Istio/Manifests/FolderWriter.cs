using Mesh.Diagnostics;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Istio.Manifests;

/// <summary>Writes clusters into their folders, one after the other.</summary>
internal sealed class FolderWriter(string folder, WriteOptions options) : IDisposable
{
    private const string KustomizationFile = "kustomization.yaml";
    private readonly OutputBuffer _buffer = new();
    private readonly HashSet<string> _clusters = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Diagnostic> _diagnostics = [];
    private int _written;
    private int _unchanged;
    private int _deleted;

    private string Extension => options.Format == ManifestFormat.Json ? ".json" : ".yaml";

    public void Write(ClusterResources cluster)
    {
        if (ManifestFileName.WhyNoFolder(cluster.Cluster) is { } reason)
        {
            throw new ArgumentException($"The cluster's name '{cluster.Cluster}' cannot be a folder's name. {reason}", nameof(cluster));
        }

        if (!_clusters.Add(cluster.Cluster))
        {
            throw new ArgumentException($"The cluster '{cluster.Cluster}' stands twice, or differs from another one in capitals only.", nameof(cluster));
        }

        string[] files = FileNames(cluster);
        string path = Path.Combine(folder, cluster.Cluster);
        Directory.CreateDirectory(path);
        FileRecord record = FileRecord.Load(path);
        Announce(record, path, files);
        if (options.Layout == ManifestLayout.FilePerObject)
        {
            for (int i = 0; i < cluster.Objects.Count; i++)
            {
                WriteFile(record, path, files[i], [cluster.Objects[i]]);
            }
        }
        else
        {
            WriteFile(record, path, files[0], cluster.Objects);
        }

        if (options.Kustomization)
        {
            WriteKustomization(record, path, files.AsSpan(0, files.Length - 1));
        }

        RemoveOutdated(record, cluster.Cluster, files.ToHashSet(StringComparer.Ordinal));
        record.Save();
    }

    /// <summary>Removes what earlier runs wrote for clusters that are no longer there.</summary>
    public WriteResult Finish()
    {
        string[] others = Directory.Exists(folder) ? Directory.GetDirectories(folder) : [];
        foreach (string path in others)
        {
            string cluster = Path.GetFileName(path);
            if (!_clusters.Contains(cluster) && File.Exists(Path.Combine(path, FileRecord.FileName)))
            {
                FileRecord record = FileRecord.Load(path);
                RemoveOutdated(record, cluster, []);
                record.Save();
                if (!Directory.EnumerateFileSystemEntries(path).Any())
                {
                    Directory.Delete(path);
                }
            }
        }

        return new WriteResult(_written, _unchanged, _deleted, new DiagnosticList(_diagnostics));
    }

    public void Dispose() => _buffer.Dispose();

    private string[] FileNames(ClusterResources cluster)
    {
        var files = new List<string>();
        if (options.Layout == ManifestLayout.FilePerObject)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (IstioObject value in cluster.Objects)
            {
                files.Add(ManifestFileName.Of(value, Extension));
                if (!seen.Add(files[^1]))
                {
                    throw new ArgumentException($"{value} stands twice in the cluster '{cluster.Cluster}'.", nameof(cluster));
                }
            }
        }
        else
        {
            files.Add("resources" + Extension);
        }

        if (options.Kustomization)
        {
            files.Add(KustomizationFile);
        }

        return [.. files];
    }

    /// <summary>
    /// Claims the files before they are written: a run that is interrupted leaves nothing that the next one takes for somebody else's.
    /// </summary>
    private static void Announce(FileRecord record, string path, string[] files)
    {
        bool any = false;
        foreach (string file in files)
        {
            if (!record.Owns(file) && !File.Exists(Path.Combine(path, file)))
            {
                record.Announce(file);
                any = true;
            }
        }

        if (any)
        {
            record.Save();
        }
    }

    private void WriteFile(FileRecord record, string path, string file, ValueList<IstioObject> objects)
    {
        _buffer.Clear();
        if (options.Format == ManifestFormat.Yaml)
        {
            ManifestWriter.WriteYaml(_buffer, objects);
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

        Store(record, path, file);
    }

    private void WriteKustomization(FileRecord record, string path, ReadOnlySpan<string> files)
    {
        _buffer.Clear();
        var yaml = new YamlFieldWriter(_buffer);
        yaml.BeginObject();
        yaml.Text("apiVersion"u8, "kustomize.config.k8s.io/v1beta1");
        yaml.Text("kind"u8, "Kustomization");
        yaml.Texts("resources"u8, ValueList.Create(files), required: true);
        yaml.EndObject();
        yaml.EndDocument();
        Store(record, path, KustomizationFile);
    }

    private void Store(FileRecord record, string path, string file)
    {
        string full = Path.Combine(path, file);
        bool exists = File.Exists(full);
        if (exists && Holds(full, _buffer.Written))
        {
            _unchanged++;
        }
        else if (exists && !record.Owns(file) && !options.Overwrite)
        {
            string message = "The file is not one that Mesh wrote; it is left as it is.";
            string help = "Move it away, or allow overwriting.";
            _diagnostics.Add(ManifestDiagnostics.ForeignFile.At($"{Path.GetFileName(path)}/{file}", message, help));
            return;
        }
        else
        {
            using SafeFileHandle handle = File.OpenHandle(full, FileMode.Create, FileAccess.Write);
            RandomAccess.Write(handle, _buffer.Written, 0);
            _written++;
        }

        record.Set(file, FileRecord.Hash(_buffer.Written));
    }

    private static bool Holds(string file, ReadOnlySpan<byte> bytes)
    {
        using SafeFileHandle handle = File.OpenHandle(file);
        return RandomAccess.GetLength(handle) == bytes.Length && File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes);
    }

    private void RemoveOutdated(FileRecord record, string cluster, HashSet<string> current)
    {
        foreach (string file in record.Files.Where(file => !current.Contains(file)).ToArray())
        {
            string full = Path.Combine(folder, cluster, file);
            if (File.Exists(full))
            {
                if (record.IsUntouched(file))
                {
                    File.Delete(full);
                    _deleted++;
                }
                else
                {
                    string message = "The file is outdated but was changed since Mesh wrote it; it is left as it is.";
                    _diagnostics.Add(ManifestDiagnostics.ChangedStaleFile.At($"{cluster}/{file}", message, "Delete it if nobody needs it."));
                }
            }

            record.Remove(file);
        }
    }
}

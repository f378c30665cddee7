using System.Security.Cryptography;
using System.Text;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Which files of a folder Mesh has written, with the SHA-256 of their bytes: the file <c>.mesh-files</c>, one line per file in the form of
/// the tool <c>sha256sum</c>. What is not in it is never changed or deleted.
/// </summary>
internal sealed class FileRecord(string folder, FileStore store)
{
    public const string FileName = ".mesh-files";

    /// <summary>In place of a hash: the file is about to be written, whatever it holds is ours.</summary>
    private const string Pending = "-";
    private const string Separator = "  ";

    private readonly SortedDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>The files in ordinal order, whether they still exist or not.</summary>
    public IEnumerable<string> Files => _hashes.Keys;

    private string FilePath => Path.Combine(folder, FileName);

    public static FileRecord Load(string folder, FileStore store)
    {
        var record = new FileRecord(folder, store);
        // Nothing is opened that is empty: a pipe would hold up whoever reads it.
        if (File.Exists(record.FilePath) && !FileStore.IsLink(record.FilePath) && new FileInfo(record.FilePath).Length > 0)
        {
            foreach (string line in File.ReadLines(record.FilePath))
            {
                int separator = line.IndexOf(Separator, StringComparison.Ordinal);
                string name = separator < 0 ? "" : line[(separator + Separator.Length)..];
                if (name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or ".." or FileName))
                {
                    record._hashes[name] = line[..separator];
                }
            }
        }

        return record;
    }

    public static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    public bool Owns(string name) => _hashes.ContainsKey(name);

    /// <summary>Whether the file is as Mesh left it, so that deleting it loses nothing of anybody else.</summary>
    public bool IsUntouched(string name)
    {
        string path = Path.Combine(folder, name);
        return _hashes.TryGetValue(name, out string? hash) && !FileStore.IsLink(path) &&
            (hash == Pending || hash == Hash(new FileInfo(path).Length == 0 ? [] : File.ReadAllBytes(path)));
    }

    public void Announce(string name) => _hashes.TryAdd(name, Pending);

    public void Set(string name, string hash) => _hashes[name] = hash;

    public void Remove(string name) => _hashes.Remove(name);

    public void Save()
    {
        if (_hashes.Count == 0)
        {
            File.Delete(FilePath);
            return;
        }

        var text = new StringBuilder();
        foreach ((string name, string hash) in _hashes)
        {
            text.Append(hash).Append(Separator).Append(name).Append('\n');
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
        if (!File.Exists(FilePath) || !FileStore.Holds(FilePath, bytes))
        {
            store.Stage(FilePath, bytes);
            store.Commit(FilePath);
        }
    }
}

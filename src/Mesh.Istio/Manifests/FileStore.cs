using Microsoft.Win32.SafeHandles;

namespace Mesh.Istio.Manifests;

/// <summary>
/// Files of the output. A file is written beside its place and then renamed, so that nobody ever reads half of one; a link in its place is
/// replaced and never followed.
/// </summary>
internal class FileStore
{
    private const string Suffix = ".mesh-tmp";

    /// <summary>The name under which a file is written before it is renamed; hidden, so that no reader takes it for a manifest.</summary>
    public static string Beside(string path) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}{Suffix}");

    /// <summary>Whether something other than a file or folder of its own is there: a link, whether it leads anywhere or not.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Whether a file holds exactly these bytes. Nothing is opened that has another length, so a pipe holds up nobody.</summary>
    public static bool Holds(string path, ReadOnlySpan<byte> bytes) =>
        new FileInfo(path).Length == bytes.Length && (bytes.Length == 0 || File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes));

    /// <summary>Writes a file beside its place.</summary>
    public virtual void Stage(string path, ReadOnlySpan<byte> bytes)
    {
        string beside = Beside(path);
        // What an interrupted run left, or somebody put there: a new file is made, nothing is written through it.
        File.Delete(beside);
        try
        {
            using SafeFileHandle handle = File.OpenHandle(beside, FileMode.CreateNew, FileAccess.Write);
            RandomAccess.Write(handle, bytes, 0);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>Puts a staged file into its place.</summary>
    public virtual void Commit(string path) => File.Move(Beside(path), path, overwrite: true);

    /// <summary>Removes a staged file that is not to be committed.</summary>
    public static void Discard(string path) => File.Delete(Beside(path));

    /// <summary>Removes what interrupted runs left beside the files of a folder.</summary>
    public static void Sweep(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, $".*{Suffix}"))
        {
            File.Delete(file);
        }
    }
}

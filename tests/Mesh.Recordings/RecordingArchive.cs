using System.Formats.Tar;
using System.IO.Compression;

namespace Mesh.Recordings;

/// <summary>A tar file in brotli with all files of a kind; the same files give the same bytes.</summary>
public static class RecordingArchive
{
    private const int Quality = 11;

    // The largest: files that repeat each other, as the versions of Istio do, are megabytes apart.
    private const int WindowBits = 24;

    public static byte[] Pack(IEnumerable<RecordedFile> files)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (RecordedFile file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                using var content = new MemoryStream(file.Content);
                writer.WriteEntry(
                    new UstarTarEntry(TarEntryType.RegularFile, file.Path)
                    {
                        DataStream = content,
                        ModificationTime = DateTimeOffset.UnixEpoch,
                    });
            }
        }

        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength((int)tar.Length)];
        return BrotliEncoder.TryCompress(tar.GetBuffer().AsSpan(0, (int)tar.Length), packed, out int length, Quality, WindowBits)
            ? packed[..length]
            : throw new InvalidOperationException("The recordings could not be compressed.");
    }

    public static IReadOnlyList<RecordedFile> Unpack(string kind, Stream archive)
    {
        using var brotli = new BrotliStream(archive, CompressionMode.Decompress, leaveOpen: true);
        using var reader = new TarReader(brotli);
        var files = new List<RecordedFile>();
        while (reader.GetNextEntry() is { } entry)
        {
            byte[] content = new byte[entry.Length];
            entry.DataStream?.ReadExactly(content);
            files.Add(new RecordedFile(kind, entry.Name, content));
        }

        return files;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Mesh.Kubernetes.Connections;

namespace Mesh.Kubernetes.Watching;

/// <summary>Cuts the body of a watch into lines. A line that was begun when the stream ends is left out: it was never complete.</summary>
internal sealed class WatchLines(Stream body, int limit) : IAsyncDisposable
{
    private readonly PipeReader _pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));

    /// <summary>Hands over the next line.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ResponseTooLargeException">The line is longer than the limit.</exception>
    public async ValueTask<bool> NextAsync(Action<ReadOnlySpan<byte>> read, CancellationToken cancellationToken)
    {
        // What was looked through is not looked through again, or a long line costs the square of its length.
        for (long seen = 0; ;)
        {
            ReadResult result = await _pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            SequencePosition? found = buffer.Slice(seen).PositionOf((byte)'\n');
            if ((found is { } at ? buffer.Slice(0, at).Length : buffer.Length) > limit)
            {
                throw new ResponseTooLargeException("A line of the watch", limit, nameof(ClusterConnectionOptions.MaxWatchLineBytes));
            }

            if (found is { } end)
            {
                Hand(buffer.Slice(0, end), read);
                _pipe.AdvanceTo(buffer.GetPosition(1, end));
                return true;
            }

            seen = buffer.Length;
            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return false;
            }
        }
    }

    public ValueTask DisposeAsync() => _pipe.CompleteAsync();

    private static void Hand(ReadOnlySequence<byte> line, Action<ReadOnlySpan<byte>> read)
    {
        if (line.IsSingleSegment)
        {
            read(line.FirstSpan);
            return;
        }

        byte[] joined = ArrayPool<byte>.Shared.Rent((int)line.Length);
        try
        {
            line.CopyTo(joined);
            read(joined.AsSpan(0, (int)line.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }
}

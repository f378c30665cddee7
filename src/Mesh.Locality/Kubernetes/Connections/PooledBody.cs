using System.Buffers;

namespace Mesh.Kubernetes.Connections;

/// <summary>The body of an answer in memory that is given back when it was read.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstSize = 32 * 1024;

    // What a server announces is believed up to here; more is reserved when it has come.
    private const int BelievedSize = 1024 * 1024;

    // The pool keeps what it gets back, for every thread of its own: after a flood it would hold hundreds of megabytes.
    private const int LargestPooled = 4 * 1024 * 1024;
    private byte[] _buffer;
    private int _length;

    private PooledBody(int size) => _buffer = Rent(size);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Whether more came than was to be read.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="ResponseTooLargeException">It is longer than the limit, after decompression.</exception>
    public static async Task<PooledBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        PooledBody? body = content.Headers.ContentLength > limit ? null
            : await ReadStartAsync(content, limit, cancellationToken).ConfigureAwait(false);
        if (body is { IsCut: false })
        {
            return body;
        }

        body?.Dispose();
        throw new ResponseTooLargeException("The answer", limit, nameof(ClusterConnectionOptions.MaxResponseBytes));
    }

    /// <summary>Reads a body as far as it is wanted.</summary>
    public static async Task<PooledBody> ReadStartAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        int expected = (int)Math.Clamp(content.Headers.ContentLength ?? FirstSize, 1, Math.Min(BelievedSize, limit));
        var body = new PooledBody(expected + 1);
        try
        {
            Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (!body.IsCut && await stream.ReadAsync(body.Space(), cancellationToken).ConfigureAwait(false) is > 0 and int count)
                {
                    body.IsCut = body._length + count > limit;
                    body._length = Math.Min(body._length + count, limit);
                }
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        byte[] buffer = Interlocked.Exchange(ref _buffer, []);
        _length = 0;
        Return(buffer);
    }

    private static byte[] Rent(int size) =>
        size <= LargestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    private static void Return(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= LargestPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private Memory<byte> Space()
    {
        if (_length == _buffer.Length)
        {
            byte[] larger = Rent(checked(_buffer.Length * 2));
            _buffer.CopyTo(larger, 0);
            Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}

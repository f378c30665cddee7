using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Mesh.Localities.Tests.Live;

/// <summary>
/// A server of raw HTTP/2 frames behind TLS, because no web server can be told to go away at a chosen moment (RFC 9113, 6.8). Each
/// request is one script: what is sent for it.
/// </summary>
internal sealed class RawHttp2Server : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Func<int, Answer> _script;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private int _requests;
    private int _connections;

    public RawHttp2Server(X509Certificate2 certificate, Func<int, Answer> script)
    {
        _certificate = certificate;
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What a request is answered with.</summary>
    internal enum Answer
    {
        /// <summary>A body, and nothing more.</summary>
        Whole,

        /// <summary>A body, and that no further request is taken, as kube-apiserver does now and then (<c>--goaway-chance</c>).</summary>
        WholeThenGoAway,

        /// <summary>That this request was not looked at; it may be sent again elsewhere.</summary>
        Refused,

        /// <summary>Half of the body, then an error of the whole connection.</summary>
        HalfThenError,

        /// <summary>An error of the whole connection, in the middle of the request.</summary>
        Error,
    }

    public string Url => $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public int Requests => _requests;

    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var all = new List<Task>();
        while (!_ended.IsCancellationRequested)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_ended.Token);
            all.Add(ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate, ApplicationProtocols = [SslApplicationProtocol.Http2] },
                _ended.Token);
        Interlocked.Increment(ref _connections);
        await tls.ReadExactlyAsync(new byte[24], _ended.Token);
        await SendAsync(tls, 4, 0, 0, []);
        byte[] header = new byte[9];
        while (true)
        {
            await tls.ReadExactlyAsync(header, _ended.Token);
            byte[] payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
            await tls.ReadExactlyAsync(payload, _ended.Token);
            int stream = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)) & int.MaxValue;
            if (header[3] == 4 && (header[4] & 1) == 0)
            {
                await SendAsync(tls, 4, 1, 0, []);
            }
            else if (header[3] == 1 && !await AnswerAsync(tls, stream, _script(Interlocked.Increment(ref _requests))))
            {
                return;
            }
        }
    }

    private async Task<bool> AnswerAsync(SslStream tls, int stream, Answer answer)
    {
        byte[] body = """{"kind":"NodeList","metadata":{},"items":[]}"""u8.ToArray();
        switch (answer)
        {
            case Answer.Refused:
                await SendAsync(tls, 7, 0, 0, GoAway(stream - 2, error: 0));
                return true;
            case Answer.Error:
                await SendAsync(tls, 7, 0, 0, GoAway(stream, error: 2));
                return false;
            case Answer.HalfThenError:
                await SendAsync(tls, 1, 4, stream, [0x88]);
                await SendAsync(tls, 0, 0, stream, body[..10]);
                await SendAsync(tls, 7, 0, 0, GoAway(stream, error: 11));
                return false;
            default:
                // 0x88 is ":status: 200" in the static table of HPACK.
                await SendAsync(tls, 1, 4, stream, [0x88]);
                if (answer == Answer.WholeThenGoAway)
                {
                    // Before the end of the body: afterwards, the next request may be on its way already.
                    await SendAsync(tls, 7, 0, 0, GoAway(stream, error: 0));
                }

                await SendAsync(tls, 0, 1, stream, body);
                return true;
        }
    }

    private static byte[] GoAway(int last, int error)
    {
        byte[] payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, Math.Max(0, last));
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(4), error);
        return payload;
    }

    private async Task SendAsync(SslStream tls, byte type, byte flags, int stream, byte[] payload)
    {
        byte[] frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(9));
        await tls.WriteAsync(frame, _ended.Token);
        await tls.FlushAsync(_ended.Token);
    }
}

using System.IO.Compression;
using Mesh.ApiServerDouble.Faults;
using Mesh.ApiServerDouble.Requests;
using Microsoft.AspNetCore.Http;

namespace Mesh.ApiServerDouble.Hosting;

/// <summary>Writes answers, whole or damaged.</summary>
internal static class AnswerWriter
{
    /// <summary>What one HTTP answer holds before it is sent in chunks.</summary>
    private const int Buffered = 2048;

    private const int CompressedFrom = 128 * 1024;

    /// <summary>As kube-apiserver: what is read and larger than 128 KiB, for those who take it.</summary>
    public static bool Compresses(HttpContext context, Answer answer) =>
        answer.Body.Length > CompressedFrom
            && context.Request.Method == "GET"
            && context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);

    public static async Task WriteAsync(
        HttpContext context, Answer answer, IReadOnlyList<string> warnings, Fault? fault, TimeProvider time, CancellationToken stopping)
    {
        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-cache, private";
        if (answer.ContentType.Length > 0)
        {
            response.ContentType = answer.ContentType;
        }

        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        foreach (string warning in warnings)
        {
            string escaped = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            response.Headers.Append("Warning", $"299 - \"{escaped}\"");
        }

        if (answer.Stream is { } stream)
        {
            await StreamAsync(context, stream, stopping).ConfigureAwait(false);
            return;
        }

        if (answer.Status == 304)
        {
            return;
        }

        if (Compresses(context, answer))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Vary = "Accept-Encoding";
            answer = answer with { Body = Compress(answer.Body) };
        }

        byte[] body = fault?.Kind == FaultKind.TruncatedJson ? answer.Body[..(answer.Body.Length / 2)] : answer.Body;
        if (body.Length <= Buffered || fault?.Kind == FaultKind.TruncatedBody)
        {
            response.ContentLength = body.Length;
        }

        switch (fault?.Kind)
        {
            case FaultKind.TruncatedBody:
                await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), stopping).ConfigureAwait(false);
                await response.Body.FlushAsync(stopping).ConfigureAwait(false);
                context.Abort();
                break;
            case FaultKind.SlowBody:
                await SlowlyAsync(response, body, fault.Delay, time).ConfigureAwait(false);
                break;
            default:
                await response.Body.WriteAsync(body, stopping).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Whatever a fault says, byte for byte.</summary>
    public static async Task WriteAsync(HttpContext context, FaultResponse wanted, TimeProvider time, CancellationToken stopping)
    {
        HttpResponse response = context.Response;
        response.StatusCode = wanted.Status;
        foreach ((string name, string value) in wanted.Headers)
        {
            response.Headers[name] = value;
        }

        if (wanted.Status is 204 or 205 or 304)
        {
            return;
        }

        if (wanted.Delay > TimeSpan.Zero)
        {
            await Task.Delay(wanted.Delay, time, context.RequestAborted).ConfigureAwait(false);
        }

        for (int i = 0; i < wanted.Repeat && !context.RequestAborted.IsCancellationRequested; i++)
        {
            await response.Body.WriteAsync(wanted.Body, stopping).ConfigureAwait(false);
        }

        if (wanted.IsCut)
        {
            await response.Body.FlushAsync(stopping).ConfigureAwait(false);
            context.Abort();
        }
    }

    private static byte[] Compress(byte[] body)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return output.ToArray();
    }

    private static async Task SlowlyAsync(HttpResponse response, byte[] body, TimeSpan pause, TimeProvider time)
    {
        foreach (byte[] piece in body.Chunk(Math.Max(1, (body.Length + 7) / 8)))
        {
            await response.Body.WriteAsync(piece).ConfigureAwait(false);
            await response.Body.FlushAsync().ConfigureAwait(false);
            await Task.Delay(pause, time, response.HttpContext.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task StreamAsync(HttpContext context, Func<Stream, CancellationToken, Task> stream, CancellationToken stopping)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await context.Response.StartAsync(end.Token).ConfigureAwait(false);
            await stream(context.Response.Body, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client went away or the server stops: the stream just ends.
        }
    }
}

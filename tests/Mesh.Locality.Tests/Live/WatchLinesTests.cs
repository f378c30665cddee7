using System.Text;
using CsCheck;
using Mesh.Kubernetes.Reading;
using Mesh.Kubernetes.Watching;

namespace Mesh.Localities.Tests.Live;

/// <summary>The lines of a watch, however the network cuts them.</summary>
public class WatchLinesTests
{
    [Fact]
    public void Lines_do_not_depend_on_how_they_arrive() =>
        Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 200].Array[0, 8], Gen.String[Gen.Char['x', 'z'], 0, 20], Gen.Int[1, 70])
            .Sample((lines, rest, piece) =>
        {
            byte[] text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")) + rest);

            Assert.Equal(lines, Read(new InPieces(text, piece)));
        });

    [Fact]
    public void An_error_event_carries_its_status()
    {
        WatchEvent parsed = WatchEvent.Parse(
            """{"object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"},"type":"ERROR"}"""u8,
                FieldMask.Of("metadata"), new TextPool());

        Assert.Equal((410, "Expired"), (parsed.Error!.Code, parsed.Error.Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"a"}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"\ud800"}}}""")]
    public void What_is_no_event_is_malformed(string line) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(
            () => WatchEvent.Parse(Encoding.UTF8.GetBytes(line), FieldMask.Of("metadata"), new TextPool()));

    private static List<string> Read(Stream stream)
    {
        var read = new List<string>();
        var lines = new WatchLines(stream, 1024);
        while (lines.NextAsync(line => read.Add(Encoding.UTF8.GetString(line)), CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
        }

        return read;
    }

    private sealed class InPieces(byte[] text, int piece) : MemoryStream(text)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}

using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>Where a list goes on: the revision of its first page (-1: the newest) and the last key with a zero behind it.</summary>
internal sealed record ContinueToken(long Revision, string Start)
{
    public static ContinueToken Parse(string text)
    {
        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw ApiException.BadRequest("invalid continue token: continue key is not valid: illegal base64 data at input byte 0");
        }

        try
        {
            JsonObject token = BodyReader.ReadJson(bytes).Value!.AsObject();
            return token["rv"].IsWhole(out long revision) && token.Text("start") is { } start
                ? new(revision, start)
                : throw ApiException.BadRequest(
                    "invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }
        catch (JsonException)
        {
            string first = bytes.Length == 0 ? "" : Encoding.Latin1.GetString(bytes, 0, 1);
            throw ApiException.BadRequest(
                $"invalid continue token: continue key is not valid: invalid character '{first}' looking for beginning of value");
        }
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = Revision, ["start"] = Start }.ToJsonString()));
}

using System.IO.Compression;
using System.Text;
using Mesh.ApiServerDouble.Faults;

namespace Mesh.Tests;

/// <summary>
/// Answers that no API server gives, as a function of a seed: status × headers × shape of the body × encoding × truncation × timing. None
/// of them is a lie, which nobody could see: no success names an object or lists any.
/// </summary>
internal static class GeneratedAnswers
{
    private static readonly int[] Statuses =
        [
            200, 200, 200, 201, 202, 204, 206, 300, 301, 302, 303, 307, 308, 400, 401, 403, 405, 408, 409, 410, 413, 418, 422, 429, 500,
            502, 503, 504, 511, 599];

    private static readonly string[] Bodies =
    [
        "", " ", "{", "}", "{}", "[]", "null", "0", "\"text\"", "\0\0\0", "\ufeff{}", "<html><body>Sign in</body></html>",
            "404 page not found\n", "{\"kind\":\"Status\"}",
        """{"kind":"Status","status":"Failure","code":"many","details":[],"metadata":7}""",
            """{"kind":"Status","message":{"a":1},"details":{"causes":[1,{"reason":2}],"retryAfterSeconds":1e9}}""",
        """{"kind":"Status","message":"\ud800","reason":"\ud800","details":"""
        + """{"name":"\ud800","kind":"\ud800","retryAfterSeconds":2147483647}}""",
        """{"metadata":{"continue":1},"items":{}}""", """{"metadata":[],"items":[[]]}""",
            """{"items":[null,1,"a",{},{"metadata":null},{"metadata":{"name":1}}]}""",
        """{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"\ud800"}}]}""",
            """{"metadata":{"labels":[],"annotations":1,"managedFields":{"a":1}}}""",
        """{"type":"ERROR","object":{}}""", """{"spec":{"holderIdentity":"somebody"}}""", """{"metadata":{},"metadata":{}}""",
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Retry-After", "1"), ("Retry-After", "0"), ("Retry-After", "-5"), ("Retry-After", "86400000"), ("Retry-After", "99999999999999999999"), ("Retry-After", "soon"),
        ("Retry-After", "Fri, 31 Dec 9999 23:59:59 GMT"), ("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Location", "/api/v1/namespaces"), ("Location", "http://127.0.0.1:1/"),
        ("Location", "::"), ("Warning", "299 - \"unfinished"), ("Warning", "garbage"), ("Connection", "close"), ("Content-Type", "text/html"), ("Content-Type", "a/b/c"),
        ("Content-Encoding", "identity"), ("Content-Encoding", "br"), ("Set-Cookie", "a=b"), ("WWW-Authenticate", "Bearer"),
    ];

    public static Fault Next(Random random)
    {
        Dictionary<string, string> headers = new() { ["Content-Type"] = "application/json" };
        for (int i = random.Next(3); i > 0; i--)
        {
            (string name, string value) = Headers[random.Next(Headers.Length)];
            headers[name] = value;
        }

        byte[] body = Body(random);
        if (random.Next(4) == 0)
        {
            headers["Content-Encoding"] = "gzip";
            body = random.Next(4) == 0 ? body : Compress(body);
            body = random.Next(3) == 0 ? body[..(body.Length / 2)] : body;
        }

        return new Fault(random.Next(3) == 0 ? FaultKind.ResponseAfter : FaultKind.Response)
        {
            Response = new FaultResponse(Statuses[random.Next(Statuses.Length)], body)
            {
                Headers = headers,
                IsCut = random.Next(5) == 0,
                Delay = random.Next(5) == 0 ? TimeSpan.FromMilliseconds(random.Next(3)) : TimeSpan.Zero,
                Repeat = random.Next(10) == 0 ? 20 : 1,
            },
        };
    }

    private static byte[] Body(Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                byte[] noise = new byte[random.Next(300)];
                random.NextBytes(noise);
                return noise;
            case 1:
                return Encoding.UTF8.GetBytes(new string('[', random.Next(3000)));
            case 2:
                return new byte[random.Next(1024 * 1024)];
            default:
                byte[] body = Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)]);
                return random.Next(4) == 0 ? body[..random.Next(body.Length + 1)] : body;
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
}

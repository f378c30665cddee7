using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>The conditions of a rule of an HTTPRoute or GRPCRoute, one of which must hold.</summary>
internal static class HttpMatches
{
    private const string GrpcRoute = "GRPCRoute";
    private const string Expression = "RegularExpression";
    private static readonly StringMatch Everything = new StringMatch.Prefix("/");

    /// <summary>The conditions; <see langword="null"/> stands for none, which a rule of a GRPCRoute may have.</summary>
    public static IEnumerable<HttpMatchRequest?> Of(string kind, Field rule)
    {
        Field[] matches = [.. rule["matches"].Items];
        if (matches.Length > 0)
        {
            return matches.Select(match => kind == GrpcRoute ? OfGrpc(match) : OfHttp(match));
        }

        HttpMatchRequest? without = kind == GrpcRoute ? null : new HttpMatchRequest { Uri = Everything };
        return [without];
    }

    private static HttpMatchRequest OfHttp(Field match) => new()
    {
        Uri = PathOf(match["path"]),
        Method = match["method"].Text is { Length: > 0 } method ? new StringMatch.Exact(method) : null,
        Headers = Pairs(match["headers"]),
        QueryParams = Pairs(match["queryParams"]),
    };

    private static HttpMatchRequest OfGrpc(Field match) => new()
    {
        Uri = PathOfMethod(match["method"]),
        Headers = Pairs(match["headers"]),
    };

    private static StringMatch PathOf(Field path)
    {
        string value = path["value"].Text ?? "/";
        return path["type"].Text switch
        {
            "Exact" => new StringMatch.Exact(value),
            Expression => new StringMatch.Regex(value),
            _ => new StringMatch.Prefix(value.Length > 1 && value.EndsWith('/') ? value[..^1] : value),
        };
    }

    private static StringMatch? PathOfMethod(Field method)
    {
        string? service = method["service"].Text;
        string? name = method["method"].Text;
        return (service, name) switch
        {
            (null, null) => null,
            _ when method["type"].Text == Expression => new StringMatch.Regex($"/{service ?? "[^/]+"}/{name ?? ".+"}"),
            (null, _) => new StringMatch.Regex($"/[^/]+/{name}"),
            (_, null) => new StringMatch.Prefix($"/{service}/"),
            _ => new StringMatch.Exact($"/{service}/{name}"),
        };
    }

    // Of two with one name the first counts.
    private static ValueMap<StringMatch> Pairs(Field conditions)
    {
        var pairs = new Dictionary<string, StringMatch>(StringComparer.OrdinalIgnoreCase);
        foreach (Field condition in conditions.Items)
        {
            string value = condition["value"].Text ?? "";
            pairs.TryAdd(
                condition["name"].Text ?? "",
                condition["type"].Text == Expression ? new StringMatch.Regex(value) : new StringMatch.Exact(value));
        }

        return pairs.ToValueMap();
    }
}

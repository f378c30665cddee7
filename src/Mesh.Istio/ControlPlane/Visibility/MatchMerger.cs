using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// Joins the conditions of a route and of its delegate (istio <c>pilot/pkg/model/virtualservice.go</c> mergeHTTPMatchRequests).
/// </summary>
internal static class MatchMerger
{
    /// <summary>
    /// For every condition of the delegate, every one of the root that does not conflict with it. One that conflicts with all makes the
    /// route impossible, whatever its others say.
    /// </summary>
    public static bool TryMerge(ValueList<HttpMatchRequest> root, ValueList<HttpMatchRequest> part, out ValueList<HttpMatchRequest> merged)
    {
        merged = root.IsEmpty ? part : root;
        if (root.IsEmpty || part.IsEmpty)
        {
            return true;
        }

        var all = new List<HttpMatchRequest>();
        foreach (HttpMatchRequest match in part)
        {
            int before = all.Count;
            all.AddRange(root.Where(other => !Conflicts(other, match)).Select(other => Merged(other, match)));
            if (all.Count == before)
            {
                return false;
            }
        }

        merged = all.ToValueList();
        return true;
    }

    /// <summary>The name of what was merged.</summary>
    public static string? Joined(string? root, string? part) =>
        string.IsNullOrEmpty(part) ? root : string.IsNullOrEmpty(root) ? part : $"{root}-{part}";

    // Under one key the delegate's condition replaces the root's.
    private static HttpMatchRequest Merged(HttpMatchRequest root, HttpMatchRequest part) => part with
    {
        Name = Joined(root.Name, part.Name),
        Uri = part.Uri ?? root.Uri,
        Scheme = part.Scheme ?? root.Scheme,
        Method = part.Method ?? root.Method,
        Authority = part.Authority ?? root.Authority,
        Headers = root.Headers.With(part.Headers),
        WithoutHeaders = root.WithoutHeaders.With(part.WithoutHeaders),
        QueryParams = root.QueryParams.With(part.QueryParams),
        Port = part.Port is > 0 ? part.Port : root.Port,
        SourceLabels = root.SourceLabels.With(part.SourceLabels),
        SourceNamespace = string.IsNullOrEmpty(part.SourceNamespace) ? root.SourceNamespace : part.SourceNamespace,
        Gateways = part.Gateways.IsEmpty ? root.Gateways : part.Gateways,
        StatPrefix = part.StatPrefix ?? root.StatPrefix,
    };

    private static bool Conflicts(HttpMatchRequest root, HttpMatchRequest part) =>
        Conflicts(root.Uri, part.Uri)
        || Conflicts(root.Scheme, part.Scheme)
        || Conflicts(root.Method, part.Method)
        || Conflicts(root.Authority, part.Authority)
        || Conflicts(root.Headers, part.Headers)
        || Conflicts(root.WithoutHeaders, part.WithoutHeaders)
        || Conflicts(root.QueryParams, part.QueryParams)
        || (root.IgnoreUriCase ?? false) != (part.IgnoreUriCase ?? false)
        || (root.Port is > 0 && part.Port is > 0 && root.Port != part.Port)
        || part.SourceLabels.Any(label => root.SourceLabels.TryGetValue(label.Key, out string? value) && value != label.Value)
        // Unlike everything else, a namespace that only the root names is a conflict.
        || (!string.IsNullOrEmpty(root.SourceNamespace) && root.SourceNamespace != part.SourceNamespace)
        || (!root.Gateways.IsEmpty && part.Gateways.Any(gateway => !root.Gateways.Contains(gateway)));

    private static bool Conflicts(ValueMap<StringMatch> root, ValueMap<StringMatch> part) =>
        part.Any(entry => root.TryGetValue(entry.Key, out StringMatch? other) && Conflicts(other, entry.Value));

    // Two conditions are joined only where the delegate's is the narrower one and both are plain texts.
    private static bool Conflicts(StringMatch? root, StringMatch? part) => (root, part) switch
    {
        (null, _) or (_, null) => false,
        (StringMatch.Exact(var outer), StringMatch.Exact(var inner)) => outer != inner || outer.Length == 0,
        (StringMatch.Prefix(var outer), StringMatch.Exact(var inner)) => !IsBelow(outer, inner),
        (StringMatch.Prefix(var outer), StringMatch.Prefix(var inner)) => !IsBelow(outer, inner),
        _ => true,
    };

    private static bool IsBelow(string outer, string inner) =>
        outer.Length > 0 && inner.Length > 0 && inner.StartsWith(outer, StringComparison.Ordinal);
}

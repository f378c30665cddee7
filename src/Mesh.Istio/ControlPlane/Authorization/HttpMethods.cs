namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>The methods that Envoy's HTTP/1 parser knows (envoy <c>http1/balsa_parser.cc</c>); any other request gets 400.</summary>
internal static class HttpMethods
{
    public static bool IsKnown(string method) => method is "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "PATCH" or "OPTIONS" or "TRACE"
        or "CONNECT" or "ACL" or "BIND" or "CHECKOUT" or "COPY" or "LINK" or "LOCK" or "MERGE" or "MKACTIVITY" or "MKCALENDAR" or "MKCOL"
        or "MOVE" or "M-SEARCH" or "NOTIFY" or "PROPFIND" or "PROPPATCH" or "PURGE" or "REBIND" or "REPORT" or "SEARCH" or "SOURCE"
        or "SUBSCRIBE" or "UNBIND" or "UNLINK" or "UNLOCK" or "UNSUBSCRIBE";
}

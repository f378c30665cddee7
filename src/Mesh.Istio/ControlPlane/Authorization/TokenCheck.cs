using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// What RequestAuthentications make of a bearer token: nobody has to send one; one that is sent has to be good (envoy <c>jwt_authn</c>).
/// </summary>
internal static class TokenCheck
{
    private const string Authorization = "Authorization";

    /// <summary>The token whose claims count, or why the request is refused.</summary>
    public static (BearerToken? Token, string Refusal) Check(ValueList<JwtRule> rules, BearerToken? token)
    {
        JwtRule[] readers = [.. rules.Where(ReadsBearer)];
        if (token is null || readers.Length == 0)
        {
            return (null, "");
        }

        ValueList<string> issuer = token.Find(BearerToken.Issuer);
        JwtRule[] own = [.. readers.Where(rule => string.IsNullOrEmpty(rule.Issuer) || issuer.Contains(rule.Issuer))];
        return !token.IsGenuine ? (null, "the token is not valid")
            : own.Length == 0 ? (null, "no RequestAuthentication accepts the token's issuer")
            : !own.Any(rule => rule.Audiences.IsEmpty || rule.Audiences.Any(token.Find(BearerToken.Audience).Contains))
                ? (null, "the token is for another audience")
            : (token, "");
    }

    private static bool ReadsBearer(JwtRule rule) => (rule.FromHeaders.IsEmpty && rule.FromParams.IsEmpty && rule.FromCookies.IsEmpty)
        || rule.FromHeaders.Any(header => header.Name.Equals(Authorization, StringComparison.OrdinalIgnoreCase));
}

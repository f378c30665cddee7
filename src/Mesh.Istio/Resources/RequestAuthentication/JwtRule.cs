using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Tokens of one issuer.</summary>
public sealed record JwtRule : IMessage<JwtRule>
{
    /// <summary>The issuer.</summary>
    public string? Issuer { get; init; }

    /// <summary>The audiences of which a token must name one; the service's own name when empty.</summary>
    public ValueList<string> Audiences { get; init; }

    /// <summary>Where the issuer's keys are; found by OpenID discovery when absent. The spelling <c>jwks_uri</c> is read as well.</summary>
    public string? JwksUri { get; init; }

    /// <summary>The issuer's keys themselves. Excludes <see cref="JwksUri"/>.</summary>
    public string? Jwks { get; init; }

    /// <summary>The headers that may hold the token; <c>Authorization: Bearer</c> when no place is named.</summary>
    public ValueList<JwtHeader> FromHeaders { get; init; }

    /// <summary>The query parameters that may hold the token.</summary>
    public ValueList<string> FromParams { get; init; }

    /// <summary>The cookies that may hold the token.</summary>
    public ValueList<string> FromCookies { get; init; }

    /// <summary>The header that passes a valid token's payload on, base64.</summary>
    public string? OutputPayloadToHeader { get; init; }

    /// <summary>Whether the token itself is passed on; <see langword="false"/> when absent.</summary>
    public bool? ForwardOriginalToken { get; init; }

    /// <summary>Claims that are passed on as headers.</summary>
    public ValueList<ClaimToHeader> OutputClaimToHeaders { get; init; }

    /// <summary>How long fetching the keys may take, at least 1 ms; 5 s when absent.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Claims whose text is a list separated by spaces, at most 64.</summary>
    public ValueList<string> SpaceDelimitedClaims { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("issuer"u8, Issuer);
        fields.Texts("audiences"u8, Audiences);
        fields.Text("jwksUri"u8, JwksUri);
        fields.Text("jwks"u8, Jwks);
        fields.Messages("fromHeaders"u8, FromHeaders);
        fields.Texts("fromParams"u8, FromParams);
        fields.Texts("fromCookies"u8, FromCookies);
        fields.Text("outputPayloadToHeader"u8, OutputPayloadToHeader);
        fields.Flag("forwardOriginalToken"u8, ForwardOriginalToken);
        fields.Messages("outputClaimToHeaders"u8, OutputClaimToHeaders);
        fields.Duration("timeout"u8, Timeout);
        fields.Texts("spaceDelimitedClaims"u8, SpaceDelimitedClaims);
    }

    static JwtRule IMessage<JwtRule>.Read(FieldReader fields) => new()
    {
        Issuer = fields.Text("issuer"),
        Audiences = fields.Texts("audiences"),
        JwksUri = fields.Text(fields.Spelling("jwksUri", "jwks_uri")),
        Jwks = fields.Text("jwks"),
        FromHeaders = fields.Messages<JwtHeader>("fromHeaders"),
        FromParams = fields.Texts("fromParams"),
        FromCookies = fields.Texts("fromCookies"),
        OutputPayloadToHeader = fields.Text("outputPayloadToHeader"),
        ForwardOriginalToken = fields.Flag("forwardOriginalToken"),
        OutputClaimToHeaders = fields.Messages<ClaimToHeader>("outputClaimToHeaders"),
        Timeout = fields.Duration("timeout"),
        SpaceDelimitedClaims = fields.Texts("spaceDelimitedClaims"),
    };
}

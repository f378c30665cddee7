namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>A JSON web token that a client sends.</summary>
/// <param name="Claims">
/// The claims that are texts, or lists of texts, by name. A claim inside another is named as in a policy's key: <c>realm][roles</c>.
/// </param>
/// <param name="IsGenuine">Whether it can be read, is signed by its issuer, and in its time.</param>
internal sealed record BearerToken(ValueMap<ValueList<string>> Claims, bool IsGenuine = true)
{
    public const string Issuer = "iss";
    public const string Subject = "sub";
    public const string Audience = "aud";
    public const string Presenter = "azp";

    /// <summary>The token of a request; <see langword="null"/> for none, and where nobody says.</summary>
    public static BearerToken? Of(Request request) => request.Claims is { IsEmpty: false } claims ? new BearerToken(claims) : null;

    public ValueList<string> Find(string claim) => Claims.TryGetValue(claim, out ValueList<string> values) ? values : default;
}

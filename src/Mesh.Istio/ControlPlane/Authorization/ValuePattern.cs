namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>
/// A text of a policy: <c>*</c> alone is any text that is not empty; at the beginning or the end it stands for the rest; elsewhere it is a
/// character like others (istio <c>security/authz/matcher/string.go</c>).
/// </summary>
internal static class ValuePattern
{
    public static bool Matches(string pattern, string text, StringComparison comparison = StringComparison.Ordinal) =>
        pattern == "*" ? text.Length > 0
        : pattern.StartsWith('*') ? text.EndsWith(pattern[1..], comparison)
        : pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], comparison)
        : text.Equals(pattern, comparison);
}

using System.Globalization;

namespace Mesh.Documents;

/// <summary>Times as Kubernetes writes them, RFC 3339.</summary>
internal static class TimeText
{
    /// <summary>
    /// The time; <see langword="null"/> where the text is none: tools write null, or nothing, for an object that was not created yet.
    /// </summary>
    /// <param name="text">What is written.</param>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;
}

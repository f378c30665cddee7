namespace Mesh.Dumps;

/// <summary>Reads names and versions from container images such as <c>registry:5000/istio/proxyv2:1.31.0-distroless@sha256:…</c>.</summary>
internal static class ImageTag
{
    /// <summary>The image's own name, for example <c>proxyv2</c>.</summary>
    public static ReadOnlySpan<char> Name(ReadOnlySpan<char> image)
    {
        ReadOnlySpan<char> last = LastPart(image);
        int colon = last.IndexOf(':');
        return colon < 0 ? last : last[..colon];
    }

    /// <summary>The Istio version in the tag; <see langword="null"/> for tags such as <c>latest</c> or none.</summary>
    public static IstioVersion? Version(ReadOnlySpan<char> image)
    {
        ReadOnlySpan<char> last = LastPart(image);
        int colon = last.IndexOf(':');
        return colon >= 0 && IstioVersion.TryParse(last[(colon + 1)..].ToString(), out IstioVersion version) ? version : null;
    }

    private static ReadOnlySpan<char> LastPart(ReadOnlySpan<char> image)
    {
        int digest = image.IndexOf('@');
        image = digest < 0 ? image : image[..digest];
        return image[(image.LastIndexOf('/') + 1)..];
    }
}

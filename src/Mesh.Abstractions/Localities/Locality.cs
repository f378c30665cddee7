using System.Diagnostics.CodeAnalysis;

namespace Mesh;

/// <summary>
/// A failure domain: region, zone inside the region, subzone inside the zone. Missing parts are empty text, never <see langword="null"/>.
/// </summary>
/// <remarks>
/// The text form is Istio's: <c>region/zone/subzone</c>, trailing empty parts left out. Parsing never fails, as Istio's does not:
/// missing parts are empty and parts beyond the third are dropped (istio <c>pkg/model/proxy.go</c> ConvertLocality).
/// </remarks>
public readonly record struct Locality : IParsable<Locality>
{
    private readonly string? _region;
    private readonly string? _zone;
    private readonly string? _subzone;

    /// <summary>A locality of up to three parts.</summary>
    /// <param name="region">The region, for example <c>us-east-2</c>.</param>
    /// <param name="zone">The zone, for example <c>us-east-2a</c>; empty when unknown.</param>
    /// <param name="subzone">The subzone, for example a rack; empty when there is none.</param>
    public Locality(string region, string zone = "", string subzone = "")
    {
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(subzone);
        // Kept as null so that default(Locality), "" and "//" are one and the same value.
        _region = region.Length == 0 ? null : region;
        _zone = zone.Length == 0 ? null : zone;
        _subzone = subzone.Length == 0 ? null : subzone;
    }

    /// <summary>The locality without any part. It equals only itself, as in Istio: unknown places are far from known ones.</summary>
    public static Locality Empty => default;

    /// <summary>The region; empty when unknown.</summary>
    public string Region => _region ?? "";

    /// <summary>The zone; empty when unknown.</summary>
    public string Zone => _zone ?? "";

    /// <summary>The subzone; empty when there is none.</summary>
    public string Subzone => _subzone ?? "";

    /// <summary>Whether no part is known.</summary>
    public bool IsEmpty => _region is null && _zone is null && _subzone is null;

    /// <summary>Reads <c>region/zone/subzone</c>.</summary>
    /// <param name="text">The text; empty means <see cref="Empty"/>.</param>
    /// <returns>The locality.</returns>
    public static Locality Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int first = text.IndexOf('/', StringComparison.Ordinal);
        if (first < 0)
        {
            return new Locality(text);
        }

        string region = text[..first];
        int second = text.IndexOf('/', first + 1);
        if (second < 0)
        {
            return new Locality(region, text[(first + 1)..]);
        }

        int third = text.IndexOf('/', second + 1);
        return new Locality(region, text[(first + 1)..second], third < 0 ? text[(second + 1)..] : text[(second + 1)..third]);
    }

    /// <inheritdoc/>
    static Locality IParsable<Locality>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<Locality>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Locality result)
    {
        result = s is null ? default : Parse(s);
        return s is not null;
    }

    /// <summary>The text form <c>region/zone/subzone</c> without trailing empty parts.</summary>
    /// <returns>Text that <see cref="Parse"/> reads back to the same value.</returns>
    public override string ToString() =>
        _subzone is not null ? $"{Region}/{Zone}/{Subzone}"
        : _zone is not null ? $"{Region}/{Zone}"
        : Region;
}

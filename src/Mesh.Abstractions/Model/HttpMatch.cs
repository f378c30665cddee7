namespace Mesh;

/// <summary>Requests that fit everything set here.</summary>
public sealed record HttpMatch
{
    /// <summary>The path; <see langword="null"/> means any.</summary>
    public TextMatch? Path { get; init; }

    /// <summary>Headers by lower-case name; empty means any.</summary>
    public ValueMap<TextMatch> Headers { get; init; }

    /// <summary>Methods such as <c>GET</c>, one of which must fit; empty means any.</summary>
    public ValueList<string> Methods { get; init; }
}

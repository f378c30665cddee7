namespace Mesh;

/// <summary>Cross-origin resource sharing: which other sites' pages may call.</summary>
public sealed record CorsSettings
{
    /// <summary>Origins that may call.</summary>
    public ValueList<TextMatch> AllowOrigins { get; init; }

    /// <summary>Methods that they may use.</summary>
    public ValueList<string> AllowMethods { get; init; }

    /// <summary>Headers that they may send.</summary>
    public ValueList<string> AllowHeaders { get; init; }

    /// <summary>Response headers that they may read.</summary>
    public ValueList<string> ExposeHeaders { get; init; }

    /// <summary>How long a browser may keep the answer, in whole seconds; <see langword="null"/> means the browser's default.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether calls may carry credentials; <see langword="null"/> means no.</summary>
    public bool? AllowCredentials { get; init; }
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What browsers of other origins may do.</summary>
public sealed record CorsPolicy : IMessage<CorsPolicy>
{
    /// <summary>The origins that are allowed.</summary>
    public ValueList<StringMatch> AllowOrigins { get; init; }

    /// <summary>Deprecated in favour of <see cref="AllowOrigins"/>: origins in full.</summary>
    public ValueList<string> AllowOrigin { get; init; }

    /// <summary>The methods that are allowed.</summary>
    public ValueList<string> AllowMethods { get; init; }

    /// <summary>The request headers that are allowed.</summary>
    public ValueList<string> AllowHeaders { get; init; }

    /// <summary>The response headers that scripts may see.</summary>
    public ValueList<string> ExposeHeaders { get; init; }

    /// <summary>How long a preflight's answer may be kept, at least 1 ms.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>Whether requests with credentials are allowed.</summary>
    public bool? AllowCredentials { get; init; }

    /// <summary>What happens to preflight requests of other origins; they are sent on when absent.</summary>
    public UnmatchedPreflights? UnmatchedPreflights { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Messages("allowOrigins"u8, AllowOrigins);
        fields.Texts("allowOrigin"u8, AllowOrigin);
        fields.Texts("allowMethods"u8, AllowMethods);
        fields.Texts("allowHeaders"u8, AllowHeaders);
        fields.Texts("exposeHeaders"u8, ExposeHeaders);
        fields.Duration("maxAge"u8, MaxAge);
        fields.Flag("allowCredentials"u8, AllowCredentials);
        fields.Choice("unmatchedPreflights"u8, UnmatchedPreflights, ResourceEnums.UnmatchedPreflights);
    }

    static CorsPolicy IMessage<CorsPolicy>.Read(FieldReader fields) => new()
    {
        AllowOrigins = fields.Messages<StringMatch>("allowOrigins"),
        AllowOrigin = fields.Texts("allowOrigin"),
        AllowMethods = fields.Texts("allowMethods"),
        AllowHeaders = fields.Texts("allowHeaders"),
        ExposeHeaders = fields.Texts("exposeHeaders"),
        MaxAge = fields.Duration("maxAge"),
        AllowCredentials = fields.Flag("allowCredentials"),
        UnmatchedPreflights = fields.Choice("unmatchedPreflights", ResourceEnums.UnmatchedPreflights),
    };
}

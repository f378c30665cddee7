namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The statuses of gRPC and the HTTP codes that stand for them in Envoy (<c>grpc/status.cc</c>).</summary>
internal static class GrpcStatuses
{
    public const int Cancelled = 1;
    public const int Unknown = 2;
    public const int DeadlineExceeded = 4;
    public const int ResourceExhausted = 8;
    public const int Internal = 13;
    public const int Unavailable = 14;

    /// <summary>The status that a proxy sends for an answer of its own.</summary>
    public static int Of(int httpCode) => httpCode switch
    {
        400 => Internal,
        401 => 16,
        403 => 7,
        404 => 12,
        429 or 502 or 503 or 504 => Unavailable,
        _ => Unknown,
    };

    /// <summary>
    /// The status of a name, as a fault names it; 0 for an empty name, <see cref="Unknown"/> for one that does not exist.
    /// </summary>
    public static int Of(string name) => name.Length == 0 ? 0
        : Array.IndexOf(Names, name.ToUpperInvariant()) is >= 0 and var status ? status
        : int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out int number) && number is >= 0 and <= 16 ? number
        : Unknown;

    private static string[] Names =>
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    /// <summary>The HTTP code as which outlier detection counts a status.</summary>
    public static int HttpCodeOf(int status) => status switch
    {
        0 => 200,
        Cancelled => 499,
        3 or 9 or 11 => 400,
        DeadlineExceeded => 504,
        5 => 404,
        6 or 10 => 409,
        7 => 403,
        ResourceExhausted => 429,
        12 => 501,
        Unavailable => 503,
        16 => 401,
        _ => 500,
    };
}

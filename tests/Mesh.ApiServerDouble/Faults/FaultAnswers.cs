using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Requests;

namespace Mesh.ApiServerDouble.Faults;

/// <summary>The answers that faults give instead of the real one.</summary>
internal static class FaultAnswers
{
    public static Answer? For(Fault? fault, ApiRequest request) => fault?.Kind switch
    {
        FaultKind.TooManyRequests => After(Answer.Text(429, "Too many requests, please try again later.\n"), fault),
        FaultKind.InternalError =>
            new ApiException(500, "InternalError", "Internal error occurred: etcdserver: request timed out", new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["message"] = "etcdserver: request timed out" }),
            }).ToAnswer(),
        FaultKind.Unavailable =>
            After(
                new ApiException(503, "ServiceUnavailable", "the server is currently unable to handle the request", []).ToAnswer(), fault),
        FaultKind.Unauthorized => Hosting.RequestReader.Unauthorized().ToAnswer(),
        FaultKind.Conflict => Conflict(request).ToAnswer(),
        _ => null,
    };

    private static Answer After(Answer answer, Fault fault) =>
        fault.RetryAfter is { } seconds ? answer.With("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)) : answer;

    private static ApiException Conflict(ApiRequest request)
    {
        Route? route = Route.Parse(request.Path);
        string qualified = route is null ? "objects" : route.Group.Length == 0 ? route.Resource : route.Resource + "." + route.Group;
        return ApiException.Conflict(qualified, route?.Name ?? "",
            "the object has been modified; please apply your changes to the latest version and try again");
    }
}

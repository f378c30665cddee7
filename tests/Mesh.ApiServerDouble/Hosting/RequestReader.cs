using System.Security.Cryptography.X509Certificates;
using Mesh.ApiServerDouble.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Mesh.ApiServerDouble.Hosting;

/// <summary>Reads a request: who, what, and the body up to the server's limit.</summary>
internal static class RequestReader
{
    private const int LimitOfBody = 3 * 1024 * 1024;

    public static async Task<ApiRequest> ReadAsync(HttpContext context, ApiServerOptions options)
    {
        byte[] body = await ReadBodyAsync(context).ConfigureAwait(false);
        HttpRequest request = context.Request;
        return new()
        {
            Method = request.Method,
            Path = request.Path.Value ?? "/",
            RawQuery = request.QueryString.Value ?? "",
            Query = QueryHelpers.ParseQuery(request.QueryString.Value),
            Header = name => request.Headers[name].ToString(),
            Body = body,
            Account = Identify(
                request.Headers.Authorization.ToString(), context.Connection.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false),
                options.Accounts),
            Now = options.TimeProvider.GetUtcNow(),
            Aborted = context.RequestAborted,
        };
    }

    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    private static Account Identify(string authorization, string? subject, IReadOnlyList<Account> accounts)
    {
        if (subject is not null)
        {
            return accounts.FirstOrDefault(account => account.Name == subject) ?? throw Unauthorized();
        }

        if (authorization.Length == 0)
        {
            return Account.Anonymous;
        }

        string token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..] : "";
        return accounts.FirstOrDefault(account => account.Token == token) ?? throw Unauthorized();
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return [];
        }

        using MemoryStream stream = new((int)Math.Min(context.Request.ContentLength ?? 0, LimitOfBody));
        byte[] buffer = new byte[32 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0)
        {
            stream.Write(buffer, 0, read);
            if (stream.Length > LimitOfBody)
            {
                throw new ApiException(413, "RequestEntityTooLarge", $"Request entity too large: limit is {LimitOfBody}") { Close = true };
            }
        }

        return stream.ToArray();
    }
}

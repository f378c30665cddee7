using Mesh.ApiServerDouble.Validation;
using Microsoft.Extensions.Primitives;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>The query of a write.</summary>
internal sealed record WriteOptions(string Manager, bool DryRun, bool Force, string FieldValidation)
{
    public bool IsStrict => FieldValidation == "Strict";

    public bool Warns => FieldValidation is "" or "Warn";

    public static WriteOptions Read(ApiRequest request, string kind, bool apply)
    {
        string manager = request.Parameter("fieldManager");
        if (apply && manager.Length == 0)
        {
            throw ApiException.InvalidOptions(kind, Cause.Required("fieldManager", "is required for apply patch"));
        }

        if (manager.Length > 128)
        {
            throw ApiException.InvalidOptions(kind, new("FieldValueTooLong", "Too long: may not be more than 128 bytes", "fieldManager"));
        }

        if (kind == "PatchOptions" && !apply && request.Query.ContainsKey("force"))
        {
            throw ApiException.InvalidOptions(kind, Cause.Forbidden("force", "may not be specified for non-apply patch"));
        }

        bool dryRun = request.Query.TryGetValue("dryRun", out StringValues values) && values.Count > 0;
        if (dryRun && values != "All")
        {
            string given = "[" + string.Join(" ", values.Select(value => $"\"{value}\"")) + "]";
            throw ApiException.InvalidOptions(kind, Cause.NotSupported("dryRun", given, ["All"]));
        }

        string validation = request.Parameter("fieldValidation");
        if (validation is not ("" or "Ignore" or "Strict" or "Warn"))
        {
            throw ApiException.InvalidOptions(
                kind, Cause.NotSupported("fieldValidation", $"\"{validation}\"", ["", "Ignore", "Strict", "Warn"]));
        }

        if (manager.Length == 0)
        {
            manager = ManagerOf(request.Header("User-Agent"));
        }

        return new(manager, dryRun, request.Flag("force"), validation);
    }

    /// <summary>Without a field manager the first word of the user agent is it, up to the slash.</summary>
    private static string ManagerOf(string agent)
    {
        string manager = agent.Split('/')[0];
        return manager.Length == 0 ? "unknown" : manager;
    }
}

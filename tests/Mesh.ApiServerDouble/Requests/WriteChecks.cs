using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>What is refused before anything is written.</summary>
internal static class WriteChecks
{
    internal static void Revision(ResourceType type, StoredObject live, string? revision)
    {
        if (revision is { Length: > 0 } && revision != live.Revision.ToString(CultureInfo.InvariantCulture))
        {
            throw ApiException.Conflict(type.Qualified, live.Name,
                "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    internal static void Uid(ResourceType type, StoredObject live, string? uid)
    {
        if (uid is { Length: > 0 } && uid != live.Uid)
        {
            Cause cause = Cause.Invalid("metadata.uid", $"\"{uid}\"", "field is immutable");
            throw ApiException.Invalid(type.QualifiedKind, live.Name, type.IsBuiltIn ? [cause] : [cause, cause]);
        }
    }

    internal static void Unknown(
        ApiRequest request, WriteOptions options, ResourceType type, ResourceVersion version, JsonObject content,
        IReadOnlyList<DuplicateKey> duplicates, string versionName)
    {
        string[] problems =
        [
            .. duplicates.Select(duplicate => $"duplicate field \"{duplicate.Path}\""),
            .. UnknownFields.Prune(content, version.Schema).Select(path => $"unknown field \"{path}\""),
        ];
        if (problems.Length > 0 && options.IsStrict)
        {
            throw ApiException.BadRequest(
                $"{type.Kind} in version \"{versionName}\" cannot be handled as a {type.Kind}: strict decoding error: "
                + string.Join(", ", problems));
        }

        if (options.Warns)
        {
            request.Warnings.AddRange(problems);
        }
    }
}

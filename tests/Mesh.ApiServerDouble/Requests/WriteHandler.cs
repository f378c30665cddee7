using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Apply;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>Create, replace and patch. Everything from reading the live object to storing happens under the store's gate.</summary>
internal sealed class WriteHandler(ServerState state)
{
    public Answer Create(ApiRequest request, Route route, ResourceType type)
    {
        WriteOptions options = WriteOptions.Read(request, "CreateOptions", apply: false);
        Representation form = new(request, type, route.Version);
        (JsonObject content, IReadOnlyList<DuplicateKey> duplicates) = Bodies.ReadObject(request, type, route.Version);
        Bodies.CheckIdentity(content, route, type);
        ResourceVersion version = type.Version(route.Version)!;
        WriteChecks.Unknown(request, options, type, version, content, duplicates, route.Version);
        JsonObject metadata = content.Ensure("metadata");
        if ((metadata.Text("name") ?? "").Length == 0 && metadata.Text("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix + state.Store.NextUid()[..5];
        }

        lock (state.Store.Gate)
        {
            string name = metadata.Text("name") ?? "";
            ResourceStore store = state.Store.For(type.Qualified);
            if (store.Current.ContainsKey(StoredObject.KeyOf(route.Namespace, name)))
            {
                throw ApiException.AlreadyExists(type.Qualified, name);
            }

            if ((metadata.Text("resourceVersion") ?? "").Length > 0)
            {
                throw ApiException.Internal("resourceVersion should not be set on objects to be created");
            }

            metadata.Remove("managedFields");
            if (version.HasStatus && !type.IsBuiltIn)
            {
                content.Remove("status");
            }

            Defaults.Decode(type, content);
            FieldManager fields = Manager(type, route, version);
            List<ManagedEntry> entries = fields.Update(WithType(type.Empty(), content), content, [], options.Manager);
            return Write(request, form, type, route, version, null, content, entries, options.DryRun);
        }
    }

    public Answer Replace(ApiRequest request, Route route, ResourceType type)
    {
        WriteOptions options = WriteOptions.Read(request, "UpdateOptions", apply: false);
        Representation form = new(request, type, route.Version);
        (JsonObject content, IReadOnlyList<DuplicateKey> duplicates) = Bodies.ReadObject(request, type, route.Version);
        Bodies.CheckIdentity(content, route, type);
        ResourceVersion version = type.Version(route.Version)!;
        WriteChecks.Unknown(request, options, type, version, content, duplicates, route.Version);
        lock (state.Store.Gate)
        {
            StoredObject live = Find(type, route) ?? throw ApiException.NotFound(type.Qualified, route.Name);
            return Update(request, form, type, route, version, live, options, current =>
            {
                JsonObject replaced = content.Copy();
                if (!type.IsBuiltIn && (replaced.Object("metadata").Text("resourceVersion") ?? "").Length == 0)
                {
                    throw ApiException.Invalid(type.QualifiedKind, route.Name,
                        [Cause.Invalid("metadata.resourceVersion", "0", "must be specified for an update")]);
                }

                return replaced;
            });
        }
    }

    public Answer Patch(ApiRequest request, Route route, ResourceType type)
    {
        if (route.Name.Length == 0)
        {
            throw ApiException.BadRequest("name must be provided");
        }

        string[] accepted = type.IsBuiltIn
            ? [
                "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
                "application/apply-patch+yaml"]
            : ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"];
        if (!accepted.Contains(request.ContentType))
        {
            throw new ApiException(415, "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + string.Join(", ", accepted));
        }

        ResourceVersion version = type.Version(route.Version)!;
        if (request.ContentType == "application/apply-patch+yaml")
        {
            return Apply(request, route, type, version);
        }

        WriteOptions options = WriteOptions.Read(request, "PatchOptions", apply: false);
        Representation form = new(request, type, route.Version);
        JsonNode? patch = Patches.Read(request.Body);
        lock (state.Store.Gate)
        {
            StoredObject live = Find(type, route) ?? throw ApiException.NotFound(type.Qualified, route.Name);
            return Update(request, form, type, route, version, live, options, current =>
            {
                JsonObject patched = request.ContentType switch
                {
                    "application/json-patch+json" => Patches.Json(current, patch),
                    "application/merge-patch+json" => Patches.Merge(current, patch as JsonObject ?? []),
                    _ => Patches.Strategic(current, patch as JsonObject ?? [], version.Schema),
                };
                WriteChecks.Unknown(request, options, type, version, patched, [], route.Version);
                return patched;
            });
        }
    }

    private Answer Apply(ApiRequest request, Route route, ResourceType type, ResourceVersion version)
    {
        WriteOptions options = WriteOptions.Read(request, "PatchOptions", apply: true);
        Representation form = new(request, type, route.Version);
        JsonObject config = Bodies.ReadApply(request, options);
        Bodies.CheckKind(config, route, type);
        if (config.Object("metadata")?["managedFields"] is JsonArray { Count: > 0 })
        {
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        }

        if (TypedCheck.Faults(config, version.Schema) is { } fault)
        {
            string identity = (type.IsNamespaced ? route.Namespace + "/" : "/") + route.Name;
            string named = type.Group.Length == 0 ? "/" + route.Version : type.ApiVersion(route.Version);
            throw ApiException.Internal($"failed to create typed patch object ({identity}; {named}, Kind={type.Kind}): {fault}");
        }

        Bodies.CheckIdentity(config, route, type);
        JsonObject metadata = config.Ensure("metadata");
        string? uid = metadata.Text("uid");
        string? revision = metadata.Text("resourceVersion");
        foreach (string name in (string[])[
            "uid", "resourceVersion", "creationTimestamp", "generation", "deletionTimestamp", "selfLink", "managedFields"])
        {
            metadata.Remove(name);
        }

        lock (state.Store.Gate)
        {
            StoredObject? live = Find(type, route);
            FieldManager fields = Manager(type, route, version);
            if (live is null)
            {
                if (route.Subresource.Length > 0)
                {
                    throw ApiException.NotFound(type.Qualified, route.Name);
                }

                if (uid is not null)
                {
                    throw ApiException.Conflict(type.Qualified, route.Name,
                        $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
                }

                Authorization.Require(state, request.Account, "create", route);
                JsonObject nothing = WithType(new() { ["metadata"] = metadata.Copy() }, config);
                (JsonObject created, List<ManagedEntry> entries) = fields.Apply(nothing, [], config, options.Manager, options.Force, null);
                return Write(request, form, type, route, version, null, created, entries, options.DryRun);
            }

            JsonObject before = Tree(live, type, route.Version);
            try
            {
                (JsonObject merged, List<ManagedEntry> entries) =
                    fields.Apply(before, ManagedEntry.ReadAll(live.Content), config, options.Manager, options.Force, type.Empty());
                WriteChecks.Revision(type, live, revision);
                WriteChecks.Uid(type, live, uid);
                return Write(request, form, type, route, version, live, merged, entries, options.DryRun);
            }
            catch (FieldConflictException conflict)
            {
                JsonArray causes = ApiException.Causes(
                    conflict.Conflicts.Select(one => new Cause("FieldManagerConflict", $"conflict with {one.Manager}", one.Path)));
                throw new ApiException(409, "Conflict", conflict.Message, new JsonObject { ["causes"] = causes });
            }
        }
    }

    private Answer Update(
        ApiRequest request, Representation form, ResourceType type, Route route, ResourceVersion version, StoredObject live,
        WriteOptions options, Func<JsonObject, JsonObject> change)
    {
        JsonObject before = Tree(live, type, route.Version);
        JsonObject current = before.Copy();
        JsonObject after = change(current);
        JsonObject metadata = after.Ensure("metadata");
        string? revision = metadata.Text("resourceVersion");
        string? uid = metadata.Text("uid");
        List<ManagedEntry> entries = metadata["managedFields"] is JsonArray { Count: 0 } ? [] : ManagedEntry.ReadAll(live.Content);
        metadata.Remove("managedFields");
        WriteChecks.Revision(type, live, revision);
        WriteChecks.Uid(type, live, uid);
        if (metadata.Text("name") is { } name && name != live.Name)
        {
            throw ApiException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({live.Name})");
        }

        // A subresource changes its part only; the main resource of a kind with status leaves status alone.
        JsonObject result = route.Subresource == "status" ? before.Copy() : after;
        if (route.Subresource == "status")
        {
            Move(after, result, "status");
        }
        else if (version.HasStatus)
        {
            result = after.Copy();
            Move(before, result, "status");
        }

        Defaults.Decode(type, result);
        SystemFields.Restore(before, result);
        entries = Manager(type, route, version).Update(before, result, entries, options.Manager);
        return Write(request, form, type, route, version, live, result, entries, options.DryRun);
    }

    private Answer Write(
        ApiRequest request, Representation form, ResourceType type, Route route, ResourceVersion version, StoredObject? live,
        JsonObject content, List<ManagedEntry> entries, bool dryRun)
    {
        ObjectWriter writer = new(state, type, version);
        return writer.Write(form, route, live, content, entries, dryRun, request);
    }

    private FieldManager Manager(ResourceType type, Route route, ResourceVersion version) => new(
        version.Schema, type.ApiVersion(route.Version), route.Subresource, state.Now, type.ResetFields(route.Subresource, version));

    private StoredObject? Find(ResourceType type, Route route) =>
        state.Store.For(type.Qualified).Current.GetValueOrDefault(StoredObject.KeyOf(route.Namespace, route.Name));

    /// <summary>The live object in the version of the request, without managedFields.</summary>
    private static JsonObject Tree(StoredObject live, ResourceType type, string version)
    {
        JsonObject tree = live.Content.Copy();
        tree.Object("metadata")!.Remove("managedFields");
        tree["apiVersion"] = type.ApiVersion(version);
        return tree;
    }

    private static JsonObject WithType(JsonObject target, JsonObject source)
    {
        target["apiVersion"] = source["apiVersion"]?.DeepClone();
        target["kind"] = source["kind"]?.DeepClone();
        return target;
    }

    private static void Move(JsonObject from, JsonObject to, string name)
    {
        to.Remove(name);
        if (from.TryGetPropertyValue(name, out JsonNode? value))
        {
            to[name] = value?.DeepClone();
        }
    }
}

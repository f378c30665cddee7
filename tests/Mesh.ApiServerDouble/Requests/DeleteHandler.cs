using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>Delete and delete collection. With a body the query of the options is not read, as in the server.</summary>
internal sealed class DeleteHandler(ServerState state)
{
    public Answer Delete(ApiRequest request, Route route, ResourceType type)
    {
        Representation form = new(request, type, route.Version);
        JsonObject options = Options(request);
        lock (state.Store.Gate)
        {
            StoredObject live = state.Store.For(type.Qualified).Current.GetValueOrDefault(StoredObject.KeyOf(route.Namespace, route.Name))
                ?? throw ApiException.NotFound(type.Qualified, route.Name);
            CheckPreconditions(type, live, options.Object("preconditions"));
            state.Policies.Check(request, route, type, live.Name, null, live.Content);
            JsonObject? remains = Delete(type, live, options);
            if (remains is not null)
            {
                return form.Object(200, remains);
            }

            JsonObject details = ApiException.Details(live.Name, type.Qualified);
            details["uid"] = live.Uid;
            return Answer.Json(200, new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject(),
                ["status"] = "Success",
                ["details"] = details,
            });
        }
    }

    public Answer DeleteAll(ApiRequest request, Route route, ResourceType type)
    {
        Representation form = new(request, type, route.Version);
        JsonObject options = Options(request);
        Predicate<JsonObject> labels = Selectors.Labels(request.Parameter("labelSelector"));
        Predicate<JsonObject> fields = Selectors.Fields(request.Parameter("fieldSelector"), type);
        lock (state.Store.Gate)
        {
            string revision = state.Store.Revision.ToString(CultureInfo.InvariantCulture);
            StoredObject[] chosen = [.. state.Store.For(type.Qualified).Current.Values.Where(stored =>
                (route.Namespace.Length == 0 || stored.Namespace == route.Namespace) && labels(stored.Content) && fields(stored.Content))];
            foreach (StoredObject stored in chosen)
            {
                Route each = route with { Namespace = stored.Namespace, Name = stored.Name };
                state.Policies.Check(request, each, type, stored.Name, null, stored.Content);
                Delete(type, stored, options);
            }

            return form.List(chosen, revision, "", null);
        }
    }

    /// <summary>Null when the object is gone, else what remains of it until its finalizers are gone.</summary>
    private JsonObject? Delete(ResourceType type, StoredObject live, JsonObject options)
    {
        bool dryRun = options["dryRun"] is JsonArray { Count: > 0 };
        bool foreground = options.Text("propagationPolicy") == "Foreground";
        JsonObject content = live.Content.Copy();
        if (foreground)
        {
            JsonObject metadata = content.Ensure("metadata");
            JsonArray finalizers = metadata["finalizers"] as JsonArray ?? [];
            metadata["finalizers"] = finalizers.DeepClone();
            if (!finalizers.Any(finalizer => finalizer.AsText() == "foregroundDeletion"))
            {
                metadata["finalizers"]!.AsArray().Add((JsonNode)"foregroundDeletion");
            }
        }

        if (!ObjectWriter.HasFinalizers(content))
        {
            if (!dryRun)
            {
                state.Store.Remove(type.Qualified, live);
                if (type.Qualified == CrdStatus.Resource)
                {
                    state.Catalog.Remove(live.Name);
                }
            }

            return null;
        }

        MarkDeleted(type, content);
        return dryRun || JsonValues.Same(content, live.Content)
            ? content
            : state.Store.Put(type.Qualified, live.Namespace, live.Name, content).Content;
    }

    private void MarkDeleted(ResourceType type, JsonObject content)
    {
        JsonObject metadata = content.Ensure("metadata");
        if (metadata.ContainsKey("deletionTimestamp"))
        {
            return;
        }

        metadata["deletionTimestamp"] = state.Now;
        if (type.Qualified == "namespaces")
        {
            content.Ensure("status")["phase"] = "Terminating";
            return;
        }

        metadata["deletionGracePeriodSeconds"] = 0L;
        if (metadata["generation"].IsWhole(out long generation))
        {
            metadata["generation"] = generation + 1;
        }
    }

    private static JsonObject Options(ApiRequest request)
    {
        JsonObject options = [];
        if (request.Body.Length > 0)
        {
            try
            {
                options = BodyReader.ReadJson(request.Body).Value as JsonObject ?? [];
            }
            catch (JsonException)
            {
                throw ApiException.BadRequest("couldn't get version/kind; json parse error");
            }
        }
        else
        {
            foreach (string name in (string[])["propagationPolicy"])
            {
                if (request.Parameter(name).Length > 0)
                {
                    options[name] = request.Parameter(name);
                }
            }

            if (request.Parameter("dryRun").Length > 0)
            {
                options["dryRun"] = new JsonArray(request.Parameter("dryRun"));
            }
        }

        if (options.Text("propagationPolicy") is { } policy && policy is not ("Foreground" or "Background" or "Orphan"))
        {
            throw ApiException.InvalidOptions("DeleteOptions",
                Cause.NotSupported("propagationPolicy", $"\"{policy}\"", ["Foreground", "Background", "Orphan", "nil"]));
        }

        return options;
    }

    private static void CheckPreconditions(ResourceType type, StoredObject live, JsonObject? preconditions)
    {
        if (preconditions.Text("uid") is { } uid && uid != live.Uid)
        {
            throw ApiException.Conflict(
                type.QualifiedKind, live.Name, $"the UID in the precondition ({uid}) does not match the UID in record ({live.Uid}). "
                + "The object might have been deleted and then recreated");
        }

        string revision = live.Revision.ToString(CultureInfo.InvariantCulture);
        if (preconditions.Text("resourceVersion") is { } wanted && wanted != revision)
        {
            throw ApiException.Conflict(type.QualifiedKind, live.Name,
                $"the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record ({revision}). The "
                    + "object might have been modified");
        }
    }
}

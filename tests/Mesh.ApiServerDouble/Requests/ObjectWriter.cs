using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Access;
using Mesh.ApiServerDouble.Admission;
using Mesh.ApiServerDouble.Apply;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>The common end of all writes: admission, system fields, validation, no-op, storing or dry run.</summary>
internal sealed class ObjectWriter(ServerState state, ResourceType type, ResourceVersion version)
{
    /// <summary>What fits into the store, by default of etcd.</summary>
    private const int LimitOfStore = 1572864;

    public Answer Write(
        Representation form, Route route, StoredObject? live, JsonObject content, List<ManagedEntry> entries, bool dryRun,
        ApiRequest request)
    {
        JsonObject metadata = content.Ensure("metadata");
        bool created = live is null;
        if (created)
        {
            Admit(route, metadata.Text("name") ?? "");
            foreach (string name in (string[])["resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"])
            {
                metadata.Remove(name);
            }

            metadata["uid"] = state.Store.NextUid();
            metadata["creationTimestamp"] = state.Now;
            metadata.Remove("generation");
            if (type.HasGeneration)
            {
                metadata["generation"] = 1L;
            }
        }

        SystemFields.DropEmpty(metadata);
        Defaults.Decode(type, content);
        state.Defaults.Store(type, content, created);
        if (!created && type.HasGeneration && WantedStateChanged(live!.Content, content))
        {
            metadata["generation"] = metadata["generation"].IsWhole(out long generation) ? generation + 1 : 1;
        }

        Validate(content, metadata.Text("name") ?? "");
        content["apiVersion"] = type.ApiVersion(type.Storage.Name);
        Escalation.Check(state, request.Account, type, route, metadata.Text("name") ?? "", content);
        state.Policies.Check(
            request, route, type, metadata.Text("name") ?? "", StoredPolicies.WithManagers(content, entries), live?.Content);
        if (!created && IsSame(live!.Content, content, entries))
        {
            return form.Object(200, live);
        }

        if (created && type.Qualified == CrdStatus.Resource)
        {
            CrdStatus.Establish(content, state.Now);
            entries = [.. entries, CrdStatus.Entry(state.Now)];
        }

        ManagedEntry.WriteAll(content, entries);
        if (JsonValues.ToUtf8(content).Length > LimitOfStore)
        {
            throw ApiException.Internal("etcdserver: request is too large");
        }

        if (dryRun)
        {
            return form.Object(created ? 201 : 200, JsonValues.Sorted(content)!.AsObject());
        }

        if (!created && metadata.ContainsKey("deletionTimestamp") && !HasFinalizers(content))
        {
            state.Store.Remove(type.Qualified, live!, content.Copy());
            return form.Object(200, content);
        }

        StoredObject stored = state.Store.Put(type.Qualified, route.Namespace, metadata.Text("name")!, content);
        if (type.Qualified == CrdStatus.Resource)
        {
            state.Catalog.Add(CrdReader.Read(stored.Content));
        }

        return form.Object(created ? 201 : 200, stored);
    }

    /// <summary>Anything that keeps an object after its deletion.</summary>
    public static bool HasFinalizers(JsonObject content) =>
        content.Object("metadata")?["finalizers"] is JsonArray { Count: > 0 }
        || (content.Text("kind") == "Namespace" && content.Object("spec")?["finalizers"] is JsonArray { Count: > 0 });

    private void Admit(Route route, string name)
    {
        if (!type.IsNamespaced)
        {
            return;
        }

        StoredObject home = state.Store.For("namespaces").Current.GetValueOrDefault(route.Namespace)
            ?? throw ApiException.NotFound("namespaces", route.Namespace);
        if (home.Content.Object("metadata")!.ContainsKey("deletionTimestamp"))
        {
            throw ApiException.Forbidden(type.Qualified, name,
                $"unable to create new content in namespace {route.Namespace} because it is being terminated",
                new("NamespaceTerminating", $"namespace {route.Namespace} is being terminated", "metadata.namespace"));
        }
    }

    private void Validate(JsonObject content, string name)
    {
        List<Cause> causes = MetadataValidator.Validate(content.Ensure("metadata"));
        causes.AddRange(type.IsBuiltIn ? BuiltInRules.Check(type, content) : SchemaValidator.Validate(content, version.Schema));
        if (causes.Count > 0)
        {
            throw ApiException.Invalid(type.QualifiedKind, name, causes);
        }
    }

    private static bool WantedStateChanged(JsonObject before, JsonObject after) =>
        before.Select(member => member.Key).Union(after.Select(member => member.Key))
            .Where(name => name is not ("metadata" or "status" or "apiVersion" or "kind"))
            .Any(name => !JsonValues.Same(before[name], after[name]) || before.ContainsKey(name) != after.ContainsKey(name));

    private static bool IsSame(JsonObject before, JsonObject after, List<ManagedEntry> entries)
    {
        JsonObject old = before.Copy();
        JsonObject now = after.Copy();
        old.Object("metadata")!.Remove("managedFields");
        now.Object("metadata")!.Remove("managedFields");
        return JsonValues.Same(old, now) && ManagedEntry.SameIgnoringTimes(ManagedEntry.ReadAll(before), entries);
    }
}

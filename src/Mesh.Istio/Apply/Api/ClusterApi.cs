using System.Text;
using System.Text.Json;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply.Api;

/// <summary>
/// The calls that planning and applying make to one cluster. Rejections are responses, not exceptions; only the caller's cancellation is
/// one.
/// </summary>
internal sealed class ClusterApi(ClusterConnection connection, ApplyOptions options)
{
    private const string ApplyPatch = "application/apply-patch+yaml";

    // A conflict of versions and a rejected token can pass; each is asked again a few times, with waits that double.
    private const int MostAttempts = 8;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3.2);

    public string Cluster => connection.Cluster;

    public TimeProvider Time => connection.Options.TimeProvider;

    /// <summary>
    /// Lists a kind page by page. The item is valid only within the call. After an expired token (410) the list continues at the newest
    /// version: each object is decided on alone, and what changes meanwhile the next run sees. Reading an inventory begins again instead,
    /// because a watch starts from one snapshot.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="namespaceName">The namespace; <see langword="null"/> for all.</param>
    /// <param name="selector">The label selector; <see langword="null"/> for none.</param>
    /// <param name="read">Takes every item. One that changed between two pages can come twice.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public async Task<ApiResponse> ListAsync(
        ResourceKind kind, string? namespaceName, string? selector, Action<JsonElement> read, CancellationToken cancellationToken)
    {
        string path = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{ResourcePath.Collection(
                kind.Group, ResourceKind.Version, namespaceName, kind.Plural)}?limit={options.PageSize}{(selector is null ? ""
                    : $"&labelSelector={Uri.EscapeDataString(selector)}")}");
        string token = "";
        var progress = new ListProgress(connection.Options, options.PageSize);
        for (int expired = 0; ;)
        {
            ApiResponse response = await SendAsync(
                ClusterRequest.Get(token.Length == 0 ? path : $"{path}&continue={Uri.EscapeDataString(token)}"),
                body => ReadPage(body, read),
                cancellationToken).ConfigureAwait(false);
            if (response.Kind == ResponseKind.Expired && expired++ < MostAttempts)
            {
                token = response.Continue;
            }
            else if (!response.IsSuccess)
            {
                return response;
            }
            else if (progress.Take(response.Count, response.Continue) is { } endless)
            {
                return ResponseClassifier.Read(endless, triedBefore: false);
            }
            else if (response.Continue.Length == 0)
            {
                return response;
            }
            else
            {
                token = response.Continue;
            }
        }
    }

    public Task<ApiResponse> GetAsync(ObjectKey key, CancellationToken cancellationToken) => GetAsync(Path(key), cancellationToken);

    public Task<ApiResponse> GetParentAsync(ApplySetParent parent, CancellationToken cancellationToken) =>
        GetAsync(Path(parent), cancellationToken);

    /// <summary>Server-side apply.</summary>
    public Task<ApiResponse> ApplyAsync(DesiredObject desired, bool force, bool dryRun, CancellationToken cancellationToken) =>
        ApplyAsync(Path(desired.Key), options.FieldManager, desired.Json, force, dryRun, cancellationToken);

    public Task<ApiResponse> ApplyParentAsync(ApplySetParent parent, ReadOnlyMemory<byte> json, CancellationToken cancellationToken) =>
        ApplyAsync(Path(parent), $"{options.FieldManager}-applyset", json, options.ForceConflicts, dryRun: false, cancellationToken);

    /// <summary>
    /// Asks what a create would say to an object that an apply refused with 500: the apply names some of what is wrong, the create names
    /// all of it.
    /// </summary>
    public Task<ApiResponse> TryCreateAsync(DesiredObject desired, CancellationToken cancellationToken) => SendPatientlyAsync(
        new ClusterRequest
        {
            Method = HttpMethod.Post,
            Path = $"{ResourcePath.Collection(
                desired.Key.Kind.Group, ResourceKind.Version, desired.Key.Namespace,
                desired.Key.Kind.Plural)}?dryRun=All&fieldManager={Uri.EscapeDataString(options.FieldManager)}&fieldValidation=Strict",
            Body = desired.Json,
            SafeToRepeat = true,
        },
        Keep,
        cancellationToken);

    /// <summary>
    /// Deletes an object if it is still the one that was read. The options are in the body: with a body the API server does not look at
    /// the query.
    /// </summary>
    public Task<ApiResponse> DeleteAsync(LiveObject live, CancellationToken cancellationToken) => SendAsync(
        new ClusterRequest
        {
            Method = HttpMethod.Delete,
            Path = Path(live.Key),
            Body = Encoding.UTF8.GetBytes(
                $$$"""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":"""
                + $$$"""{"uid":"{{{live.Uid}}}","resourceVersion":"{{{live.ResourceVersion}}}"}}"""),
            // Another attempt finds the object gone, or another one in its place that the uid protects.
            SafeToRepeat = true,
        },
        Keep,
        cancellationToken);

    /// <summary>Waits before another attempt that the connection would not make by itself.</summary>
    public async Task WaitAsync(int tries, CancellationToken cancellationToken) =>
        await Task.Delay(GrowingWait.After(tries, FirstWait, LongestWait), connection.Options.TimeProvider, cancellationToken)
            .ConfigureAwait(false);

    private Task<ApiResponse> GetAsync(string path, CancellationToken cancellationToken) =>
        SendPatientlyAsync(ClusterRequest.Get(path), Keep, cancellationToken);

    private Task<ApiResponse> ApplyAsync(
        string path, string manager, ReadOnlyMemory<byte> json, bool force, bool dryRun, CancellationToken cancellationToken) =>
            SendPatientlyAsync(
        new ClusterRequest
        {
            Method = HttpMethod.Patch,
            Path = $"{path}?fieldManager={Uri.EscapeDataString(manager)}&fieldValidation=Strict&force={(force ? "true" : "false")}{(dryRun
                ? "&dryRun=All" : "")}",
            ContentType = ApplyPatch,
            Body = json,
            // Applying the same twice is applying it once.
            SafeToRepeat = true,
        },
        dryRun ? Keep : body => WriteResponse.Read(json, body),
        cancellationToken);

    private Task<ApiResponse> SendPatientlyAsync(
        ClusterRequest request, Func<ReadOnlyMemory<byte>, ApiResponse> parse, CancellationToken cancellationToken) =>
        SendAsync(request, parse, cancellationToken, MostAttempts);

    private async Task<ApiResponse> SendAsync(
        ClusterRequest request, Func<ReadOnlyMemory<byte>, ApiResponse> parse, CancellationToken cancellationToken, int mostStale = 0)
    {
        for (int unauthorized = 0, stale = 0; ;)
        {
            ClusterResult<ApiResponse> result = await connection
                .SendAsync(
                    request,
                    response => response.Status == 201 ? parse(response.Body) with { Kind = ResponseKind.Created } : parse(response.Body),
                    cancellationToken)
                .ConfigureAwait(false);
            if (result.TryGet(out ApiResponse? response, out ClusterRequestFailure? failure))
            {
                return response;
            }

            // A token that expired is replaced by whoever made it, an exec plugin or the kubelet, a moment later.
            if (failure.Kind == ClusterFailureKind.Unauthorized && unauthorized < MostAttempts / 2)
            {
                await WaitAsync(unauthorized++, cancellationToken).ConfigureAwait(false);
                continue;
            }

            ApiResponse rejected = ResponseClassifier.Read(failure, unauthorized > 0);
            if (rejected.Kind != ResponseKind.Stale || stale >= mostStale)
            {
                return rejected;
            }

            await WaitAsync(stale++, cancellationToken).ConfigureAwait(false);
            unauthorized = 0;
        }
    }

    private static ApiResponse Keep(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, ResponseShape.Strict);
        ResponseShape.RequireObject(document.RootElement, body.Span);
        return Outcome(document.RootElement) with { Body = document.RootElement.Clone() };
    }

    private static ApiResponse Outcome(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("metadata", out JsonElement metadata)
            && metadata.ValueKind == JsonValueKind.Object
            ? new ApiResponse(
                ResponseKind.Ok)
            {
                ResourceVersion = LiveObject.Text(metadata, "resourceVersion"),
                IsBeingDeleted = metadata.TryGetProperty("deletionTimestamp", out _),
            }
            : new ApiResponse(ResponseKind.Ok);

    private static ApiResponse ReadPage(ReadOnlyMemory<byte> body, Action<JsonElement> read)
    {
        using var document = JsonDocument.Parse(body);
        if (!document.RootElement.TryGetProperty("items", out JsonElement items)
            || items.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            // An answer without a list must not pass for one without objects.
            throw new JsonException("A list has items.");
        }

        int count = 0;
        foreach (JsonElement item in items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default)
        {
            read(item);
            count++;
        }

        return new ApiResponse(ResponseKind.Ok)
        {
            Count = count,
            Continue = document.RootElement.TryGetProperty("metadata", out JsonElement metadata) ? LiveObject.Text(metadata, "continue")
                : "",
        };
    }

    private static string Path(ObjectKey key) =>
        $"{ResourcePath.Collection(key.Kind.Group, ResourceKind.Version, key.Namespace, key.Kind.Plural)}/{Uri.EscapeDataString(key.Name)}";

    private static string Path(ApplySetParent parent) =>
        $"{ResourcePath.Collection(parent.Group, parent.Version, parent.Namespace, parent.Plural)}/{Uri.EscapeDataString(parent.Name)}";
}

using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Faults;
using Mesh.ApiServerDouble.Hosting;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;
using Microsoft.AspNetCore.Http;

namespace Mesh.ApiServerDouble;

/// <summary>
/// A double of kube-apiserver for tests: real HTTP on a port of its own, with TLS when it is given a certificate. Safe for concurrent use.
/// </summary>
/// <remarks>Behaves as the recorded server of Kubernetes 1.35 does. Everything is in memory and ends with the object.</remarks>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly ApiServerOptions _options;
    private readonly Host _host;
    private readonly List<RequestRecord> _requests = [];
    private CancellationTokenSource _stopping = new();
    private ServerState _state = null!;
    private Dispatcher _dispatcher = null!;

    private ApiServer(ApiServerOptions options)
    {
        _options = options;
        _host = new(HandleAsync, options.Certificate is { } certificate ? new ServerTls(certificate) : null);
        Reset();
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:40123</c>. Stays the same when it is stopped and started again.</summary>
    public Uri Url =>
        new($"{(_options.Certificate is null ? "http" : "https")}://127.0.0.1:{_host.Port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The cluster's name.</summary>
    public string Name => _options.Name;

    /// <summary>
    /// Decides for every request whether something goes wrong with it; null, the default: nothing does. Called on several threads at once.
    /// </summary>
    public Func<RequestRecord, Fault?>? Faults { get; set; }

    /// <summary>The requests so far, in the order of arrival.</summary>
    public IReadOnlyList<RequestRecord> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The newest resourceVersion.</summary>
    public long Revision => _state.Store.Revision;

    /// <summary>Starts a server on a free port of the loopback address.</summary>
    /// <param name="options">What it is like; by default an empty cluster called <c>east</c>.</param>
    public static async Task<ApiServer> StartAsync(ApiServerOptions? options = null)
    {
        ApiServer server = new(options ?? new());
        await server.ListenAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>A kubeconfig with one context, as YAML.</summary>
    /// <param name="context">The name of the context; by default that of the server.</param>
    /// <param name="account">The name of an account of <see cref="ApiServerOptions.Accounts"/>.</param>
    /// <exception cref="InvalidOperationException">The server has no such account.</exception>
    public string Kubeconfig(string? context = null, string account = "admin") => Kubeconfig([this], account, context);

    /// <summary>A kubeconfig with a context for each server, named as the server; the first is the current one.</summary>
    /// <param name="servers">The servers.</param>
    /// <param name="account">The name of an account that every server has.</param>
    /// <param name="context">A name for the context in place of the server's; for a single server.</param>
    /// <exception cref="InvalidOperationException">A server has no such account.</exception>
    public static string Kubeconfig(IEnumerable<ApiServer> servers, string account = "admin", string? context = null) =>
        Hosting.Kubeconfig.Write(
        servers.Select(
            server => (
                context ?? server.Name, server.Url.ToString().TrimEnd('/'),
                server._options.Accounts.First(one => one.Name == account).Token)));

    /// <summary>Listens again after <see cref="StopAsync"/>, with everything that was stored.</summary>
    public async Task ListenAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            _stopping.Dispose();
            _stopping = new();
        }

        await _host.StartAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the listener: connections break, new ones are refused. What is stored stays.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _host.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Back to the empty cluster with its first namespaces; the log and the faults are gone too.</summary>
    public void Reset()
    {
        _state = new(_options);
        _dispatcher = new(_state, () => Url.Authority);
        Faults = null;
        ClearRequests();
        foreach (string name in _options.Namespaces)
        {
            AddNamespace(name);
        }

        ResourceType crds = _state.Catalog.Find("apiextensions.k8s.io", "customresourcedefinitions")!;
        foreach (JsonObject definition in _options.Resources.Definitions)
        {
            Put(crds, definition.Copy());
        }
    }

    /// <summary>Forgets the requests so far.</summary>
    public void ClearRequests()
    {
        lock (_requests)
        {
            _requests.Clear();
        }
    }

    /// <summary>Creates a namespace; nothing happens when it exists.</summary>
    /// <param name="name">The name.</param>
    /// <param name="labels">Its labels.</param>
    public void AddNamespace(string name, params (string Key, string Value)[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        JsonObject metadata = new() { ["name"] = name };
        foreach ((string key, string value) in labels)
        {
            metadata.Ensure("labels")[key] = value;
        }

        if (!_state.Store.For("namespaces").Current.ContainsKey(name))
        {
            Put(
                _state.Catalog.Find("", "namespaces")!,
                new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = metadata });
        }
    }

    /// <summary>
    /// Stores objects as they stand, YAML or JSON, any number of documents; missing system fields are filled in, nothing is validated.
    /// Namespaces that are missing are created.
    /// </summary>
    /// <param name="documents">The objects; a <c>List</c> counts as its items.</param>
    /// <exception cref="ArgumentException">A kind is not served.</exception>
    public void Seed(string documents)
    {
        foreach (JsonObject document in YamlReader.ReadAll(documents))
        {
            IEnumerable<JsonObject> items = document["items"] is JsonArray list ? list.OfType<JsonObject>() : [document];
            foreach (JsonObject item in items)
            {
                ResourceType type = _state.Catalog.FindKind(item.Text("apiVersion") ?? "", item.Text("kind") ?? "")










                    ?? throw new ArgumentException(
                        $"'{item.Text("kind")}' of '{item.Text("apiVersion")}' is not served.", nameof(documents));
                Put(type, item.Copy());
            }
        }
    }

    /// <summary>One object as JSON, a copy; null when it is not there. The namespace of cluster-scoped objects is empty.</summary>
    public JsonObject? Find(string apiVersion, string kind, string @namespace, string name) =>
        _state.Catalog.FindKind(apiVersion, kind) is { } type
        ? _state.Store.For(type.Qualified).Current.GetValueOrDefault(StoredObject.KeyOf(@namespace, name))?.Content.Copy()
        : null;

    /// <summary>
    /// All objects, for comparison: <c>resource/namespace/name</c> to the JSON text with sorted members. CRDs and namespaces of the start
    /// included; without resourceVersion, uid, generation and times when <paramref name="onlyContent"/> is set.
    /// </summary>
    public IReadOnlyDictionary<string, string> Dump(bool onlyContent = false)
    {
        SortedDictionary<string, string> dump = new(StringComparer.Ordinal);
        lock (_state.Store.Gate)
        {
            foreach ((string resource, ResourceStore store) in _state.Store.Resources)
            {
                foreach (StoredObject stored in store.Current.Values)
                {
                    dump[$"{resource}/{stored.Key}"] = onlyContent
                        ? Content(stored.Content)
                        : System.Text.Encoding.UTF8.GetString(stored.Utf8);
                }
            }
        }

        return dump;
    }

    /// <summary>Forgets history: lists at older versions and watches from them end with 410 (<c>Expired</c>).</summary>
    /// <param name="revision">What is older is forgotten; by default everything up to <see cref="Revision"/>.</param>
    public void Compact(long? revision = null) => _state.Store.Compact(revision ?? Revision);

    /// <summary>Raises the resourceVersion without a change, as writes to other resources do.</summary>
    internal void AdvanceTo(long revision) => _state.Store.Advance(revision);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _host.Dispose();
        _stopping.Dispose();
    }

    private void Put(ResourceType type, JsonObject content)
    {
        JsonObject metadata = content.Ensure("metadata");
        string home = type.IsNamespaced ? metadata.Text("namespace") ?? "default" : "";
        if (home.Length > 0)
        {
            metadata["namespace"] = home;
            AddNamespace(home);
        }

        metadata["uid"] ??= _state.Store.NextUid();
        metadata["creationTimestamp"] ??= _state.Now;
        if (type.HasGeneration)
        {
            metadata["generation"] ??= 1L;
        }

        lock (_state.Store.Gate)
        {
            Defaults.Decode(type, content);
            _state.Defaults.Store(type, content, created: true);
            if (type.Qualified == CrdStatus.Resource)
            {
                CrdStatus.Establish(content, _state.Now);
            }

            content["apiVersion"] = type.ApiVersion(type.Storage.Name);
            StoredObject stored = _state.Store.Put(type.Qualified, home, metadata.Text("name") ?? "", content);
            if (type.Qualified == CrdStatus.Resource && _state.Catalog.Find(content.Object("spec").Text("group") ?? "",
                content.Object("spec").Object("names").Text("plural") ?? "") is null)
            {
                _state.Catalog.Add(CrdReader.Read(stored.Content));
            }
        }
    }

    private static string Content(JsonObject content)
    {
        JsonObject copy = content.Copy();
        JsonObject metadata = copy.Ensure("metadata");
        foreach (string name in (string[])["resourceVersion", "uid", "generation", "creationTimestamp"])
        {
            metadata.Remove(name);
        }

        foreach (JsonObject entry in (metadata["managedFields"] as JsonArray ?? []).OfType<JsonObject>())
        {
            entry.Remove("time");
        }

        return JsonValues.ToText(copy);
    }

    private Task HandleAsync(HttpContext context) =>
        new Exchange(_options, _dispatcher, context, Faults, _stopping.Token).RunAsync(Record);

    private RequestRecord Record(Func<long, RequestRecord> create)
    {
        lock (_requests)
        {
            RequestRecord record = create(_requests.Count + 1);
            _requests.Add(record);
            return record;
        }
    }
}

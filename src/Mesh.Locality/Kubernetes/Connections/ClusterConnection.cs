using System.Net;
using k8s;
using Polly;
using Polly.CircuitBreaker;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// The way to one cluster: who asks, how, and what happens when it fails. Requests are repeated where that is safe, honouring Retry-After;
/// a circuit breaker, a limit of concurrency and a timeout surround them (<see cref="ClusterConnectionOptions"/>).
/// </summary>
/// <remarks>
/// <para>Credentials, exec plugins, certificates and tokens are KubernetesClient's business. Nothing is asked and no plugin runs before
/// the first request. A configuration that cannot be used is not an exception but the failure of every request.</para>
/// <para>Safe for concurrent use. Dispose it when no request is under way.</para>
/// </remarks>
public sealed class ClusterConnection : IDisposable
{
    private const int MostOfRefusal = 1024 * 1024;
    private readonly ClientSource _clients;
    private readonly ResiliencePipeline<IClusterResult> _pipeline;
    private volatile string _lastAbsence = "";
    private string _origin = "";

    private ClusterConnection(string cluster, Func<ClusterConnectionOptions, ClientSource> clients, ClusterConnectionOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        Cluster = cluster;
        Options = options ?? new();
        Options.Check();
        _clients = clients(Options);
        _pipeline = ConnectionPipeline.Create(cluster, Options);
    }

    /// <summary>The cluster's name, as in the model.</summary>
    public string Cluster { get; }

    /// <summary>How it is talked to.</summary>
    public ClusterConnectionOptions Options { get; }

    /// <summary>A cluster by its context in a kubeconfig.</summary>
    /// <param name="cluster">The cluster's name, as in the model.</param>
    /// <param name="kubeconfig">The file; <see langword="null"/>: what <c>KUBECONFIG</c> names, else <c>~/.kube/config</c>.</param>
    /// <param name="context">The context; <see langword="null"/>: the one that is named like the cluster.</param>
    /// <param name="options">How to talk to it; <see langword="null"/>: the defaults.</param>
    /// <returns>The connection. A file or context that does not exist shows as the failure of its requests.</returns>
    public static ClusterConnection FromKubeconfig(
        string cluster, string? kubeconfig = null, string? context = null, ClusterConnectionOptions? options = null) =>
        new(cluster, given => new(() => KubeconfigReader.Read(kubeconfig, context ?? cluster, given), given), options)
        {
            _origin = $"context '{context ?? cluster}' of {(kubeconfig is null ? "the default kubeconfig" : $"kubeconfig '{kubeconfig}'")}",
        };

    /// <summary>The cluster that this process runs in, with the service account of its pod.</summary>
    /// <param name="cluster">The cluster's name, as in the model.</param>
    /// <param name="options">How to talk to it; <see langword="null"/>: the defaults.</param>
    /// <returns>The connection. Outside of a cluster its requests fail.</returns>
    public static ClusterConnection InCluster(string cluster, ClusterConnectionOptions? options = null) =>
        new(cluster, given => new(KubernetesClientConfiguration.InClusterConfig, given), options);

    /// <summary>A cluster by a configuration of KubernetesClient.</summary>
    /// <param name="cluster">The cluster's name, as in the model.</param>
    /// <param name="configuration">Where it is and who asks.</param>
    /// <param name="options">How to talk to it; <see langword="null"/>: the defaults.</param>
    /// <returns>The connection.</returns>
    public static ClusterConnection FromConfiguration(
        string cluster, KubernetesClientConfiguration configuration, ClusterConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new(cluster, given => new(() => configuration, given), options);
    }

    /// <summary>
    /// A cluster by a client of KubernetesClient, with the handlers that it was given. The client stays the caller's to dispose.
    /// </summary>
    /// <param name="cluster">The cluster's name, as in the model.</param>
    /// <param name="client">The client. Its HTTP client and credentials are used; it must repeat nothing by itself.</param>
    /// <param name="options">How to talk to it; <see langword="null"/>: the defaults.</param>
    /// <returns>The connection.</returns>
    public static ClusterConnection FromClient(string cluster, k8s.Kubernetes client, ClusterConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new(cluster, given => ClientSource.Of(client, given), options);
    }

    /// <inheritdoc/>
    public void Dispose() => _clients.Dispose();

    /// <summary>Sends a request and reads its answer, with repetitions.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parse">Makes a value of a complete answer; may run several times; an exception means a malformed answer.</param>
    /// <param name="cancellationToken">Ends waiting and sending; then, and only then, OperationCanceledException is thrown.</param>
    internal Task<ClusterResult<T>> SendAsync<T>(
        ClusterRequest request, Func<ClusterResponse, T> parse, CancellationToken cancellationToken) =>
        ExecuteAsync(
            request,
            async (response, token) =>
            {
                using PooledBody body = await PooledBody.ReadAsync(response.Content, Options.MaxResponseBytes, token).ConfigureAwait(false);
                return parse(
                    new ClusterResponse((int)response.StatusCode, body.Memory, WarningTexts.Read(response.Headers, SecretsOf(response))));
            },
            keepOpen: false,
            cancellationToken);

    /// <summary>Sends a request whose answer streams: repetitions end when the stream begins, and it is read without a timeout.</summary>
    internal Task<ClusterResult<ClusterStream>> OpenAsync(ClusterRequest request, CancellationToken cancellationToken) =>
        ExecuteAsync(
            request,
            async (response, token) => new ClusterStream(
                response, await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false), SecretsOf(response)),
            keepOpen: true,
            cancellationToken);

    private async Task<ClusterResult<T>> ExecuteAsync<T>(
        ClusterRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, bool keepOpen,
            CancellationToken cancellationToken)
    {
        var call = new ConnectionCall(request);
        ResilienceContext context = ConnectionPipeline.Context(call, cancellationToken);
        try
        {
            Outcome<IClusterResult> outcome = await _pipeline.ExecuteOutcomeAsync(
                static (tried, state) => state.Connection.TryAsync(
                    state.Call, state.read, state.keepOpen, state.cancellationToken, tried.CancellationToken),
                context,
                (Connection: this, Call: call, read, keepOpen, cancellationToken)).ConfigureAwait(false);
            if (outcome.Exception is BrokenCircuitException)
            {
                return FailureClassifier.OfOpenCircuit(_lastAbsence) with { Attempts = call.Attempts };
            }

            if (outcome.Exception is { } exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return FailureClassifier.OfException(exception, Options.TimeProvider) with { Attempts = call.Attempts };
            }

            IClusterResult result = outcome.Result!;
            return result.Failure is { } failure ? failure with { Attempts = failure.Attempts == 0 ? 0 : call.Attempts }
                : (ClusterResult<T>)result;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    // Polly wants outcomes, not exceptions: each layer that would have to catch one is a layer less.
    private async ValueTask<Outcome<IClusterResult>> TryAsync<T>(
        ConnectionCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, bool keepOpen, CancellationToken callers,
        CancellationToken cancellationToken)
    {
        call.Attempts++;
        HttpResponseMessage? response = null;
        Uri? server = null;
        bool open = false;
        try
        {
            if (!(await _clients.GetAsync(cancellationToken).ConfigureAwait(false)).TryGet(
                out k8s.Kubernetes? client, out ClusterRequestFailure? failure))
            {
                return Failed<T>(failure);
            }

            server = client.BaseUri;
            using HttpRequestMessage message = HttpMessages.Make(server, call.Request, Options.UserAgent, _clients.ServerName);
            if (await AuthorizeAsync(client, message, cancellationToken).ConfigureAwait(false) is { } refused)
            {
                return Failed<T>(refused);
            }

            response = await client.HttpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return Failed<T>(await RefusalAsync(response, cancellationToken).ConfigureAwait(false));
            }

            T value = await read(response, cancellationToken).ConfigureAwait(false);
            open = keepOpen;
            return Outcome.FromResult<IClusterResult>((ClusterResult<T>)value);
        }
#pragma warning disable CA1031 // Whatever a server sends is a failure of its request, in the terms of the classifier.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return callers.IsCancellationRequested
                ? Outcome.FromException<IClusterResult>(new OperationCanceledException(callers))
                : Failed<T>(FailureClassifier.OfException(e, Options.TimeProvider, server));
        }
        finally
        {
            if (!open)
            {
                response?.Dispose();
            }
        }
    }

    // The status says enough where the rest of the answer cannot be read.
    private async Task<ClusterRequestFailure> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            _clients.Forget(response.RequestMessage?.Headers.Authorization?.Parameter);
        }

        try
        {
            using PooledBody body = await PooledBody.ReadStartAsync(response.Content, MostOfRefusal, cancellationToken)
                .ConfigureAwait(false);
            return FailureClassifier.OfAnswer(
                response.StatusCode, response.Headers, body.Memory, SecretsOf(response), Options.TimeProvider);
        }
        catch (InvalidDataException)
        {
            return FailureClassifier.OfAnswer(response.StatusCode, response.Headers, default, SecretsOf(response), Options.TimeProvider);
        }
    }

    private static SecretMask SecretsOf(HttpResponseMessage response) => SecretMask.Of(response.RequestMessage?.Headers.Authorization);

    private Outcome<IClusterResult> Failed<T>(ClusterRequestFailure failure)
    {
        // Who reads of a server or of credentials wants to know where they were named; a configuration's failure says it itself.
        if (_origin.Length > 0
            && failure.Kind is ClusterFailureKind.Unreachable or ClusterFailureKind.Untrusted or ClusterFailureKind.Timeout
            or ClusterFailureKind.Credentials or ClusterFailureKind.Unauthorized)
        {
            failure = failure with { Message = $"{failure.Message.TrimEnd('.')} ({_origin})." };
        }

        if (failure.IsServersAbsence)
        {
            _lastAbsence = failure.Message;
        }

        return Outcome.FromResult<IClusterResult>((ClusterResult<T>)failure);
    }

    private static async Task<ClusterRequestFailure?> AuthorizeAsync(
        k8s.Kubernetes client, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (client.Credentials is not { } credentials)
        {
            return null;
        }

        try
        {
            await credentials.ProcessHttpRequestAsync(message, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return FailureClassifier.OfCredentials(e);
        }
    }
}

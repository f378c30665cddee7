using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Hosting;

/// <summary>How a cluster is reached: by a context of a kubeconfig, from inside, or by a function.</summary>
/// <param name="Name">The cluster's name, as in the model.</param>
public sealed record ClusterOptions(string Name)
{
    /// <summary>The kubeconfig; <see langword="null"/>, the default: what <c>KUBECONFIG</c> names, else <c>~/.kube/config</c>.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The context; <see langword="null"/>, the default: the one that is named like the cluster.</summary>
    public string? Context { get; init; }

    /// <summary>Whether it is the cluster that the process runs in. Default: <see langword="false"/>.</summary>
    public bool InCluster { get; init; }

    /// <summary>
    /// Makes the connection, with the options given; <see langword="null"/>, the default: the other properties say how. The container
    /// disposes of it.
    /// </summary>
    public Func<IServiceProvider, ClusterConnectionOptions, ClusterConnection>? Connect { get; init; }
}

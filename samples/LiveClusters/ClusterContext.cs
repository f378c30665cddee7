namespace LiveClusters;

/// <summary>A cluster of the model and the context of the kubeconfig that leads to it.</summary>
internal sealed record ClusterContext(string Cluster, string Context);

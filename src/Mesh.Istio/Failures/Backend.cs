namespace Mesh.Istio.Failures;

/// <summary>A pod behind a service, or another address.</summary>
/// <param name="Key">What it is known by in failures.</param>
/// <param name="Ready">Whether Kubernetes sends it traffic.</param>
/// <param name="Pod">The pod; <see langword="null"/> when it is none or was not observed.</param>
/// <param name="Ports">The ports by the service port's name.</param>
internal sealed record Backend(BackendKey Key, bool Ready, Inventories.WorkloadInfo? Pod, ValueMap<int> Ports);

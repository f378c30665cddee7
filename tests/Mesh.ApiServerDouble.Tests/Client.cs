using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Mesh.ApiServerDouble.Tests;

/// <summary>The client that Mesh uses, against a double.</summary>
internal static class Client
{
    public static Kubernetes For(ApiServer server, string account = "admin")
    {
        using MemoryStream config = new(System.Text.Encoding.UTF8.GetBytes(server.Kubeconfig(account: account)));
        return new(KubernetesClientConfiguration.BuildConfigFromConfigFile(config));
    }

    public static Task<HttpOperationResponse<object>> ApplyAsync(
        this IKubernetes client, string name, string spec, string manager = "mesh", bool? force = null, string? dryRun = null) =>
        client.CustomObjects.PatchNamespacedCustomObjectWithHttpMessagesAsync(
            new V1Patch(Widgets.Json(name, spec), V1Patch.PatchType.ApplyPatch),
            "example.com", "v1", "default", "widgets", name, dryRun: dryRun, fieldManager: manager, fieldValidation: "Strict",
                force: force);

    public static async Task<V1Status> RefusedAsync(Func<Task> action)
    {
        HttpOperationException exception = await Assert.ThrowsAsync<HttpOperationException>(action);
        return KubernetesJson.Deserialize<V1Status>(exception.Response.Content);
    }
}

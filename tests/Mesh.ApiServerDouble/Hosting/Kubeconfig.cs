namespace Mesh.ApiServerDouble.Hosting;

/// <summary>A kubeconfig for servers of a test.</summary>
internal static class Kubeconfig
{
    public static string Write(IEnumerable<(string Context, string Url, string Token)> contexts)
    {
        (string Context, string Url, string Token)[] all = [.. contexts];
        return "apiVersion: v1\nkind: Config\nclusters:\n"
            + string.Concat(all.Select(one => $"- name: {one.Context}\n  cluster:\n    server: {one.Url}\n"))
            + "users:\n"
            + string.Concat(all.Select(one => $"- name: {one.Context}\n  user:\n    token: {one.Token}\n"))
            + "contexts:\n"
            + string.Concat(all.Select(one => $"- name: {one.Context}\n  context:\n    cluster: {one.Context}\n    user: {one.Context}\n"))
            + $"current-context: {all[0].Context}\n";
    }
}

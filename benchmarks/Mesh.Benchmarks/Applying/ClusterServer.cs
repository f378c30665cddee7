using System.Globalization;
using Mesh.ApiServerDouble;
using Mesh.Benchmarks.Inventories;

namespace Mesh.Benchmarks.Applying;

/// <summary>
/// The other side of <see cref="ClusterProcess"/>: doubles of API servers that obey the lines of their standard input until it ends.
/// </summary>
internal static class ClusterServer
{
    public const string Argument = "serve";

    /// <summary>Begin again, empty.</summary>
    public const string Reset = "reset";

    /// <summary>Tell how many requests of each verb came since the last telling.</summary>
    public const string Count = "count";

    /// <summary>Store as many pods as the number after it.</summary>
    public const string Pods = "pods";

    public static async Task RunAsync(int clusters)
    {
        var servers = new List<ApiServer>();
        for (int i = 0; i < clusters; i++)
        {
            servers.Add(
                await ApiServer.StartAsync(
                    new() { Name = string.Create(CultureInfo.InvariantCulture, $"c{i}"), Resources = IstioKinds.All, KeepBodies = false })
                        .ConfigureAwait(false));
        }

        await Console.Out.WriteLineAsync(string.Join(' ', servers.Select(server => server.Url))).ConfigureAwait(false);
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is { } command)
        {
            string answer = string.Join(
                ' ', servers.SelectMany(server => server.Requests).CountBy(request => request.Method)
                    .OrderBy(verb => verb.Key, StringComparer.Ordinal).Select(
                        verb => string.Create(CultureInfo.InvariantCulture, $"{verb.Key}={verb.Value}")));
            foreach (ApiServer server in servers)
            {
                if (command == Reset)
                {
                    server.Reset();
                    server.AddNamespace(ManyObjects.Namespace);
                    server.AddNamespace("mesh-multicluster");
                }

                if (command.Split(' ') is [Pods, var count])
                {
                    for (int i = 0; i < int.Parse(count, CultureInfo.InvariantCulture); i++)
                    {
                        server.Seed(LiveInventories.Manifest(i));
                    }
                }

                server.ClearRequests();
            }

            await Console.Out.WriteLineAsync(answer).ConfigureAwait(false);
        }

        foreach (ApiServer server in servers)
        {
            await server.DisposeAsync().ConfigureAwait(false);
        }
    }
}

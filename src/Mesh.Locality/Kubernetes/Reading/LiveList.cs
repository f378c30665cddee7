using Mesh.Documents;
using Mesh.Dumps;
using Mesh.Kubernetes.Connections;

namespace Mesh.Kubernetes.Reading;

/// <summary>One snapshot of a scope.</summary>
/// <param name="Objects">The objects, read.</param>
/// <param name="Keys">Namespaces and names of all objects that were listed.</param>
/// <param name="ResourceVersion">The version of the snapshot, from which a watch goes on.</param>
internal sealed record LiveList(ClusterReader Objects, HashSet<(string Namespace, string Name)> Keys, string ResourceVersion)
{
    /// <summary>
    /// Reads a list in pages of one snapshot. When the snapshot expires in between (410) it begins again; the second time without pages,
    /// as the token that the server offers for going on would mix two snapshots.
    /// </summary>
    public static async Task<ClusterResult<LiveList>> ReadAsync(
        ClusterConnection connection, LiveScope scope, LiveInventoryOptions options, CancellationToken cancellationToken)
    {
        var texts = new TextPool();
        LiveList list = Empty(connection);
        string next = "";
        var progress = new ListProgress(connection.Options, options.PageSize);
        for (int expired = 0; ;)
        {
            string path = LivePaths.List(scope, expired < 2 ? options.PageSize : 0, next);
            ClusterResult<ListPage> result = await connection.SendAsync(
                new ClusterRequest { Path = path, Accept = scope.Kind.Accept },
                response => ListPage.Parse(response.Body, scope.Kind.Mask, texts),
                cancellationToken).ConfigureAwait(false);
            if (!result.TryGet(out ListPage? page, out ClusterRequestFailure? failure))
            {
                if (failure.Kind != ClusterFailureKind.Expired || expired >= 2)
                {
                    return failure;
                }

                expired++;
                progress.BeginAgain();
                next = "";
                list = Empty(connection);
                continue;
            }

            if (progress.Take(page.Items.Count, page.Continue) is { } endless)
            {
                return endless;
            }

            foreach (DocumentNode item in page.Items)
            {
                list.Keys.Add(LiveObject.Read(list.Objects, scope.Kind, item));
            }

            if (page.Continue.Length == 0)
            {
                return list with { ResourceVersion = page.ResourceVersion };
            }

            next = page.Continue;
        }
    }

    private static LiveList Empty(ClusterConnection connection) => new(new ClusterReader(connection.Cluster), [], "");
}

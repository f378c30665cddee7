namespace Mesh.Istio.Generation;

/// <summary>The views of one host, made once for all clusters that see it alike. Used by one thread.</summary>
internal sealed class HostViews(ServedHost host, ClusterMap clusters)
{
    private readonly Dictionary<ClientClass, HostView> _views = [];

    /// <summary>The host as a cluster sees it; of the view's client only what its class shares is the cluster's.</summary>
    public HostView From(ClusterFacts client)
    {
        var likeness = ClientClass.Of(host, client);
        if (!_views.TryGetValue(likeness, out HostView? view))
        {
            _views.Add(likeness, view = HostView.From(client, host, clusters.RegionOf));
        }

        return view;
    }
}

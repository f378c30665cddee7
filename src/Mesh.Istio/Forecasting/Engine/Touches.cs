using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>
/// Notes which failures an answer could have been changed by: those that concern what was looked at. All others leave it as it is. For one
/// thread; without <paramref name="concerns"/> nothing is noted.
/// </summary>
internal sealed class Touches(FailedWorld world, Concerns? concerns)
{
    private FailureSet _now = concerns?.Always ?? default;

    public bool AreNoted => concerns is not null;

    /// <summary>Begins a part whose failures are wanted alone.</summary>
    /// <returns>What was noted before, for <see cref="End"/>.</returns>
    public FailureSet Begin()
    {
        FailureSet before = _now;
        _now = concerns?.Always ?? default;
        return before;
    }

    /// <summary>Ends a part.</summary>
    /// <param name="before">What <see cref="Begin"/> returned.</param>
    /// <returns>What was noted in it.</returns>
    public FailureSet End(FailureSet before)
    {
        FailureSet part = _now;
        _now = before.With(part);
        return part;
    }

    public void Add(FailureSet part) => _now = _now.With(part);

    public void Cluster(string cluster)
    {
        if (concerns is not null)
        {
            Add(concerns.OfCluster(cluster));
        }
    }

    /// <summary>The certificate of who sends.</summary>
    public void Sender(string cluster)
    {
        if (concerns is not null)
        {
            Add(concerns.OfSender(cluster));
        }
    }

    /// <summary>What the istiod of a cluster says.</summary>
    public void IstiodOf(string cluster)
    {
        if (concerns is not null)
        {
            Add(concerns.OfIstiod(world.IstiodOf(cluster)).With(concerns.OfCluster(cluster)));
        }
    }

    public void Pod(BackendKey pod)
    {
        if (concerns is not null)
        {
            Add(concerns.OfPod(pod));
        }
    }

    public void Pod(string cluster, WorkloadInfo pod)
    {
        if (concerns is not null)
        {
            Add(concerns.OfPod(new BackendKey(cluster, pod.Namespace, pod.Name)));
            Add(pod.Address.Length > 0 ? concerns.OfPodsAt(pod.Address) : default);
        }
    }

    public void Service(string cluster, ServiceInfo service)
    {
        if (concerns is not null)
        {
            Add(concerns.OfService(cluster, service));
        }
    }

    /// <summary>An address that a proxy dials, and the way there.</summary>
    public void Dial(string from, string to, string address, Locality place)
    {
        if (concerns is not null)
        {
            Add(concerns.OfCluster(to).With(concerns.OfAddress(address)).With(concerns.OfPath(from, to)).With(concerns.OfPlace(place)));
        }
    }

    /// <summary>The endpoints of a cluster of a proxy.</summary>
    public void ClusterOf(ProxyConfig view, string name)
    {
        if (concerns is not null)
        {
            string? host = ClusterName.TryParse(name, out ClusterName parts) ? parts.Host : ClusterName.HostOfSni(name);
            Host(view, host is null ? null : view.Scope.FindService(host));
        }
    }

    /// <summary>What decides where the servers of a gateway listen.</summary>
    public void Gateway(ProxyConfig view)
    {
        foreach (MeshService service in concerns is null ? [] : view.Index.Registry.Selecting(view.Proxy.Namespace, view.Labels))
        {
            Host(view, service);
        }
    }

    private void Host(ProxyConfig view, MeshService? service)
    {
        if (service is not null)
        {
            Add(concerns!.OfHost(world.IstiodOf(view.Proxy.Cluster), service));
        }
    }
}

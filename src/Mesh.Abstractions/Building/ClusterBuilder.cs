using Mesh.Diagnostics;
using Mesh.Validation;

namespace Mesh;

/// <summary>Describes a cluster. What is left out is taken from the inventory.</summary>
public sealed class ClusterBuilder : ModelBuilder<ClusterBuilder>
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private Cluster _cluster;

    internal ClusterBuilder(string name, string path, List<Diagnostic> problems)
        : base(path, problems) => _cluster = new Cluster { Name = name };

    /// <summary>Declares the region, for example <c>us-east-2</c>. By default it is read from the labels of the nodes.</summary>
    /// <param name="region">The region.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithRegion(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Do(() => Place(new Locality(region, Locality.Zone, Locality.Subzone)));
    }

    /// <summary>Declares the zone of a cluster that lies in one zone. By default it is read from the labels of the nodes.</summary>
    /// <param name="zone">The zone, for example <c>us-east-2a</c>.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithZone(string zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Do(() => Place(new Locality(Locality.Region, zone, Locality.Subzone)));
    }

    /// <summary>Declares region, zone and subzone at once.</summary>
    /// <param name="region">The region.</param>
    /// <param name="zone">The zone; empty when the cluster spans several.</param>
    /// <param name="subzone">The subzone; empty when there is none.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithLocality(string region, string zone = "", string subzone = "")
    {
        var locality = new Locality(region, zone, subzone);
        return Do(() => Place(locality));
    }

    /// <summary>Declares the network, for example a VPC. By default it is read from the label of the Istio namespace.</summary>
    /// <param name="network">The network's name.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithNetwork(string network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Do(() => _cluster = _cluster with { Network = network });
    }

    /// <summary>Declares the name by which Istio knows the cluster (<c>CLUSTER_ID</c> of istiod).</summary>
    /// <param name="id">The name; by default <c>Kubernetes</c> in an installation that says nothing.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithIstioClusterId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Do(() => _cluster = _cluster with { IstioClusterId = id });
    }

    /// <summary>Declares the trust domain of identities. By default it is read from MeshConfig, else it is <c>cluster.local</c>.</summary>
    /// <param name="trustDomain">The trust domain.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithTrustDomain(string trustDomain)
    {
        ArgumentNullException.ThrowIfNull(trustDomain);
        return Do(() => _cluster = _cluster with { TrustDomain = trustDomain });
    }

    /// <summary>Declares the version of Istio. By default it is the one found, else <see cref="IstioVersion.V1_31"/>.</summary>
    /// <param name="version">The version, for example <c>1.30</c> or <c>1.30.3</c>.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithIstioVersion(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return Do(() =>
        {
            if (IstioVersion.TryParse(version, out IstioVersion parsed))
            {
                _cluster = _cluster with { IstioVersion = parsed };
            }
            else
            {
                Problems.Add(ModelDiagnostics.InvalidIstioVersion.At(
                    $"{Path}/istioVersion", $"istioVersion '{version}' is not a version.",
                    "Write major and minor version, for example '1.30'."));
            }
        });
    }

    /// <summary>Declares the version of Istio.</summary>
    /// <param name="version">The version.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithIstioVersion(IstioVersion version) => Do(() => _cluster = _cluster with { IstioVersion = version });

    /// <summary>Gives the cluster a label.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>The builder.</returns>
    public ClusterBuilder WithLabel(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return Do(() => _labels[key] = value);
    }

    internal Cluster ToCluster() => _cluster with { Labels = _labels.ToValueMap() };

    private Locality Locality => _cluster.Locality ?? default;

    private void Place(Locality locality) => _cluster = _cluster with { Locality = locality };
}

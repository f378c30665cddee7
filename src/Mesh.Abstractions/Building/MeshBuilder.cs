using System.Diagnostics.CodeAnalysis;
using Mesh.Diagnostics;
using Mesh.Validation;

namespace Mesh;

/// <summary>Describes an organization with its clusters, tenants, workspaces and gateways, and makes a validated <see cref="MeshModel"/> of it.</summary>
/// <remarks>
/// <c>AddX(name, configure)</c> creates a named child and returns the parent, <c>WithX</c> decorates, <c>InX</c> places; nothing is created behind
/// the user's back. One-shot: after <see cref="Build"/> or <see cref="TryBuild"/> every method throws <see cref="InvalidOperationException"/>.
/// </remarks>
public sealed class MeshBuilder : GuardedBuilder<MeshBuilder>
{
    private readonly string _organization;
    private readonly List<Cluster> _clusters = [];
    private readonly List<Tenant> _tenants = [];

    /// <summary>Begins an organization.</summary>
    /// <param name="organization">Its name: a DNS label.</param>
    public MeshBuilder(string organization)
        : base("", [])
    {
        ArgumentNullException.ThrowIfNull(organization);
        _organization = organization;
    }

    /// <summary>Adds a cluster.</summary>
    /// <param name="name">Its name, as model, inventory and Istio (<c>ISTIO_META_CLUSTER_ID</c>) know it: a DNS label.</param>
    /// <param name="configure">Describes it; what is left out is taken from the inventory.</param>
    /// <returns>The builder.</returns>
    public MeshBuilder AddCluster(string name, Action<ClusterBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Do(() => _clusters.Add(Configure(configure, new ClusterBuilder(name, $"clusters/{name}", Problems)).ToCluster()));
    }

    /// <summary>Adds a tenant.</summary>
    /// <param name="name">Its name: a DNS label, unique in the organization.</param>
    /// <param name="configure">Describes it.</param>
    /// <returns>The builder.</returns>
    public MeshBuilder AddTenant(string name, Action<TenantBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _tenants.Add(Configure(configure, new TenantBuilder(name, $"tenants/{name}", Problems)).ToTenant()));
    }

    /// <summary>Makes the model.</summary>
    /// <returns>The model; it may have warnings, which <see cref="TryBuild"/> or <see cref="ModelValidator.Validate"/> tell.</returns>
    /// <exception cref="MeshModelException">The model has errors; the exception holds every finding.</exception>
    /// <exception cref="InvalidOperationException">The builder has been built already.</exception>
    public MeshModel Build() => TryBuild(out MeshModel? model, out DiagnosticList diagnostics) ? model : throw new MeshModelException(diagnostics);

    /// <summary>Makes the model, and tells everything that is wrong with it.</summary>
    /// <param name="model">The model; <see langword="null"/> when it has errors.</param>
    /// <param name="diagnostics">All findings, warnings too.</param>
    /// <returns>Whether the model has no error.</returns>
    /// <exception cref="InvalidOperationException">The builder has been built already.</exception>
    public bool TryBuild([NotNullWhen(true)] out MeshModel? model, out DiagnosticList diagnostics)
    {
        Close();
        var built = new MeshModel(new Organization
        {
            Name = _organization,
            Clusters = _clusters.ToValueList(),
            Tenants = _tenants.ToValueList(),
            Settings = Settings,
            Security = Security,
            Labels = Labels,
            Annotations = Annotations,
        });
        diagnostics = new DiagnosticList(Problems.Concat(ModelValidator.Validate(built)));
        model = diagnostics.HasErrors ? null : built;
        return model is not null;
    }
}

using System.Diagnostics.CodeAnalysis;
using Mesh.Diagnostics;
using Mesh.Validation;

namespace Mesh;

/// <summary>
/// Describes an organization with its clusters, tenants, workspaces and gateways, and makes a validated <see cref="MeshModel"/> of it.
/// </summary>
/// <remarks>
/// <c>AddX(name, configure)</c> creates a named child and returns the parent, <c>WithX</c> decorates, <c>InX</c> places; nothing is
/// created behind the user's back. One-shot: after <see cref="Build"/> or <see cref="TryBuild"/> every method throws
/// <see cref="InvalidOperationException"/>.
/// </remarks>
public sealed class MeshBuilder : GuardedBuilder<MeshBuilder>
{
    private readonly string _organization;
    private readonly List<Cluster> _clusters = [];
    private readonly List<Tenant> _tenants = [];
    private readonly List<Role> _roles = [];
    private ValueMap<ValueList<string>>? _reachability;
    private readonly SortedDictionary<string, ClusterState> _states = new(StringComparer.Ordinal);

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

    /// <summary>Adds a role beside <see cref="BuiltInRoles"/>; <c>Bind</c> gives it to somebody.</summary>
    /// <param name="name">Its name: a DNS label, unique in the organization, and none of a built-in role.</param>
    /// <param name="configure">Says what it permits.</param>
    /// <returns>The builder.</returns>
    public MeshBuilder AddRole(string name, Action<RoleBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _roles.Add(Configure(configure, new RoleBuilder(name, $"roles/{name}", Problems)).ToRole()));
    }

    /// <summary>
    /// Says which networks the clients of a network reach beside their own; the first call makes every other pair unreachable. Holds in
    /// one direction. By default everything reaches everything.
    /// </summary>
    /// <param name="from">The clients' network.</param>
    /// <param name="to">The networks that they reach; may be none.</param>
    /// <returns>The builder.</returns>
    public MeshBuilder WithNetworkReachability(string from, params string[] to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ValueList<string> reached = [.. to];
        return Do(() => _reachability = (_reachability ?? default).With(from, reached));
    }

    /// <summary>Makes clusters the last resort everywhere: traffic leaves them, and comes back only when nothing else is left.</summary>
    /// <param name="clusters">Names of clusters that are added before or after.</param>
    /// <returns>The builder.</returns>
    public MeshBuilder Drain(params string[] clusters) => SetState(clusters, ClusterState.Drained);

    /// <summary>Takes clusters out everywhere: no traffic is sent there, not even when nothing else is left.</summary>
    /// <param name="clusters">Names of clusters that are added before or after.</param>
    /// <returns>The builder.</returns>
    public MeshBuilder Evacuate(params string[] clusters) => SetState(clusters, ClusterState.Evacuated);

    /// <summary>Makes the model.</summary>
    /// <returns>The model; it may have warnings, which <see cref="TryBuild"/> or <see cref="ModelValidator.Validate"/> tell.</returns>
    /// <exception cref="MeshModelException">The model has errors; the exception holds every finding.</exception>
    /// <exception cref="InvalidOperationException">The builder has been built already.</exception>
    public MeshModel Build() =>
        TryBuild(out MeshModel? model, out DiagnosticList diagnostics) ? model : throw new MeshModelException(diagnostics);

    /// <summary>Makes the model, and tells everything that is wrong with it.</summary>
    /// <param name="model">The model; <see langword="null"/> when it has errors.</param>
    /// <param name="diagnostics">All findings, warnings too.</param>
    /// <returns>Whether the model has no error.</returns>
    /// <exception cref="InvalidOperationException">The builder has been built already.</exception>
    public bool TryBuild([NotNullWhen(true)] out MeshModel? model, out DiagnosticList diagnostics)
    {
        Close();
        ReportUnknownStates();
        var built = new MeshModel(new Organization
        {
            Name = _organization,
            Clusters = _clusters.Select(
                cluster => _states.TryGetValue(cluster.Name, out ClusterState state) ? cluster with { State = state } : cluster)
                    .ToValueList(),
            Tenants = _tenants.ToValueList(),
            Settings = Settings,
            Security = Security,
            Domains = Domains,
            NetworkReachability = _reachability,
            Roles = _roles.ToValueList(),
            AccessBindings = AccessBindings,
            Labels = Labels,
            Annotations = Annotations,
        });
        diagnostics = new DiagnosticList(Problems.Concat(ModelValidator.Validate(built)));
        model = diagnostics.HasErrors ? null : built;
        return model is not null;
    }

    private MeshBuilder SetState(string[] clusters, ClusterState state)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return Do(() =>
        {
            foreach (string cluster in clusters)
            {
                _states[cluster] = state;
            }
        });
    }

    private void ReportUnknownStates()
    {
        foreach (string cluster in _states.Keys.Where(name => !_clusters.Exists(cluster => cluster.Name == name)))
        {
            Problems.Add(ModelDiagnostics.UnknownCluster.At(
                $"clusters/{cluster}/state", $"Cluster '{cluster}' is not declared.",
                "Declare it, or correct the name in Drain or Evacuate."));
        }
    }
}

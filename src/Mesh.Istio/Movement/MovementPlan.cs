using System.Text.Json.Serialization;
using Mesh.Diagnostics;
using Mesh.Istio.Capacity;
using Mesh.Istio.Movement.Planning;
using Mesh.Istio.Movement.Serialization;

namespace Mesh.Istio.Movement;

/// <summary>
/// Steps that move traffic, each with its change of the model, its load and what it costs; none of them overloads anybody.
/// </summary>
public sealed record MovementPlan
{
    /// <summary>What it is for.</summary>
    public required MovementKind Kind { get; init; }

    /// <summary>The cluster that traffic leaves, or comes back to.</summary>
    public required string Cluster { get; init; }

    /// <summary>The cluster that comes first instead; empty where the order of clusters says it.</summary>
    public string To { get; init; } = "";

    /// <summary>Whose traffic is moved.</summary>
    public MovementScope Scope { get; init; } = MovementScope.Mesh;

    /// <summary>The steps, in their order.</summary>
    public ValueList<MovementStep> Steps { get; init; }

    /// <summary>The resources before the first step; <see langword="null"/> in a plan that was read.</summary>
    [JsonIgnore]
    public MeshResources? Before { get; init; }

    /// <summary>The pods that are missing; with them the plan works.</summary>
    public Shortfall? Missing { get; init; }

    /// <summary>Why the plan is refused, and what nobody can tell (<c>MC</c> codes).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether no step overloads anybody or loses requests, as far as anybody can tell.</summary>
    public bool IsFeasible => !Diagnostics.HasErrors;

    /// <summary>Whether something that is needed to tell is not known.</summary>
    public bool IsUnknown =>
        IsFeasible && Diagnostics.Any(finding => finding.Code == MovementDiagnostics.StepUnknown.Code);

    /// <summary>Moves traffic away from a cluster, which stays the last resort.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="scope">Whose traffic; <see langword="null"/>: that of the whole mesh.</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <returns>The plan; one that cannot work says in its diagnostics which step cannot and what is short.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static MovementPlan Drain(string cluster, MovementMesh mesh, MovementScope? scope = null, MovementOptions? options = null) =>
        Plan(MovementKind.Drain, cluster, "", mesh, scope, options);

    /// <summary>Moves traffic away from a cluster, and sends none there any more.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="scope">Whose traffic; only that of the whole mesh can be, else the plan is refused (<c>MC126</c>).</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <returns>The plan, as for <see cref="Drain"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static MovementPlan Evacuate(
        string cluster, MovementMesh mesh, MovementScope? scope = null, MovementOptions? options = null) =>
        Plan(MovementKind.Evacuate, cluster, "", mesh, scope, options);

    /// <summary>Lets another cluster come first for who comes first to a cluster now.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="to">The cluster that is to come first.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="scope">Whose traffic; <see langword="null"/>: that of the whole mesh.</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <returns>The plan, as for <see cref="Drain"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static MovementPlan Switch(
        string cluster, string to, MovementMesh mesh, MovementScope? scope = null, MovementOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(to);
        return Plan(MovementKind.Switch, cluster, to, mesh, scope, options);
    }

    /// <summary>
    /// Brings traffic back to a cluster that was drained, evacuated or switched away from: it is active, and comes first for its own
    /// clients.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="scope">Whose traffic; <see langword="null"/>: that of the whole mesh.</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <returns>The plan, as for <see cref="Drain"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static MovementPlan Return(string cluster, MovementMesh mesh, MovementScope? scope = null, MovementOptions? options = null) =>
        Plan(MovementKind.Return, cluster, "", mesh, scope, options);

    /// <summary>The plan as indented JSON with all fields in camel case; models and resources are not part of it.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => MovementJson.Write(this);

    /// <summary>The steps, each with its load, what it costs, what to watch and how to go back.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => MovementText.Write(this);

    private static MovementPlan Plan(
        MovementKind kind, string cluster, string to, MovementMesh mesh, MovementScope? scope, MovementOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentNullException.ThrowIfNull(mesh);
        options ??= new MovementOptions();
        options.Check();
        return new MovementPlanner(kind, cluster, to, mesh, scope ?? MovementScope.Mesh, options).Plan();
    }
}

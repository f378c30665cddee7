using Mesh.Inventories;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures.Views;

namespace Mesh.Istio.Pictures;

/// <summary>Makes pictures of what a plan to apply changes.</summary>
public static class PlanPictures
{
    /// <summary>
    /// The ways that the plan's objects describe, as the clusters have them and as they would have them. A box whose objects would be
    /// written or deleted says how many. Where requests go is a forecast's answer: see the other overload.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inventory">What was observed: who is behind an address, regions, networks, pods.</param>
    /// <returns>Both pictures and what is different. A cluster of which not everything could be asked has no ways in them; the findings say
    /// why.</returns>
    public static TopologyDifference ToTopology(this ApplyPlan plan, Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(inventory);
        return PlanView.Of(
            plan, plan.Before.ToTopology(inventory), PlanView.Marked(plan, plan.After.ToTopology(inventory)));
    }

    /// <summary>Where the requests of one client go, as the clusters have the plan's objects and as they would have them.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inventory">What was observed.</param>
    /// <param name="ask">Asks for the forecast. It is called twice, once for each state.</param>
    /// <returns>Both pictures and what is different. A cluster of which not everything could be asked has none of the objects in them; the
    /// findings say why.</returns>
    public static TopologyDifference ToTopology(this ApplyPlan plan, Inventory inventory, Func<Forecaster, Forecast> ask)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(ask);
        return PlanView.Of(
            plan, ask(new Forecaster(plan.Before, inventory)).ToTopology(inventory),
            ask(new Forecaster(plan.After, inventory)).ToTopology(inventory));
    }
}

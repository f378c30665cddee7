using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Reconciling;

/// <summary>What is known at a moment: the last good model with the findings of the last reading, and the last inventory.</summary>
internal sealed record ReconcileInput(MeshModel? Model, DiagnosticList ModelFindings, Inventory? Inventory)
{
    public static ReconcileInput None { get; } = new(null, DiagnosticList.Empty, null);
}

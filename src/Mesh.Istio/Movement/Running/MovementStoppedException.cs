using Mesh.Diagnostics;

namespace Mesh.Istio.Movement.Running;

/// <summary>A run cannot go on and cannot go back either; another one will.</summary>
internal sealed class MovementStoppedException(Diagnostic finding) : Exception(finding.Message)
{
    public Diagnostic Finding => finding;
}

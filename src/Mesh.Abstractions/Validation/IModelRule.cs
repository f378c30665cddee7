using Mesh.Diagnostics;

namespace Mesh.Validation;

/// <summary>One thing that must hold in every model. Rules have no state and do not build on each other.</summary>
internal interface IModelRule
{
    /// <summary>Adds one finding for every place where it does not hold.</summary>
    void Check(ModelIndex model, List<Diagnostic> found);
}

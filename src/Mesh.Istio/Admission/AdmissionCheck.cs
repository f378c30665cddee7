using Mesh.Documents;

namespace Mesh.Istio.Admission;

/// <summary>A condition on a value, in words that a finding is made of.</summary>
/// <param name="Problem">
/// What is wrong, to be read after the name of the field: <c>is 70000</c>; <see langword="null"/> when nothing is.
/// </param>
/// <param name="Help">What to write instead.</param>
/// <param name="At">The field below the value that the finding is about; empty for the value itself.</param>
internal sealed record AdmissionCheck(Func<DocumentNode, AdmissionScope, string?> Problem, string Help, string At = "")
{
    /// <summary>The same condition, where another one holds.</summary>
    public AdmissionCheck When(Func<DocumentNode, bool> holds) =>
        this with { Problem = (value, scope) => holds(value) ? Problem(value, scope) : null };
}

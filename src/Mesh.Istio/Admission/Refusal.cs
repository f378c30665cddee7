namespace Mesh.Istio.Admission;

/// <summary>Something for which an object is refused.</summary>
/// <param name="Row">The rule.</param>
/// <param name="Field">The field, for example <c>ports[0].number</c>.</param>
/// <param name="Problem">What is wrong, to be read after the name of the field.</param>
internal sealed record Refusal(AdmissionRow Row, string Field, string Problem);

namespace Mesh.Istio.Admission;

/// <summary>The rows of a field, of its items where it is a list, and of its values where it is a map.</summary>
internal sealed record AdmissionField(AdmissionSlot Itself, AdmissionSlot Items, AdmissionSlot Values);

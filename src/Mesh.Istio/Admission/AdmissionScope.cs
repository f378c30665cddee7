using Mesh.Documents;

namespace Mesh.Istio.Admission;

/// <summary>The object that a value is a part of.</summary>
/// <param name="Namespace">Its namespace; empty when none is written.</param>
/// <param name="Spec">Its spec.</param>
internal sealed record AdmissionScope(string Namespace, MappingNode Spec);

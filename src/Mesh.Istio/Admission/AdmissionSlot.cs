namespace Mesh.Istio.Admission;

/// <summary>The rows of one value, those of the API server first.</summary>
internal sealed class AdmissionSlot
{
    public List<AdmissionRow> Rows { get; } = [];

    public AdmissionShape? Nested { get; set; }

    public bool IsEmpty => Rows.Count == 0 && Nested is null;
}

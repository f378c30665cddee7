using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Reads and writes the fields of workloads, whichever object holds them.</summary>
internal static class WorkloadFields
{
    public static void Write(FieldWriter fields, IWorkload workload)
    {
        fields.Text("address"u8, workload.Address);
        fields.Text("network"u8, workload.Network);
        fields.Text("locality"u8, workload.Locality);
        fields.NumberMap("ports"u8, workload.Ports);
        fields.Number("weight"u8, workload.Weight);
        fields.Text("serviceAccount"u8, workload.ServiceAccount);
        fields.TextMap("labels"u8, workload.Labels);
    }

    public static WorkloadEndpoint Read(FieldReader fields) => new()
    {
        Address = fields.Text("address"),
        Network = fields.Text("network"),
        Locality = fields.Text("locality"),
        Ports = fields.UInt32Map("ports"),
        Weight = fields.UInt32("weight"),
        ServiceAccount = fields.Text("serviceAccount"),
        Labels = fields.TextMap("labels"),
    };
}

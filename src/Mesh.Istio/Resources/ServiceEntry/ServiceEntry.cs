using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A service that Istio does not find in Kubernetes by itself.</summary>
public sealed record ServiceEntry : IstioObject
{
    /// <inheritdoc/>
    public override string Kind => "ServiceEntry";

    /// <inheritdoc/>
    public override string ApiGroup => ApiGroups.Networking;

    /// <summary>The hosts of the service, 1 to 256, never <c>*</c> alone. Duplicates of Kubernetes Services extend these.</summary>
    public required ValueList<string> Hosts { get; init; }

    /// <summary>Virtual addresses of the service, as IP or CIDR.</summary>
    public ValueList<string> Addresses { get; init; }

    /// <summary>The ports of the service, unique by name and number.</summary>
    public ValueList<ServicePort> Ports { get; init; }

    /// <summary>Whether it is part of the mesh; <see cref="ServiceEntryLocation.MeshExternal"/> when absent.</summary>
    public ServiceEntryLocation? Location { get; init; }

    /// <summary>How endpoints' addresses are found; <see cref="ServiceEntryResolution.None"/> when absent.</summary>
    public ServiceEntryResolution? Resolution { get; init; }

    /// <summary>The endpoints. Excludes <see cref="WorkloadSelector"/>.</summary>
    public ValueList<WorkloadEndpoint> Endpoints { get; init; }

    /// <summary>The pods and WorkloadEntries of the object's namespace that are the endpoints.</summary>
    public WorkloadSelector? WorkloadSelector { get; init; }

    /// <summary>The names of which the endpoints' certificates must hold one.</summary>
    public ValueList<string> SubjectAltNames { get; init; }

    /// <summary>The namespaces that may use it: <c>*</c> (the value when none is written), <c>.</c> for its own, or names.</summary>
    public ValueList<string> ExportTo { get; init; }

    internal static ServiceEntry Read(ObjectMeta metadata, FieldReader fields) => new()
    {
        Metadata = metadata,
        Hosts = fields.RequiredTexts("hosts"),
        Addresses = fields.Texts("addresses"),
        Ports = fields.Messages<ServicePort>("ports"),
        Location = fields.Choice("location", ResourceEnums.ServiceEntryLocation),
        Resolution = fields.Choice("resolution", ResourceEnums.ServiceEntryResolution),
        Endpoints = fields.Messages<WorkloadEndpoint>("endpoints"),
        WorkloadSelector = fields.Message<WorkloadSelector>("workloadSelector"),
        SubjectAltNames = fields.Texts("subjectAltNames"),
        ExportTo = fields.Texts("exportTo"),
    };

    internal override void WriteSpec(FieldWriter fields)
    {
        fields.Texts("hosts"u8, Hosts, required: true);
        fields.Texts("addresses"u8, Addresses);
        fields.Messages("ports"u8, Ports);
        fields.Choice("location"u8, Location, ResourceEnums.ServiceEntryLocation);
        fields.Choice("resolution"u8, Resolution, ResourceEnums.ServiceEntryResolution);
        fields.Messages("endpoints"u8, Endpoints);
        fields.Message("workloadSelector"u8, WorkloadSelector);
        fields.Texts("subjectAltNames"u8, SubjectAltNames);
        fields.Texts("exportTo"u8, ExportTo);
    }
}

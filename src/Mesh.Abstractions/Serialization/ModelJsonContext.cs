using System.Text.Json.Serialization;

namespace Mesh.Serialization;

/// <summary>The source-generated shape of the model in JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    WriteIndented = true,
    NewLine = "\n",
    Converters =
    [
        typeof(DurationConverter), typeof(NamespaceSelectorConverter), typeof(LocalityConverter), typeof(IstioVersionConverter),
        typeof(EnumConverter<LoadBalancingAlgorithm>), typeof(EnumConverter<TlsTermination>), typeof(EnumConverter<TextMatchKind>),
        typeof(EnumConverter<TlsVersion>),
        typeof(EnumConverter<MutualTlsPolicy>), typeof(EnumConverter<AccessScope>), typeof(EnumConverter<Propagation>),
        typeof(EnumConverter<ClusterState>), typeof(EnumConverter<OutlierSensitivity>), typeof(EnumConverter<HashSource>),
        typeof(EnumConverter<HashTable>), typeof(EnumConverter<HttpProtocol>), typeof(EnumConverter<AccessVerb>),
        typeof(EnumConverter<FieldGroup>),
        typeof(ValueListConverter<Cluster>), typeof(ValueListConverter<Tenant>), typeof(ValueListConverter<Workspace>),
        typeof(ValueListConverter<WorkspaceGateway>),
        typeof(ValueListConverter<EastWestGateway>), typeof(ValueListConverter<ServiceSelector>),
        typeof(ValueListConverter<ServiceSettings>), typeof(ValueListConverter<ServiceCapacity>),
        typeof(ValueListConverter<GatewayServer>), typeof(ValueListConverter<NamespaceSelector>), typeof(ValueListConverter<Route>),
        typeof(ValueListConverter<HttpMatch>), typeof(ValueListConverter<ServiceDestination>), typeof(ValueListConverter<TextMatch>),
        typeof(ValueListConverter<string>), typeof(ValueListConverter<Role>), typeof(ValueListConverter<AccessBinding>),
        typeof(ValueListConverter<RoleRule>), typeof(ValueListConverter<AccessVerb>), typeof(ValueListConverter<FieldGroup>),
        typeof(ValueListConverter<FailoverTier>), typeof(ValueListConverter<TierCluster>), typeof(ValueListConverter<RegionFailover>),
        typeof(ValueMapConverter<string>), typeof(ValueMapConverter<TextMatch>), typeof(ValueMapConverter<ValueList<FailoverTier>>),
        typeof(ValueMapConverter<ValueList<string>>),
    ])]
[JsonSerializable(typeof(MeshModel))]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(Tenant))]
[JsonSerializable(typeof(Workspace))]
[JsonSerializable(typeof(WorkspaceGateway))]
[JsonSerializable(typeof(EastWestGateway))]
[JsonSerializable(typeof(ServiceSelector))]
[JsonSerializable(typeof(ServiceSettings))]
[JsonSerializable(typeof(ServiceCapacity))]
[JsonSerializable(typeof(GatewayServer))]
[JsonSerializable(typeof(NamespaceSelector))]
[JsonSerializable(typeof(Route))]
[JsonSerializable(typeof(HttpMatch))]
[JsonSerializable(typeof(ServiceDestination))]
[JsonSerializable(typeof(TextMatch))]
[JsonSerializable(typeof(FailoverTier))]
[JsonSerializable(typeof(TierCluster))]
[JsonSerializable(typeof(RegionFailover))]
[JsonSerializable(typeof(Role))]
[JsonSerializable(typeof(RoleRule))]
[JsonSerializable(typeof(AccessBinding))]
[JsonSerializable(typeof(AccessVerb))]
[JsonSerializable(typeof(FieldGroup))]
[JsonSerializable(typeof(ValueList<FailoverTier>))]
[JsonSerializable(typeof(ValueList<string>))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;

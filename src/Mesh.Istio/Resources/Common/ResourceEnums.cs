using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>The spellings of all enumerations in manifests.</summary>
internal static class ResourceEnums
{
    public static EnumNames<AuthorizationAction> AuthorizationAction { get; } = new(
        (Resources.AuthorizationAction.Allow, "ALLOW"),
        (Resources.AuthorizationAction.Deny, "DENY"),
        (Resources.AuthorizationAction.Audit, "AUDIT"),
        (Resources.AuthorizationAction.Custom, "CUSTOM"));

    public static EnumNames<CaptureMode> CaptureMode { get; } = new(
        (Resources.CaptureMode.Default, "DEFAULT"),
        (Resources.CaptureMode.Iptables, "IPTABLES"),
        (Resources.CaptureMode.None, "NONE"));

    public static EnumNames<ClientTlsMode> ClientTlsMode { get; } = new(
        (Resources.ClientTlsMode.Disable, "DISABLE"),
        (Resources.ClientTlsMode.Simple, "SIMPLE"),
        (Resources.ClientTlsMode.Mutual, "MUTUAL"),
        (Resources.ClientTlsMode.IstioMutual, "ISTIO_MUTUAL"));

    public static EnumNames<H2UpgradePolicy> H2UpgradePolicy { get; } = new(
        (Resources.H2UpgradePolicy.Default, "DEFAULT"),
        (Resources.H2UpgradePolicy.DoNotUpgrade, "DO_NOT_UPGRADE"),
        (Resources.H2UpgradePolicy.Upgrade, "UPGRADE"));

    public static EnumNames<MutualTlsMode> MutualTlsMode { get; } = new(
        (Resources.MutualTlsMode.Unset, "UNSET"),
        (Resources.MutualTlsMode.Disable, "DISABLE"),
        (Resources.MutualTlsMode.Permissive, "PERMISSIVE"),
        (Resources.MutualTlsMode.Strict, "STRICT"));

    public static EnumNames<OutboundTrafficPolicyMode> OutboundTrafficPolicyMode { get; } = new(
        (Resources.OutboundTrafficPolicyMode.RegistryOnly, "REGISTRY_ONLY"),
        (Resources.OutboundTrafficPolicyMode.AllowAny, "ALLOW_ANY"));

    public static EnumNames<ProxyProtocolVersion> ProxyProtocolVersion { get; } = new(
        (Resources.ProxyProtocolVersion.V1, "V1"),
        (Resources.ProxyProtocolVersion.V2, "V2"));

    public static EnumNames<RedirectPortSelection> RedirectPortSelection { get; } = new(
        (Resources.RedirectPortSelection.FromProtocolDefault, "FROM_PROTOCOL_DEFAULT"),
        (Resources.RedirectPortSelection.FromRequestPort, "FROM_REQUEST_PORT"));

    public static EnumNames<ServerTlsMode> ServerTlsMode { get; } = new(
        (Resources.ServerTlsMode.Passthrough, "PASSTHROUGH"),
        (Resources.ServerTlsMode.Simple, "SIMPLE"),
        (Resources.ServerTlsMode.Mutual, "MUTUAL"),
        (Resources.ServerTlsMode.AutoPassthrough, "AUTO_PASSTHROUGH"),
        (Resources.ServerTlsMode.IstioMutual, "ISTIO_MUTUAL"),
        (Resources.ServerTlsMode.OptionalMutual, "OPTIONAL_MUTUAL"));

    public static EnumNames<ServiceEntryLocation> ServiceEntryLocation { get; } = new(
        (Resources.ServiceEntryLocation.MeshExternal, "MESH_EXTERNAL"),
        (Resources.ServiceEntryLocation.MeshInternal, "MESH_INTERNAL"));

    public static EnumNames<ServiceEntryResolution> ServiceEntryResolution { get; } = new(
        (Resources.ServiceEntryResolution.None, "NONE"),
        (Resources.ServiceEntryResolution.Static, "STATIC"),
        (Resources.ServiceEntryResolution.Dns, "DNS"),
        (Resources.ServiceEntryResolution.DnsRoundRobin, "DNS_ROUND_ROBIN"),
        (Resources.ServiceEntryResolution.DynamicDns, "DYNAMIC_DNS"));

    public static EnumNames<SimpleLoadBalancer> SimpleLoadBalancer { get; } = new(
        (Resources.SimpleLoadBalancer.Unspecified, "UNSPECIFIED"),
        (Resources.SimpleLoadBalancer.LeastConn, "LEAST_CONN"),
        (Resources.SimpleLoadBalancer.Random, "RANDOM"),
        (Resources.SimpleLoadBalancer.Passthrough, "PASSTHROUGH"),
        (Resources.SimpleLoadBalancer.RoundRobin, "ROUND_ROBIN"),
        (Resources.SimpleLoadBalancer.LeastRequest, "LEAST_REQUEST"));

    public static EnumNames<TlsProtocol> TlsProtocol { get; } = new(
        (Resources.TlsProtocol.TlsAuto, "TLS_AUTO"),
        (Resources.TlsProtocol.TlsV1_0, "TLSV1_0"),
        (Resources.TlsProtocol.TlsV1_1, "TLSV1_1"),
        (Resources.TlsProtocol.TlsV1_2, "TLSV1_2"),
        (Resources.TlsProtocol.TlsV1_3, "TLSV1_3"));

    public static EnumNames<UnmatchedPreflights> UnmatchedPreflights { get; } = new(
        (Resources.UnmatchedPreflights.Unspecified, "UNSPECIFIED"),
        (Resources.UnmatchedPreflights.Forward, "FORWARD"),
        (Resources.UnmatchedPreflights.Ignore, "IGNORE"));
}

using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>What users have of Istio's objects beside what is generated.</summary>
internal sealed class IstioTables
{
    public ObjectTable<VirtualServiceInfo> VirtualServices { get; } = new();

    public ObjectTable<DestinationRuleInfo> DestinationRules { get; } = new();

    public ObjectTable<IstioGatewayInfo> Gateways { get; } = new();

    public ObjectTable<AuthorizationPolicyInfo> Policies { get; } = new();

    /// <summary>How many objects were read.</summary>
    public int Count => VirtualServices.Count + DestinationRules.Count + Gateways.Count + Policies.Count;

    /// <summary>The table that objects of a kind are in; null for a kind that is not Istio's.</summary>
    public IObjectTable? Of(string kind) => kind switch
    {
        "VirtualService" => VirtualServices,
        "DestinationRule" => DestinationRules,
        "Gateway" => Gateways,
        "AuthorizationPolicy" => Policies,
        _ => null,
    };

    /// <summary>Adds an object, if it is of one of the kinds.</summary>
    public void Add(string kind, ObjectIdentity head, ValueMap<string> labels, Fields metadata, Fields fields, Findings findings)
    {
        switch (kind)
        {
            case "VirtualService":
                VirtualServices.Add(new(IstioObjectReader.VirtualService(head, labels, metadata, fields), head), findings);
                break;
            case "DestinationRule":
                DestinationRules.Add(new(IstioObjectReader.DestinationRule(head, labels, metadata, fields), head), findings);
                break;
            case "Gateway":
                Gateways.Add(new(IstioObjectReader.Gateway(head, labels, metadata, fields), head), findings);
                break;
            case "AuthorizationPolicy":
                Policies.Add(new(IstioObjectReader.Policy(head, labels, fields), head), findings);
                break;
            default:
                break;
        }
    }
}

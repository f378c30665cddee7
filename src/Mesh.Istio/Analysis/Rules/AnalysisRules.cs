namespace Mesh.Istio.Analysis.Rules;

/// <summary>All rules, in the order of their codes.</summary>
internal static class AnalysisRules
{
    public static IEnumerable<IAnalysisRule> All() =>
    [
        new FailoverWithoutOutlierDetection(),
        new EjectionBudgetTooSmall(),
        new DistributeWithoutFailover(),
        new DistributeAndFailover(),
        new DistributeWeights(),
        new EndpointWithoutLocality(),
        new FailoverRegion(),
        new PolicyWipesFailover(),
        new DestinationRuleWithoutClients(),
        new SeveralDestinationRules(),
        new HostUnknown(),
        new RegionSpelling(),
        new ClientWithoutLocality(),
        new LabelsBehindGateway(),
        new Networks(),
        new EndpointAddress(),
        new GatewayTerminatesTls(),
        new PlainTextAcrossNetworks(),
        new PortMismatch(),
        new NotBalanced(),
        new OutlierDetectionFields(),
        new RouteToOnePlace(),
        new PolicyEffects(),
        new ConnectTimeouts(),
        new SidecarHidesHost(),
        new MissingInOtherCluster(),
        new RefusedObjects(),
        new DeadEnds(),
        new UnlistedEndpoints(),
        new EntriesOfOneHost(),
        new NetworkNames(),
        new UnreadGatewayApi(),
        new ReplacedVirtualServices(),
        new GrpcPorts(),
        new HidingRules(),
        new EqualRegions(),
        new PassthroughTwice(),
        new PoisonedStandby(),
    ];
}
